package dev.usher.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A fresh private directory that is gone after {@link #close()}, and also after this JVM was killed.
 *
 * <p>A small shell makes and removes it: it waits for the end of its standard input, which is a pipe that only this JVM
 * holds, so that the kernel tells it about every way in which the JVM can end.
 */
final class RunDirectory implements AutoCloseable {

    // The processes that write to the directory are killed at the same moment, and may still be writing.
    private static final String SWEEPER = """
            trap '' INT TERM HUP
            directory=$(mktemp -d "$1/usher-$2-XXXXXX") || exit 1
            echo "$directory"
            while read -r _; do :; done
            tries=0
            until rm -rf "$directory" 2>/dev/null && [ ! -e "$directory" ]; do
                tries=$((tries + 1))
                [ "$tries" -lt 100 ] || exit 1
                sleep 0.1
            done
            """;

    private final Process sweeper;
    private final Path path;

    private RunDirectory(Process sweeper, Path path) {
        this.sweeper = sweeper;
        this.path = path;
    }

    static RunDirectory create(String purpose) {
        try {
            Process sweeper = new ProcessBuilder(
                            "/bin/sh", "-c", SWEEPER, "sweeper", System.getProperty("java.io.tmpdir"), purpose)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var answer = new BufferedReader(new InputStreamReader(sweeper.getInputStream(), UTF_8));
            String path = answer.readLine();
            if (path == null) {
                throw new IOException("no directory could be made for " + purpose);
            }
            return new RunDirectory(sweeper, Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(path.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            sweeper.getOutputStream().close();
            if (Exit.of(sweeper) != 0) {
                throw new IllegalStateException(path + " could not be removed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
