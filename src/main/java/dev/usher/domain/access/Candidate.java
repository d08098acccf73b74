package dev.usher.domain.access;

import java.time.Instant;

/**
 * A role that somebody is to hold, for one cause.
 *
 * @param since when it was granted: for an inherited one, no earlier than the role that brings it
 * @param isGrace whether it is only kept for a while, which gives way to everything that is granted
 * @param isNew whether it was not held before, which gives way to what was
 */
record Candidate(RoleKey role, Cause cause, Instant since, boolean isGrace, boolean isNew)
        implements Comparable<Candidate> {
    static Candidate of(RoleKey role, Cause cause, boolean isNew) {
        return new Candidate(role, cause, cause.since(), cause.kind() == Cause.Kind.Grace, isNew);
    }

    /** A role that this one contains. */
    Candidate brings(RoleKey contained, Cause inherited, boolean isContainedNew) {
        var from = inherited.since().isAfter(since) ? inherited.since() : since;
        return new Candidate(contained, inherited, from, isGrace, isContainedNew || isNew);
    }

    /** In the order in which they were granted. */
    @Override
    public int compareTo(Candidate other) {
        var byGrace = Boolean.compare(isGrace, other.isGrace);
        if (byGrace != 0) {
            return byGrace;
        }
        var bySince = since.compareTo(other.since);
        if (bySince != 0) {
            return bySince;
        }
        var byNews = Boolean.compare(isNew, other.isNew);
        if (byNews != 0) {
            return byNews;
        }
        var byRole = role.compareTo(other.role);
        return byRole != 0 ? byRole : byCause(other);
    }

    private int byCause(Candidate other) {
        var byKind = cause.kind().compareTo(other.cause.kind());
        return byKind != 0
                ? byKind
                : cause.via().orElse(role).compareTo(other.cause.via().orElse(other.role));
    }
}
