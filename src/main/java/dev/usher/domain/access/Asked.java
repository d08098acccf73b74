package dev.usher.domain.access;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is asked for one identity by hand, and what its person has besides.
 *
 * @param assignments the roles of the user resource
 * @param elsewhere the roles that the person's other identities hold
 * @param links what the user resource says of accounts
 */
public record Asked(List<Assignment> assignments, List<Elsewhere> elsewhere, Links links) {
    /** Roles of a person of whose accounts nothing is said. */
    public Asked(List<Assignment> assignments, List<Elsewhere> elsewhere) {
        this(assignments, elsewhere, Links.NONE);
    }

    public Asked {
        assignments = List.copyOf(assignments);
        elsewhere = List.copyOf(elsewhere);
    }

    /** Roles of a person with one identity. */
    public static Asked of(Stream<RoleKey> roles) {
        return new Asked(roles.map(Assignment::new).toList(), List.of());
    }
}
