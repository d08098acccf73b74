package dev.usher.controller;

import dev.usher.api.ProvisioningPolicy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rules of each namespace, translated once and shared until another policy is cached, or a
 * namespace bears other labels: every decision asks for them.
 */
final class Rulebooks {
    /** What was made of a policy, by what tells one of its versions from all others, and of which labels. */
    private record Made(Optional<String> version, long labels, Rulebook rules) {}

    private final Caches caches;
    private final Map<String, Made> made = new ConcurrentHashMap<>();

    Rulebooks(Caches caches) {
        this.caches = caches;
    }

    Rulebook of(String namespace) {
        var declared = caches.policy(namespace);
        var version = declared.map(ProvisioningPolicy::getMetadata)
                .map(metadata -> metadata.getUid() + " " + metadata.getResourceVersion());
        var labels = caches.namespaces().version();
        var known = made.get(namespace);
        if (known == null || known.labels() != labels || !known.version().equals(version)) {
            known = new Made(version, labels, Rulebook.of(declared, caches.namespaces()));
            made.put(namespace, known);
        }
        return known.rules();
    }
}
