package dev.usher.domain.access;

import java.time.Instant;
import java.util.Optional;

/**
 * One reason why a person holds a role.
 *
 * @param via the role that brings it, for an inherited one
 * @param since when this cause was first seen
 */
public record Cause(Kind kind, Optional<RoleKey> via, Instant since) {
    public enum Kind {
        Explicit,
        /** The rule of the role is true of the person. */
        Rule,
        Inherited
    }

    boolean sameReasonAs(Cause other) {
        return kind == other.kind && via.equals(other.via);
    }
}
