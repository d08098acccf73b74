package dev.usher.controller;

import dev.usher.api.Role;
import dev.usher.controller.Explanations.Snapshot;
import dev.usher.domain.rule.Rulings;
import dev.usher.sync.Catalog;
import dev.usher.sync.Confirmation;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** What the operator would hold in its memory, from what was read of a cluster at one moment. */
record Replica(Caches caches, Accesses accesses, CachedWorld world) {
    static Replica of(Snapshot read, Catalog catalog, Rulings rulings, Instant now) {
        var caches = caches(read);
        var accesses = new Accesses(
                caches,
                new Declarations(catalog, new KubernetesSerialization()),
                rulings,
                any -> true,
                Role::isMarkedForDeletion);
        var world = new CachedWorld(
                caches, accesses, any -> true, basis -> Confirmation.UNKNOWN, Clock.fixed(now, ZoneOffset.UTC));
        world.locks().use(new Listing<>(read.locks()));
        world.holds().use(new Listing<>(read.holds()));
        return new Replica(caches, accesses, world);
    }

    private static Caches caches(Snapshot read) {
        var namespaces = new Namespaces(read.namespaces());
        read.labels().forEach(namespaces::put);
        var caches = new Caches(namespaces);
        caches.use(
                new Listing<>(read.users()),
                new Listing<>(read.roles()),
                new Listing<>(read.apps()),
                new Listing<>(read.retained()));
        caches.usePolicies(new Listing<>(read.policies()));
        caches.filled();
        return caches;
    }
}
