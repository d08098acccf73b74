package dev.usher.domain.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A role that somebody holds beside one that it conflicts with, because an exception lets them.
 *
 * @param identity of the person, in the form {@code namespace/name}, that holds the other one; empty: the same
 * @param reason what the exception says it is for
 */
public record Excepted(RoleKey role, RoleKey beside, Optional<String> identity, Instant until, String reason)
        implements Comparable<Excepted> {
    private static final Comparator<Excepted> ORDER = Comparator.comparing(Excepted::role)
            .thenComparing(Excepted::beside)
            .thenComparing(excepted -> excepted.identity().orElse(""))
            .thenComparing(Excepted::until)
            .thenComparing(Excepted::reason);

    @Override
    public int compareTo(Excepted other) {
        return ORDER.compare(this, other);
    }
}
