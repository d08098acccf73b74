package dev.usher.controller;

import dev.usher.domain.access.Memory;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.account.AppId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the people of each namespace were ever seen to have of other namespaces.
 *
 * <p>Somebody may have it long after the last role of their own namespace that names it has gone, and it has to be known to
 * be taken away.
 */
final class Abroad {
    private final Map<String, Set<RoleKey>> roles = new ConcurrentHashMap<>();
    private final Map<String, Set<AppId>> apps = new ConcurrentHashMap<>();

    /** Returns whether any of it is new. */
    boolean note(String home, Memory has) {
        var isNew = false;
        for (var role : has.roles().keySet()) {
            if (!role.namespace().equals(home)) {
                isNew |= roles.computeIfAbsent(home, any -> ConcurrentHashMap.newKeySet())
                        .add(role);
            }
        }
        for (var app : has.accounts().keySet()) {
            if (!app.namespace().equals(home)) {
                isNew |= apps.computeIfAbsent(home, any -> ConcurrentHashMap.newKeySet())
                        .add(app);
            }
        }
        return isNew;
    }

    Set<RoleKey> roles(String home) {
        return roles.getOrDefault(home, Set.of());
    }

    Set<AppId> apps(String home) {
        return apps.getOrDefault(home, Set.of());
    }
}
