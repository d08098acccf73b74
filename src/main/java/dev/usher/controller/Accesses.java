package dev.usher.controller;

import dev.usher.domain.access.Access;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.account.AppId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is declared in each namespace, translated once and shared until something there changes. */
final class Accesses {
    private final Caches caches;
    private final Declarations declarations;
    private final Map<String, Access> known = new ConcurrentHashMap<>();

    Accesses(Caches caches, Declarations declarations) {
        this.caches = caches;
        this.declarations = declarations;
    }

    Access of(String namespace) {
        return known.computeIfAbsent(namespace, this::read);
    }

    void forget(String namespace) {
        known.remove(namespace);
    }

    /** A role that is being deleted gives nothing; one that is not understood is unknown, which is neither yes nor no. */
    private Access read(String namespace) {
        var roles = new HashMap<RoleKey, RoleDefinition>();
        caches.rolesIn(namespace).filter(role -> !role.isMarkedForDeletion()).forEach(role -> {
            if (Translate.role(role) instanceof Reading.Of<RoleDefinition> read) {
                roles.put(read.value().key(), read.value());
            }
        });
        var apps = new HashMap<AppId, AppDefinition>();
        caches.appsIn(namespace)
                .filter(app -> !app.isMarkedForDeletion())
                .flatMap(app -> declarations.definition(app).stream())
                .forEach(app -> apps.put(app.id(), app));
        return new Access(roles, apps);
    }
}
