package dev.usher.controller;

import dev.usher.domain.account.Digests;
import dev.usher.kube.Events;
import dev.usher.kube.NamespaceOwners;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What all reconcilers of one operator share. */
record Room(
        Caches caches,
        Accesses accesses,
        Declarations declarations,
        CachedWorld world,
        Mailbox mailbox,
        Offers offers,
        Digests digests,
        NamespaceOwners owners,
        Events events,
        Clock clock) {
    /** How long to leave a resource alone before asking again whose its namespace is. */
    static final Duration FOREIGN_AGAIN = Duration.ofMinutes(1);

    /** How long to wait for caches that are being filled. */
    static final Duration NOT_FILLED_AGAIN = Duration.ofMillis(100);

    /** How long to leave a resource alone, where it cannot be worked on now. */
    Optional<Duration> notNow(HasMetadata resource) {
        if (!caches.areFilled()) {
            // Controllers start side by side: another one's cache may still lack what this one would miss.
            return Optional.of(NOT_FILLED_AGAIN);
        }
        return looksAfter(resource) ? Optional.empty() : Optional.of(FOREIGN_AGAIN);
    }

    /** Whether the namespace of a resource is ours; one that another installation looks after is left alone, and said. */
    private boolean looksAfter(HasMetadata resource) {
        return switch (owners.of(resource.getMetadata().getNamespace())) {
            case NamespaceOwners.Ownership.Ours ours -> true;
            case NamespaceOwners.Ownership.Unknown unknown -> false;
            case NamespaceOwners.Ownership.Elsewhere elsewhere -> {
                events.warning(
                        resource,
                        "Reconcile",
                        "NamespaceOwnedElsewhere",
                        "the Lease usher-owner says that " + elsewhere.owner()
                                + " looks after this namespace: this operator leaves it alone");
                yield false;
            }
        };
    }

    /** The identity of a resource for a patch that says nothing else. */
    static ObjectMeta sameName(HasMetadata resource) {
        return new ObjectMetaBuilder()
                .withName(resource.getMetadata().getName())
                .withNamespace(resource.getMetadata().getNamespace())
                .build();
    }
}
