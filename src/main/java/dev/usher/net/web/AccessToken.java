package dev.usher.net.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A token that was issued for a time.
 *
 * @param due when another one should be asked for
 * @param end when it may be refused
 */
public record AccessToken(Proof proof, Instant due, Instant end) {
    /** Of a token that does not say how long it is good; if it is not, whoever gets it says so. */
    private static final Duration ASSUMED = Duration.ofHours(1);

    private static final Duration EARLY = Duration.ofSeconds(30);

    /** One that was asked for at an instant: it is renewed after four fifths of its time, and 30 s before its end where that is sooner. */
    public static AccessToken of(Proof proof, Instant asked, Optional<Duration> said) {
        var lifetime = SaidTime.bounded(said.orElse(ASSUMED));
        var fifths = lifetime.multipliedBy(4).dividedBy(5);
        var early = lifetime.minus(EARLY);
        var due = early.compareTo(fifths) < 0 ? early : fifths;
        var half = lifetime.dividedBy(2);
        return new AccessToken(proof, asked.plus(due.compareTo(half) < 0 ? half : due), asked.plus(lifetime));
    }

    public boolean isDue(Instant now) {
        return !now.isBefore(due);
    }

    public boolean isGood(Instant now) {
        return now.isBefore(end);
    }
}
