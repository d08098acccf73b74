package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import java.util.Map;
import java.util.Set;

/**
 * A role of which nobody knows what it gives: one that is not understood, or one that is not there any more although nobody
 * deleted it.
 *
 * @param isThere whether it is declared; of one that is not there nothing counts but what those may have who held it
 * @param conflictsWith the roles that must not be held beside it: a slip in a role must not let anybody hold both
 * @param gave what it is remembered to have given
 */
public record UnreadRole(boolean isThere, Set<RoleKey> conflictsWith, Map<AppId, Set<Entitlement>> gave) {
    public UnreadRole {
        conflictsWith = Set.copyOf(conflictsWith);
        gave = Map.copyOf(gave);
    }

    Set<Entitlement> gave(AppId app) {
        return gave.getOrDefault(app, Set.of());
    }
}
