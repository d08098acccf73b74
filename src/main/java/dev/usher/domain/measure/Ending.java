package dev.usher.domain.measure;

import java.time.Duration;
import java.time.Instant;

/**
 * The end of somebody's access.
 *
 * @param departure when they went
 * @param recorded when it was first read that they do
 */
public record Ending(Instant departure, Instant recorded) {
    /** From when on access is to be over. */
    public Instant from() {
        return isRecordedLate() ? recorded : departure;
    }

    /** Whether nobody could have ended it in time. */
    public boolean isRecordedLate() {
        return recorded.isAfter(departure);
    }

    /** Until then. */
    public Duration took(Instant last) {
        return last.isAfter(from()) ? Duration.between(from(), last) : Duration.ZERO;
    }
}
