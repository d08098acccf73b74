package dev.usher.controller;

import dev.usher.domain.account.Digests;
import dev.usher.kube.Events;
import dev.usher.kube.NamespaceOwners;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Clock;
import java.time.Duration;

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
    private static final Duration FOREIGN_AGAIN = Duration.ofMinutes(1);
    private static final Duration UNKNOWN_AGAIN = Duration.ofSeconds(5);

    /** Whether the namespace of a resource is ours; one that another installation looks after is left alone, and said. */
    boolean looksAfter(HasMetadata resource) {
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

    /** How long to leave a resource alone before asking again whose its namespace is. */
    Duration askAgain(HasMetadata resource) {
        return owners.isElsewhere(resource.getMetadata().getNamespace()) ? FOREIGN_AGAIN : UNKNOWN_AGAIN;
    }

    /** The identity of a resource for a patch that says nothing else. */
    static ObjectMeta sameName(HasMetadata resource) {
        return new ObjectMetaBuilder()
                .withName(resource.getMetadata().getName())
                .withNamespace(resource.getMetadata().getNamespace())
                .build();
    }
}
