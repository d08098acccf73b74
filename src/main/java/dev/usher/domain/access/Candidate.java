package dev.usher.domain.access;

import java.time.Instant;
import java.util.Comparator;

/**
 * A role that somebody is to hold, for one cause.
 *
 * @param since when it was granted: for an inherited one, no earlier than the role that brings it
 * @param isGrace whether it is only kept for a while, which gives way to everything that is granted
 */
record Candidate(RoleKey role, Cause cause, Instant since, boolean isGrace) implements Comparable<Candidate> {
    private static final Comparator<Candidate> AS_GRANTED = Comparator.comparing(Candidate::isGrace)
            .thenComparing(Candidate::since)
            .thenComparing(Candidate::role)
            .thenComparing(candidate -> candidate.cause().kind())
            .thenComparing(candidate -> candidate.cause().via().orElse(candidate.role()));

    static Candidate of(RoleKey role, Cause cause) {
        return new Candidate(role, cause, cause.since(), cause.kind() == Cause.Kind.Grace);
    }

    /** A role that this one contains. */
    Candidate brings(RoleKey contained, Cause inherited) {
        var from = inherited.since().isAfter(since) ? inherited.since() : since;
        return new Candidate(contained, inherited, from, isGrace);
    }

    @Override
    public int compareTo(Candidate other) {
        return AS_GRANTED.compare(this, other);
    }
}
