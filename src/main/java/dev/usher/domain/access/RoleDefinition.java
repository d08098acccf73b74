package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A role as it is declared.
 *
 * @param formerly what it named in earlier declarations: members may still hold it, and nothing else tells
 */
public record RoleDefinition(
        RoleKey key, List<RoleKey> inherits, List<Grant> grants, Map<AppId, Set<Entitlement>> formerly) {
    /** A role that never was another one. */
    public RoleDefinition(RoleKey key, List<RoleKey> inherits, List<Grant> grants) {
        this(key, inherits, grants, Map.of());
    }

    public RoleDefinition {
        inherits = List.copyOf(inherits);
        grants = List.copyOf(grants);
        formerly = Map.copyOf(formerly);
    }
}
