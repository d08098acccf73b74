package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.domain.account.Digests;
import dev.usher.kube.Events;
import dev.usher.kube.NamespaceOwners;
import dev.usher.sync.Key;
import dev.usher.sync.TrustedClock;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What all reconcilers of one operator share.
 *
 * @param time what time it is
 * @param clock the time as of which is decided, see {@link TrustedClock#deciding}
 */
record Room(
        Caches caches,
        Accesses accesses,
        Declarations declarations,
        CachedWorld world,
        Mailbox mailbox,
        Offers offers,
        Agenda agenda,
        Rollouts rollouts,
        Toll toll,
        Forecasts forecasts,
        Measures measures,
        Statuses<ProvisionedUser> userStatuses,
        Statuses<RetainedAccount> retainedStatuses,
        Digests digests,
        NamespaceOwners owners,
        Chronicle chronicle,
        Events events,
        TrustedClock time,
        Clock clock) {
    /** How long to leave a resource alone before asking again whose its namespace is. */
    private static final Duration FOREIGN_AGAIN = Duration.ofMinutes(1);

    /** How long to wait where an API server could not say whose a namespace is. */
    private static final Duration UNKNOWN_AGAIN = Duration.ofSeconds(1);

    /** How long to wait for caches that are being filled. */
    private static final Duration NOT_FILLED_AGAIN = Duration.ofMillis(100);

    /** How long to leave a resource alone, where it cannot be worked on now. */
    Optional<Duration> notNow(HasMetadata resource) {
        if (!caches.areFilled()) {
            // Controllers start side by side: another one's cache may still lack what this one would miss.
            return Optional.of(NOT_FILLED_AGAIN);
        }
        var namespace = resource.getMetadata().getNamespace();
        var known = owners.isOurs(namespace);
        return switch (owners.of(namespace)) {
            case NamespaceOwners.Ownership.Ours ours -> {
                if (!known) {
                    withinReach(namespace);
                }
                yield Optional.empty();
            }
            case NamespaceOwners.Ownership.Unknown unknown -> {
                passes(resource);
                yield Optional.of(UNKNOWN_AGAIN);
            }
            case NamespaceOwners.Ownership.Elsewhere elsewhere -> {
                leftAlone(resource, elsewhere.owner());
                isNobodys(resource);
                yield Optional.of(FOREIGN_AGAIN);
            }
        };
    }

    /**
     * Lets be looked at what waits for the status of a user: locks, and retained accounts.
     *
     * <p>A retained account whose id is in a status has found its user; beside another id it will never find this one.
     */
    void tellWhatWaitsFor(ProvisionedUser user) {
        world.retainedOf(user).forEach(mailbox::look);
        world.locks().on(user).forEach(mailbox::look);
    }

    /** What is in the namespace could not be given to others before. */
    private void withinReach(String namespace) {
        accesses.forget(namespace);
        for (var reader : accesses.readers(namespace)) {
            caches.usersIn(reader).forEach(mailbox::look);
            caches.rolesIn(reader).forEach(mailbox::look);
        }
    }

    /** Nothing is asked for, or falls due, of a user about whom nothing can be decided. */
    void forget(Key user) {
        offers.forget(user);
        agenda.forget(user);
        toll.forget(user);
        forecasts.forget(user);
    }

    /** Of a namespace of which nobody can say whose it is, nobody can say when its people are decided. */
    private void passes(HasMetadata resource) {
        key(resource).ifPresent(toll::passes);
    }

    /** Nobody waits for a resource about which nothing is decided here any more. */
    void isNobodys(HasMetadata resource) {
        rollouts.gone(ResourceID.fromResource(resource));
        key(resource).ifPresent(toll::forget);
        key(resource).ifPresent(forecasts::forget);
        key(resource).ifPresent(measures::forget);
    }

    /** Of those who have accounts. */
    private static Optional<Key> key(HasMetadata resource) {
        return switch (resource) {
            case ProvisionedUser user -> Optional.of(Translate.key(user));
            case RetainedAccount account -> Optional.of(Translate.key(account));
            default -> Optional.empty();
        };
    }

    /** A namespace that another installation looks after is left alone, and that is said. */
    private void leftAlone(HasMetadata resource, String owner) {
        events.warning(
                resource,
                "Reconcile",
                "NamespaceOwnedElsewhere",
                "the Lease usher-owner says that " + owner
                        + " looks after this namespace: this operator leaves it alone");
    }

    /**
     * Writes a status and looks at the resource once more.
     *
     * <p>The framework takes an edit that reaches the API server right before its own patch for a part of that patch, and
     * wakes nobody for it: a departure could wait for ever.
     */
    static <T extends HasMetadata> UpdateControl<T> written(T patch) {
        return UpdateControl.patchStatus(patch).reschedule();
    }

    /** Has this status stored. */
    void says(RetainedAccount account, RetainedAccountStatus next) {
        var patch = new RetainedAccount();
        patch.setMetadata(same(account));
        patch.setStatus(next);
        retainedStatuses.write(patch, () -> {});
    }

    /** The identity of a resource for a patch that says nothing else; of no other that may bear its name by the time it is sent. */
    static ObjectMeta same(HasMetadata resource) {
        return new ObjectMetaBuilder()
                .withName(resource.getMetadata().getName())
                .withNamespace(resource.getMetadata().getNamespace())
                .withUid(resource.getMetadata().getUid())
                .build();
    }
}
