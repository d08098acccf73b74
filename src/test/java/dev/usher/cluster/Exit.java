package dev.usher.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Waits for a process without the pool that {@link Process#onExit} needs, which may be busy waiting for this one. */
final class Exit {
    private Exit() {}

    /** Whether it ended in that time, however often this thread is interrupted meanwhile. */
    static boolean within(Process process, Duration atMost) {
        var until = Instant.now().plus(atMost);
        var interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor(
                            Duration.between(Instant.now(), until).toMillis(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The exit code, however often this thread is interrupted meanwhile. */
    static int of(Process process) {
        var interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
