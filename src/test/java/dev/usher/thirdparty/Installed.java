package dev.usher.thirdparty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What somebody else wrote and tests run, in the cache; the scripts that put it there name its versions. */
public final class Installed {
    private Installed() {}

    /**
     * Where it is, after installing it if need be.
     *
     * @throws IllegalStateException with one line that says what is missing
     */
    public static Path by(String script, String... options) {
        try {
            List<String> command = new ArrayList<>(List.of("sh", script));
            command.addAll(List.of(options));
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.PIPE);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process install = builder.start();
            var complaints = new StringBuilder();
            Thread reader = Thread.startVirtualThread(() -> complaints.append(complaint(install)));
            String directory = text(install.getInputStream().readAllBytes());
            reader.join();
            if (install.waitFor() != 0) {
                throw new IllegalStateException(complaints.toString().lines().reduce("", (_, last) -> last));
            }
            return Path.of(directory.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while installing", e);
        }
    }

    private static String complaint(Process install) {
        try {
            return text(install.getErrorStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
