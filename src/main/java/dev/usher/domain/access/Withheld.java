package dev.usher.domain.access;

import java.util.Optional;

/**
 * A role that is not given because it must not be held together with one that was granted earlier.
 *
 * @param cause for which it would be held
 * @param other the role that stands in its way
 * @param otherCause for which that one is held; empty where nobody can say any more
 * @param identity of the person, in the form {@code namespace/name}, that holds the other one; empty: the same
 */
record Withheld(
        RoleKey role, Cause.Kind cause, RoleKey other, Optional<Cause.Kind> otherCause, Optional<String> identity) {
    /** For a message: both sides, and why each. */
    String sides() {
        return "Role " + role.name() + " (" + cause + ") conflicts with Role " + other.name()
                + otherCause.map(kind -> " (" + kind + ")").orElse("")
                + identity.map(name -> " of ProvisionedUser " + name).orElse("");
    }
}
