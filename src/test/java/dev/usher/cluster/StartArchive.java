package dev.usher.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a JVM knows of the operator by the time it is ready, kept beside the build so that the next one need not find it out again
 * (JEP 483, JEP 514): half of what a start takes.
 */
public final class StartArchive {
    /** Whether it is made where there is none of this build; who starts one operator is better off without. */
    private static final String WANTED = "usher.archive";

    private static final String FILE = "usher.aot";
    private static final Object MAKING = new Object();

    private StartArchive() {}

    /** The options of a JVM that uses it, if there is one of this build. */
    static List<String> options(Path application) {
        if (Boolean.getBoolean(WANTED)) {
            make(application);
        }
        // What does not fit the JVM is left aside by it, and nothing is said of that among what the operator says.
        return isOf(application)
                ? List.of("-XX:AOTCache=" + archive(application), "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of();
    }

    private static void make(Path application) {
        synchronized (MAKING) {
            if (!isOf(application)) {
                rehearse(application);
            }
        }
    }

    static Path archive(Path application) {
        return application.toAbsolutePath().resolveSibling("../" + FILE).normalize();
    }

    /** Whether there is one of this build. */
    static boolean isOf(Path application) {
        try {
            var archive = archive(application);
            return Files.exists(archive)
                    && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(application)) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rehearse(Path application) {
        try (var directory = RunDirectory.create("archive")) {
            var made = directory.resolve(FILE);
            rehearse(OperatorProcess.shortLived(application), made);
            Files.move(made, archive(application), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts an operator that lasts against a control plane of its own, waits until it is ready, ends it, and keeps what was loaded. */
    public static void rehearse(Path java, List<String> options, Path application, Path made) {
        var command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        command.addAll(List.of("-jar", application.toString()));
        rehearse(command, made);
    }

    private static void rehearse(List<String> command, Path made) {
        try (var plane = ControlPlane.start(ControlPlane.Extra.CRDS)) {
            Files.deleteIfExists(made);
            OperatorProcess.rehearse(
                    with("-XX:AOTCacheOutput=" + made, command),
                    plane.kubeconfig(),
                    Map.of("USHER_NAMESPACE", "default", "USHER_WATCH_NAMESPACES", "default"));
            if (Files.notExists(made)) {
                throw new IllegalStateException("the JVM of " + command.getFirst() + " left no archive");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> with(String option, List<String> command) {
        var all = new ArrayList<>(command);
        all.add(1, option);
        return all;
    }
}
