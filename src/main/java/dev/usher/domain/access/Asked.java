package dev.usher.domain.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is asked for one identity by hand, and what its person has besides.
 *
 * @param assignments the roles of the user resource
 * @param elsewhere the roles that the person's other identities hold
 * @param links what the user resource says of accounts
 * @param exclusions what keeps roles from them; also what is over or ahead
 */
public record Asked(List<Assignment> assignments, List<Elsewhere> elsewhere, Links links, List<Exclusion> exclusions) {
    /** Roles of a person of whose accounts nothing is said. */
    public Asked(List<Assignment> assignments, List<Elsewhere> elsewhere) {
        this(assignments, elsewhere, Links.NONE);
    }

    /** Of somebody from whom nothing is kept. */
    public Asked(List<Assignment> assignments, List<Elsewhere> elsewhere, Links links) {
        this(assignments, elsewhere, links, List.of());
    }

    public Asked {
        assignments = List.copyOf(assignments);
        elsewhere = List.copyOf(elsewhere);
        exclusions = List.copyOf(exclusions);
    }

    /** The same with these kept from them. */
    public Asked without(List<Exclusion> kept) {
        return new Asked(assignments, elsewhere, links, kept);
    }

    /** The same without what has yet to begin to keep roles from them. */
    public Asked asShown(Instant now) {
        return without(
                exclusions.stream().filter(one -> !one.term().isAheadAt(now)).toList());
    }

    /** What keeps a role from them then. */
    Optional<Exclusion> exclusionOf(RoleKey role, Instant now) {
        // Every role of everybody is asked about, and exclusions are few.
        return exclusions.isEmpty()
                ? Optional.empty()
                : exclusions.stream()
                        .filter(one -> one.roles().contains(role) && one.term().holdsAt(now))
                        .min(Comparator.comparing(Exclusion::namespace).thenComparing(Exclusion::name));
    }

    /** Roles of a person with one identity. */
    public static Asked of(Stream<RoleKey> roles) {
        return new Asked(roles.map(Assignment::new).toList(), List.of());
    }
}
