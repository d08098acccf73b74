package dev.usher.domain.access;

import dev.usher.domain.person.Moment;
import java.util.Optional;

/**
 * A role that somebody is given by hand.
 *
 * @param from when it begins; empty: as soon as it is seen. A later one renews an assignment that has ended
 * @param until when it ends; empty: it stays
 */
public record Assignment(RoleKey role, Optional<Moment> from, Optional<Moment> until) {
    /** One that begins at once and stays. */
    public Assignment(RoleKey role) {
        this(role, Optional.empty(), Optional.empty());
    }
}
