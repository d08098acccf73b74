package dev.usher.sync;

import dev.usher.domain.access.Decision;
import java.time.Instant;
import java.util.Optional;

/**
 * What is decided for one app at an instant.
 *
 * @param decision empty where nothing is due
 * @param from that instant
 * @param until from when on time alone may have changed it
 */
public record Verdict(Optional<Decision> decision, Instant from, Instant until) {
    /** One of which nobody can tell what time does to it. */
    static Verdict at(Instant now, Optional<Decision> decision) {
        return new Verdict(decision, now, now);
    }

    boolean holdsAt(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }
}
