package dev.usher.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The part of a JDK that the operator needs: made by jlink, the same bytes each time, and nothing beside it is a runtime in the image.
 *
 * @param vendor whose JDK it is of, as its file {@code release} has it
 * @param version {@code 25.0.3+9-LTS}, say
 */
record JavaRuntime(Path home, String vendor, String version) {

    /** What jdeps finds in the operator and its libraries, but for a compiler that none of them calls there; and what services are found in. */
    static final Set<String> MODULES = Set.of(
            "java.base",
            "java.compiler",
            "java.desktop",
            "java.instrument",
            "java.logging",
            "java.management",
            "java.naming",
            "java.net.http",
            "java.rmi",
            "java.security.jgss",
            "java.security.sasl",
            "java.sql",
            "jdk.crypto.cryptoki",
            "jdk.jfr",
            "jdk.localedata",
            "jdk.management",
            "jdk.naming.dns",
            "jdk.net",
            "jdk.unsupported",
            "jdk.zipfs");

    /** Libraries for screens and sound, which want others that no image has. */
    private static final Set<String> FOR_SCREENS =
            Set.of("libawt_xawt.so", "libjawt.so", "libsplashscreen.so", "libjsound.so");

    /** Makes it from a JDK; what was there is made anew. */
    static JavaRuntime make(Path jdk, Path home) {
        var release = release(jdk);
        refuseWhatNoImageRuns(jdk, release);
        Tree.delete(home);
        Tool.run(
                jdk.resolve("bin/jlink").toString(),
                "--add-modules",
                String.join(",", MODULES.stream().sorted().toList()),
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--dedup-legal-notices=error-if-not-same-content",
                "--output",
                home.toString());
        FOR_SCREENS.forEach(name -> Tree.delete(home.resolve("lib").resolve(name)));
        return new JavaRuntime(home, word(release, "IMPLEMENTOR"), word(release, "JAVA_RUNTIME_VERSION"));
    }

    /** What jlink makes runs where the JDK does. */
    private static void refuseWhatNoImageRuns(Path jdk, Properties release) {
        String system = word(release, "OS_NAME");
        if (!system.equals("Linux")) {
            throw new IllegalStateException("an image takes a JDK for Linux, and that in %s is for %s: make it on Linux"
                    .formatted(jdk, system.isEmpty() ? "another system" : system));
        }
        String library = word(release, "LIBC");
        if (!library.equals("gnu")) {
            throw new IllegalStateException("an image takes a JDK for glibc, and that in %s is for %s"
                    .formatted(jdk, library.isEmpty() ? "another C library" : library));
        }
    }

    Path java() {
        return home.resolve("bin/java");
    }

    /** Programs and libraries of its own, which a base has to have the libraries for. */
    List<Path> binaries() {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file -> file.equals(java()) || file.toString().endsWith(".so"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a JDK says of itself; what jlink makes of it does not say who made it. */
    private static Properties release(Path jdk) {
        var release = new Properties();
        try (var reader = Files.newBufferedReader(jdk.resolve("release"))) {
            release.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return release;
    }

    private static String word(Properties release, String key) {
        return release.getProperty(key, "").replace("\"", "");
    }
}
