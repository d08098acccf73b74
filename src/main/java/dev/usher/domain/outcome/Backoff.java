package dev.usher.domain.outcome;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: doubling from a first pause to a cap, jittered, without an end.
 *
 * @param random uniform in [0, 1); the pause is between half of the nominal one and all of it
 */
public record Backoff(Duration first, Duration cap, DoubleSupplier random) {
    private static final int MOST_DOUBLINGS = 20;

    /**
     * The pause after so many failures.
     *
     * @param failures how many attempts failed in a row, at least 1
     */
    public Duration pause(int failures) {
        var nominal = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        var capped = nominal.compareTo(cap) < 0 ? nominal : cap;
        var half = capped.toNanos() / 2;
        return Duration.ofNanos(half + (long) (half * random.getAsDouble()));
    }
}
