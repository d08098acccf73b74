package dev.usher.cluster;

import dev.usher.cluster.Child.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line in the packaged application, as {@code java -jar} runs it; of this JVM's environment it gets only PATH. */
public final class CommandLineProcess {
    private static final Duration ENDS_WITHIN = Duration.ofMinutes(3);

    private CommandLineProcess() {}

    /** Runs a verb against the cluster of a kubeconfig to its end, and leaves nothing behind. */
    public static Ran run(Path kubeconfig, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(OperatorProcess.SHORT_LIVED);
        command.addAll(StartArchive.options(OperatorProcess.application()));
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                OperatorProcess.application().toString()));
        command.addAll(List.of(arguments));
        try (var directory = RunDirectory.create("verb")) {
            Path output = directory.write("output", "");
            Path errors = directory.write("errors", "");
            var environment = Map.of(
                    "KUBECONFIG",
                    kubeconfig.toString(),
                    "HOME",
                    directory.path().toString());
            try (var child = Child.start(new Launch("usher", command, environment, output, errors))) {
                return new Ran(child.awaitExit(ENDS_WITHIN), Files.readString(output), Files.readString(errors));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
