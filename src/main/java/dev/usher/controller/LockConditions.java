package dev.usher.controller;

import dev.usher.api.AccessLock;
import dev.usher.api.AccessLockStatus;
import dev.usher.api.Condition;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.safety.LockQuota;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The conditions of a lock. */
final class LockConditions {
    private LockConditions() {}

    /**
     * Those of now.
     *
     * @param pin the key of whom it means; empty where nobody has the name that it gives
     * @param isHeld whether it waits for a second person
     * @param open the apps that have not confirmed, and why
     */
    static List<Condition> of(
            AccessLock lock,
            Optional<Identity> pin,
            boolean isHeld,
            Map<AppId, String> open,
            boolean concernsNobody,
            Instant now) {
        var before = Optional.ofNullable(lock.getStatus())
                .orElse(AccessLockStatus.NONE)
                .conditions();
        var conditions = new Conditions(before, Translate.generation(lock), now);
        if (lock.getSpec() == null) {
            return conditions
                    .stalled(Reason.NewerThanOperator.name(), new Reading.Newer<>("spec").message())
                    .list();
        }
        if (lock.getSpec().released() != null) {
            return conditions.ready(Reason.Released).list();
        }
        if (Locks.hasExpired(lock) || Locks.lock(lock).isOverAt(now)) {
            return conditions.ready(Reason.Expired).list();
        }
        if (isHeld) {
            return conditions.stalled(Reason.LocksHeld.name(), held(lock)).list();
        }
        if (pin.isEmpty()) {
            return conditions
                    .stalled(
                            Reason.UserNotFound.name(),
                            "ProvisionedUser " + name(lock)
                                    + " does not exist in this namespace, so that nobody is shut out: create another lock with the `externalId` of the person, or with the right name; this one takes effect once there is a user of that name")
                    .list();
        }
        if (Locks.lock(lock).isAheadAt(now)) {
            return conditions
                    .waiting(
                            Reason.Scheduled.name(),
                            "It begins at " + lock.getSpec().from())
                    .list();
        }
        if (!open.isEmpty()) {
            return conditions
                    .reconciling("False", Reason.Locking.name(), "Not confirmed yet: " + sentence(open, lock))
                    .list();
        }
        return concernsNobody
                ? conditions
                        .ready(
                                Reason.Locked,
                                "There is no account to disable; whoever appears with this key is given none")
                        .list()
                : conditions.ready(Reason.Locked).list();
    }

    private static String held(AccessLock lock) {
        return "Nobody is shut out by it yet: " + lock.getSpec().requestedBy() + " has locked "
                + LockQuota.DEFAULT.people()
                + " people within the hour before it. A second person confirms it by writing their own name into `spec.confirmedBy`, or creates a lock of their own";
    }

    static Optional<Condition> ready(@Nullable AccessLockStatus status) {
        return Optional.ofNullable(status).flatMap(said -> Conditions.of(said.conditions(), "Ready"));
    }

    static boolean says(@Nullable AccessLockStatus status, Reason reason) {
        return ready(status).filter(said -> said.reason().equals(reason.name())).isPresent();
    }

    /** Whether it shuts somebody out, confirmed or not. */
    static boolean isInForce(@Nullable AccessLockStatus status) {
        return says(status, Reason.Locked) || says(status, Reason.Locking);
    }

    private static String name(AccessLock lock) {
        return Optional.ofNullable(lock.getSpec().user())
                .map(user -> user.name())
                .orElse("");
    }

    private static String sentence(Map<AppId, String> open, AccessLock lock) {
        var home = lock.getMetadata().getNamespace();
        return Excerpt.of(
                open.entrySet().stream()
                        .map(entry -> entry.getKey().seenFrom(home) + " (" + entry.getValue() + ")")
                        .collect(Collectors.joining(", ")),
                1000);
    }
}
