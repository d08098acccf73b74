package dev.usher.controller;

import dev.usher.api.AccessLock;
import dev.usher.api.AccessLockSpec;
import dev.usher.api.Condition;
import dev.usher.domain.safety.LockQuota;
import dev.usher.domain.safety.LockQuota.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The locks that wait for a second person, because who asked for them has shut out too many people within an hour.
 *
 * <p>It is judged once, when a lock is first seen; afterwards its status says so. What others are deleted, released or created
 * later changes nothing: who is shut out stays so, and what waits goes on by `confirmedBy` alone.
 */
final class HeldLocks {
    private static final Comparator<AccessLock> BY_AGE = Comparator.<AccessLock, Instant>comparing(Times::created)
            .thenComparing(lock -> lock.getMetadata().getNamespace())
            .thenComparing(lock -> lock.getMetadata().getName());

    private final Function<String, List<AccessLock>> byRequester;
    /** By uid, whether it is one too many. */
    private final Map<String, Boolean> judged = new ConcurrentHashMap<>();

    /** @param byRequester all locks that somebody asked for */
    HeldLocks(Function<String, List<AccessLock>> byRequester) {
        this.byRequester = byRequester;
    }

    boolean holds(AccessLock lock) {
        return lock.getSpec().confirmedBy() == null && known(lock).orElseGet(() -> judge(lock));
    }

    void forget(AccessLock lock) {
        judged.remove(uid(lock));
    }

    private Optional<Boolean> known(AccessLock lock) {
        return Optional.ofNullable(judged.get(uid(lock)))
                .or(() -> LockConditions.ready(lock.getStatus())
                        .map(Condition::reason)
                        .filter(reason -> !reason.equals(Reason.Pending.name()))
                        .map(Reason.LocksHeld.name()::equals));
    }

    /** After a restart several may not have been looked at: the older ones come first. */
    private synchronized boolean judge(AccessLock lock) {
        var granted = new ArrayList<Request>();
        var open = new ArrayList<>(List.of(lock));
        for (var other : byRequester.apply(requester(lock))) {
            if (other.getSpec().confirmedBy() != null || uid(other).equals(uid(lock))) {
                continue;
            }
            var known = known(other);
            if (known.isEmpty()) {
                open.add(other);
            } else if (!known.get()) {
                granted.add(request(other));
            }
        }
        open.sort(BY_AGE);
        for (var one : open) {
            var exceeds = LockQuota.DEFAULT.isExceededBy(request(one), granted);
            judged.putIfAbsent(uid(one), exceeds);
            if (!exceeds) {
                granted.add(request(one));
            }
        }
        // Not there where the lock was deleted meanwhile.
        return judged.getOrDefault(uid(lock), false);
    }

    /** Who asked for it; a resource that cannot be understood was asked for by nobody. */
    static String requester(AccessLock lock) {
        return Optional.ofNullable(lock.getSpec())
                .flatMap(spec -> Optional.ofNullable(spec.requestedBy()))
                .orElse("");
    }

    private static Request request(AccessLock lock) {
        var spec = lock.getSpec();
        var person = Optional.ofNullable(spec.externalId())
                .map(key -> "key " + key)
                .or(() -> Optional.ofNullable(spec.user()).map(AccessLockSpec.LockedUser::name))
                .orElse("");
        return new Request(lock.getMetadata().getNamespace() + "/" + person, Times.created(lock));
    }

    private static String uid(AccessLock lock) {
        return lock.getMetadata().getUid();
    }
}
