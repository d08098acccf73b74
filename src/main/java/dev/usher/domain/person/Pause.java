package dev.usher.domain.person;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody asked that nothing is added to a person's accounts and nothing is changed about them.
 *
 * @param until empty: until it is taken back
 */
public record Pause(Optional<Moment> until) {
    /** When it ends by itself. */
    public Optional<Instant> end(Workday workday) {
        return until.map(moment -> moment.end(workday));
    }

    public boolean holdsAt(Instant now, Workday workday) {
        return end(workday).map(now::isBefore).orElse(true);
    }
}
