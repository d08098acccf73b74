package dev.usher.domain.safety;

import java.time.Duration;

/**
 * How much may be taken away in one app in a window of time: the larger of a count and a share of what is ours.
 *
 * @param percent of the accounts that were ours before the first removal that counts
 */
public record Budget(int count, int percent, Duration window) {
    /** From so many accounts on, never more than half of them go in a window. */
    private static final int SMALLEST = 4;

    /** How much a window lets go. */
    public int allowed(Limit limit, int owned) {
        var most = Math.max(count, (int) ((long) owned * percent / 100));
        return limit.countsAccounts() && owned >= SMALLEST ? Math.min(most, owned / 2) : most;
    }
}
