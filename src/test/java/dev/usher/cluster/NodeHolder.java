package dev.usher.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The shell that holds a node, and takes it down once its standard input ends. */
final class NodeHolder implements AutoCloseable {
    private static final Duration TAKEN_DOWN_WITHIN = Duration.ofMinutes(3);

    private final Process shell;
    private final Path log;
    private boolean up;

    private NodeHolder(Process shell, Path log) {
        this.shell = shell;
        this.log = log;
    }

    /** Starts it; what it says of its progress goes into a file. */
    static NodeHolder start(Path script, Path log) {
        try {
            return new NodeHolder(
                    new ProcessBuilder(script.toString())
                            .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
                            .start(),
                    log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the node is, once pods can run. */
    Path where(Duration atMost) {
        var said = new BufferedReader(new InputStreamReader(shell.getInputStream(), UTF_8));
        var line = new FutureTask<>(said::readLine);
        Thread.startVirtualThread(line);
        try {
            String where = line.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (where == null) {
                throw new IllegalStateException("no node: " + Files.readString(log));
            }
            up = true;
            return Path.of(where);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no node within " + atMost, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("no node", e.getCause());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a node was started", e);
        }
    }

    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!up) {
            // It looks at its input only once the node is up: what it waits for ends instead, and it goes on to take
            // down what is there.
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
        }
        if (!Exit.within(shell, TAKEN_DOWN_WITHIN)) {
            shell.destroyForcibly();
            throw new IllegalStateException("the node was not taken down within " + TAKEN_DOWN_WITHIN);
        }
        if (up && shell.exitValue() != 0) {
            throw new IllegalStateException("the node was not taken down");
        }
    }
}
