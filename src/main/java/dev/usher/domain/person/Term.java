package dev.usher.domain.person;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long something holds that somebody asked for.
 *
 * @param from when it begins; empty: it has begun
 * @param until when it ends by itself
 */
public record Term(Optional<Instant> from, Optional<Instant> until) {
    public boolean holdsAt(Instant now) {
        return !isAheadAt(now) && !isOverAt(now);
    }

    /** Whether it has yet to begin. */
    public boolean isAheadAt(Instant now) {
        return from.filter(begin -> begin.isAfter(now)).isPresent();
    }

    public boolean isOverAt(Instant now) {
        return until.filter(end -> !end.isAfter(now)).isPresent();
    }

    /** Those of its instants at which time alone changes what it does. */
    public List<Instant> instants() {
        return Stream.concat(from.stream(), until.stream()).toList();
    }

    /** What time alone changes next; a beginning is never shown, since it would warn whom it concerns. */
    public List<Transition> aheadAt(Instant now) {
        if (isOverAt(now)) {
            return List.of();
        }
        return isAheadAt(now)
                ? from.map(begin -> new Transition(begin, Transition.What.LockStarts, true)).stream()
                        .toList()
                : until.map(end -> new Transition(end, Transition.What.LockEnds)).stream()
                        .toList();
    }
}
