package dev.usher.controller;

import dev.usher.api.Role;
import dev.usher.domain.access.RoleKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The roles that somebody deleted, so that they give nothing any more.
 *
 * <p>One that goes because what holds it is torn down is none of them: that is no decision about people, and such a role is
 * as good as unreadable.
 */
final class GoingRoles {
    private final Map<RoleKey, String> confirmed = new ConcurrentHashMap<>();

    void confirm(Role role) {
        confirmed.put(Translate.key(role), role.getMetadata().getUid());
    }

    boolean contains(Role role) {
        return role.isMarkedForDeletion() && role.getMetadata().getUid().equals(confirmed.get(Translate.key(role)));
    }

    void forget(Role role) {
        confirmed.remove(Translate.key(role), role.getMetadata().getUid());
    }
}
