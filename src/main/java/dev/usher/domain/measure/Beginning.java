package dev.usher.domain.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/**
 * The beginning of somebody's access.
 *
 * @param recorded when it was first read that they come
 * @param start when they come
 */
public record Beginning(Instant recorded, Instant start) {
    /** So soon after their start somebody who has everything counts as ready at it: nobody works in the first minute. */
    public static final Duration AT_ONCE = Duration.ofMinutes(1);

    /**
     * An account that was read back.
     *
     * @param lead how long before a start the app lets it be made
     * @param there when a read first showed it, be it disabled until the start
     * @param enabled when a read showed that it can be used
     */
    public record ReadBack(Duration lead, Instant there, Instant enabled) {}

    /** From when on an account could be there in an app that lets it be made so long before the start. */
    public Instant due(Duration lead) {
        var from = start.minus(lead);
        return from.isAfter(recorded) ? from : recorded;
    }

    public boolean isRecordedLate() {
        return recorded.isAfter(start);
    }

    /** Until the last of these accounts was read back, each from when it was due. */
    public Duration took(Collection<ReadBack> accounts) {
        return accounts.stream()
                .map(account -> since(due(account.lead()), account.there()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Whether all these accounts could be used when they came. */
    public boolean isReady(Collection<ReadBack> accounts) {
        return accounts.stream().noneMatch(account -> account.enabled().isAfter(start.plus(AT_ONCE)));
    }

    private static Duration since(Instant from, Instant to) {
        return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
    }
}
