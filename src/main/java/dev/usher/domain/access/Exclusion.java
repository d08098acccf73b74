package dev.usher.domain.access;

import dev.usher.domain.person.Term;
import java.util.Set;

/**
 * Keeps roles from a person, whatever gives them: a deny that wins over every cause.
 *
 * @param namespace of the resource that says so
 * @param name of that resource
 * @param roles which; what only they contain goes with them
 * @param term how long it holds
 */
public record Exclusion(String namespace, String name, Set<RoleKey> roles, Term term) {
    public Exclusion {
        roles = Set.copyOf(roles);
    }

    /** For a message. */
    String of(RoleKey role, String home) {
        return role.seenFrom(home) + " is kept from this user by AccessLock "
                + (namespace.equals(home) ? name : namespace + "/" + name);
    }
}
