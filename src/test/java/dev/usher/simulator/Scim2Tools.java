package dev.usher.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The third-party SCIM commands from PyPI, in the cache; {@code src/test/scim2/install.sh} names their versions. */
final class Scim2Tools {
    private static final Path SCRIPT = Path.of("src/test/scim2/install.sh");

    private Scim2Tools() {}

    /**
     * Where a command is, after installing it if need be.
     *
     * @throws IllegalStateException with one line that says what is missing
     */
    static Path command(String name) {
        try {
            Process install = new ProcessBuilder("sh", SCRIPT.toString())
                    .redirectError(ProcessBuilder.Redirect.PIPE)
                    .start();
            String directory = text(install.getInputStream().readAllBytes());
            String complaint = text(install.getErrorStream().readAllBytes());
            if (install.waitFor() != 0) {
                throw new IllegalStateException(complaint.lines().reduce("", (_, last) -> last));
            }
            return Path.of(directory.strip(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while installing", e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
