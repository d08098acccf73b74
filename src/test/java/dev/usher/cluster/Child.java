package dev.usher.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A process that dies with this JVM, however that ends.
 *
 * <p>Its parent is a small shell whose standard input is a pipe that only this JVM holds: a line on it is the name of a
 * signal for the process, and its end kills the process. The shell is the one that reaps it, so a signal never reaches a
 * stranger that got the same process id. The exit code is the process's own, or 128 + the signal that ended it.
 */
final class Child implements AutoCloseable {

    // Ctrl-C goes to the whole foreground group: ignored here, so that the JVM's own shutdown decides the order.
    private static final String WARDEN = """
            trap '' INT HUP
            exec 3<&0
            "$@" </dev/null 3<&- &
            child=$!
            {
                while read -r signal; do kill -s "$signal" "$child"; done
                kill -s KILL "$child"
            } <&3 >/dev/null 2>&1 &
            listener=$!
            exec 3<&-
            trap '' TERM
            wait "$child"
            code=$?
            kill -s KILL "$listener"
            exit "$code"
            """;

    private final String name;
    private final Process warden;
    private final Path errors;

    private Child(String name, Process warden, Path errors) {
        this.name = name;
        this.warden = warden;
        this.errors = errors;
    }

    /** What to run: the environment is exactly the given one, and the two files may be the same. */
    record Launch(String name, List<String> command, Map<String, String> environment, Path output, Path errors) {

        /** A process with nothing in its environment but where programs are, and one file for all it says. */
        static Launch logging(String name, List<String> command, Path log) {
            return new Launch(name, command, Map.of(), log, log);
        }
    }

    static Child start(Launch launch) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", WARDEN, launch.name()));
        command.addAll(launch.command());
        var builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.output().toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(launch.errors().toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(variable -> !variable.equals("PATH"));
        environment.putAll(launch.environment());
        try {
            return new Child(launch.name(), builder.start(), launch.errors());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal by its name without {@code SIG}; does nothing if the process has ended. */
    void signal(String signal) {
        try {
            warden.getOutputStream().write((signal + "\n").getBytes(UTF_8));
            warden.getOutputStream().flush();
        } catch (IOException e) {
            // A pipe without a reader: the process has ended, which is what most signals are for.
            Exit.of(warden);
        }
    }

    boolean isAlive() {
        return warden.isAlive();
    }

    /** Waits for the end of the process and returns its exit code; a process that takes longer is killed and reported. */
    int awaitExit(Duration atMost) {
        try {
            if (warden.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                return warden.exitValue();
            }
            close();
            throw new IllegalStateException(name + " did not end within " + atMost + ":\n" + lastLines());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
    }

    /** Waits until the condition holds; throws, with the end of what the process said, if it ends or is too slow. */
    void awaitWhileAlive(Duration atMost, Callable<Boolean> condition) {
        try {
            await().pollInterval(Duration.ofMillis(50)).atMost(atMost).until(() -> !isAlive() || condition.call());
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(name + " was not ready within " + atMost + ":\n" + lastLines(), e);
        }
        if (!isAlive()) {
            throw new IllegalStateException(name + " ended with exit code " + warden.exitValue() + ":\n" + lastLines());
        }
    }

    /** The end of what the process wrote to its standard error. */
    String lastLines() {
        try {
            List<String> lines = Files.readAllLines(errors);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the process if it still runs, and returns when it has ended. */
    @Override
    public void close() {
        signal("KILL");
        Exit.of(warden);
    }
}
