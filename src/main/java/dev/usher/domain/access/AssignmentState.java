package dev.usher.domain.access;

import dev.usher.domain.person.Moment;
import java.time.Instant;
import java.util.Optional;

/**
 * What has to be remembered of an assignment by hand for as long as the user resource asks for it, whether or not the role
 * is held: by what it may last, and that it is over.
 *
 * @param since when it was first seen, or renewed
 * @param from the beginning that the entry named then; a later one renews it
 * @param basis a fingerprint of the attributes on whose change it ends
 * @param ended empty: it is not over
 */
public record AssignmentState(Instant since, Optional<Moment> from, Optional<String> basis, Optional<Ended> ended) {
    /** When something ended an assignment, and what. */
    public record Ended(Instant at, By by) {}

    /** The constants are API: they are values of {@code status.assignments.endedBy}. */
    public enum By {
        /** It lasted as long as the role allows. */
        Maximum,
        /** Something changed about the person on whose change the role ends. */
        Change,
        /** The person departed; a return within a short time brings it back. */
        Departure,
        /** The person was away for a long time; only a renewal brings it back. */
        Absence
    }

    AssignmentState endedAt(Instant at, By by) {
        return new AssignmentState(since, from, basis, Optional.of(new Ended(at, by)));
    }

    AssignmentState restored() {
        return new AssignmentState(since, from, basis, Optional.empty());
    }

    AssignmentState restingOn(Optional<String> fingerprint) {
        return new AssignmentState(since, from, fingerprint, ended);
    }

    /** When it ended where its entry ends then: its role may have ended it earlier. */
    Instant endedBefore(Instant end) {
        return ended.map(Ended::at).filter(end::isAfter).orElse(end);
    }

    boolean isOverBy(By by) {
        return ended.filter(end -> end.by() == by).isPresent();
    }
}
