package dev.usher.controller;

import dev.usher.api.ProvisioningPolicy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The rules of each namespace, translated once and shared until another policy is cached: every decision asks for them. */
final class Rulebooks {
    /** What was made of a policy, by what tells one of its versions from all others. */
    private record Made(Optional<String> version, Rulebook rules) {}

    private final Caches caches;
    private final Map<String, Made> made = new ConcurrentHashMap<>();

    Rulebooks(Caches caches) {
        this.caches = caches;
    }

    Rulebook of(String namespace) {
        var declared = caches.policy(namespace);
        var version = declared.map(ProvisioningPolicy::getMetadata)
                .map(metadata -> metadata.getUid() + " " + metadata.getResourceVersion());
        var known = made.get(namespace);
        if (known == null || !known.version().equals(version)) {
            known = new Made(version, Rulebook.of(declared));
            made.put(namespace, known);
        }
        return known.rules();
    }
}
