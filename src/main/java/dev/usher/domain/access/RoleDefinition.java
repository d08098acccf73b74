package dev.usher.domain.access;

import java.util.List;

/** A role as it is declared. */
public record RoleDefinition(RoleKey key, List<RoleKey> inherits, List<Grant> grants) {
    public RoleDefinition {
        inherits = List.copyOf(inherits);
        grants = List.copyOf(grants);
    }
}
