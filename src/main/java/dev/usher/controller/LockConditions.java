package dev.usher.controller;

import dev.usher.api.AccessLock;
import dev.usher.api.AccessLockStatus;
import dev.usher.api.Condition;
import dev.usher.domain.account.AppId;
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
     * What was found of it.
     *
     * @param hasPin whether anybody has, or had, the name that it gives
     * @param isHeld whether it waits for a second person
     * @param missing the roles that it names and that are not there
     * @param open the apps that have not confirmed, and why
     * @param concernsNobody whether there is no account
     */
    record Found(
            boolean hasPin, boolean isHeld, List<String> missing, Map<AppId, String> open, boolean concernsNobody) {}

    /** Those of now. */
    static List<Condition> of(AccessLock lock, Found found, Instant now) {
        var before = Optional.ofNullable(lock.getStatus())
                .orElse(AccessLockStatus.NONE)
                .conditions();
        var conditions = new Conditions(before, Translate.generation(lock), now);
        if (lock.getSpec() == null) {
            return conditions
                    .stalled(Reason.NewerThanOperator.name(), new Reading.Newer<>("spec").message())
                    .list();
        }
        return over(lock, conditions, now)
                .or(() -> notYet(lock, found, conditions, now))
                .orElseGet(() -> inForce(lock, found, conditions))
                .list();
    }

    private static Optional<Conditions> over(AccessLock lock, Conditions conditions, Instant now) {
        if (lock.getSpec().released() != null) {
            return Optional.of(conditions.ready(Reason.Released));
        }
        return Locks.hasExpired(lock) || Locks.term(lock).isOverAt(now)
                ? Optional.of(conditions.ready(Reason.Expired))
                : Optional.empty();
    }

    private static Optional<Conditions> notYet(AccessLock lock, Found found, Conditions conditions, Instant now) {
        if (found.isHeld()) {
            return Optional.of(conditions.stalled(Reason.LocksHeld.name(), held(lock)));
        }
        if (!found.hasPin()) {
            return Optional.of(
                    conditions.stalled(
                            Reason.UserNotFound.name(),
                            "ProvisionedUser " + name(lock)
                                    + " does not exist in this namespace, so that nobody is shut out: create another lock with the `externalId` of the person, or with the right name; this one takes effect once there is a user of that name"));
        }
        return Locks.term(lock).isAheadAt(now)
                ? Optional.of(conditions.waiting(
                        Reason.Scheduled.name(),
                        "It begins at " + lock.getSpec().from()))
                : Optional.empty();
    }

    private static Conditions inForce(AccessLock lock, Found found, Conditions conditions) {
        if (!found.missing().isEmpty()) {
            return conditions.stalled(
                    Reason.RoleNotFound.name(),
                    "Role " + String.join(", ", found.missing())
                            + " does not exist here: nobody is kept from it unless there is one of that name; create another lock with the right name");
        }
        if (!found.open().isEmpty()) {
            return conditions.reconciling(
                    "False", Reason.Locking.name(), "Not confirmed yet: " + sentence(found.open(), lock));
        }
        if (!lock.getSpec().roles().isEmpty()) {
            return conditions.ready(
                    Reason.Locked, "The roles are kept from the person, and every app has confirmed what that takes");
        }
        return found.concernsNobody()
                ? conditions.ready(
                        Reason.Locked, "There is no account to disable; whoever appears with this key is given none")
                : conditions.ready(Reason.Locked);
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
