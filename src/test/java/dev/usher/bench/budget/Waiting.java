package dev.usher.bench.budget;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what nobody tells of. */
final class Waiting {
    private Waiting() {}

    static void until(Duration most, Duration every, String otherwise, BooleanSupplier holds) {
        var deadline = System.nanoTime() + most.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new TooSlow(otherwise + " after " + most.toSeconds() + " s");
            }
            pause(every);
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
