package dev.usher.controller;

import dev.usher.api.AccessLock;
import dev.usher.api.AccessLockStatus;
import dev.usher.api.Condition;
import dev.usher.domain.account.Identity;
import dev.usher.kube.Teardown;
import dev.usher.sync.Facts;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Notes whom a lock means and what apps have confirmed; it asks no app, which {@link LockAlarm} does. */
@Ignore // Controllers makes it; the framework's own discovery would want a bean.
public final class AccessLockReconciler implements Reconciler<AccessLock>, Cleaner<AccessLock> {
    /** How often to look at a lock that has not been confirmed everywhere, or that ends by itself. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final Room room;
    private final Locks locks;
    private final LockAlarm alarm;
    private final Unrecorded unrecorded;
    private final Teardown teardown;

    AccessLockReconciler(Room room, LockAlarm alarm, Unrecorded unrecorded, Teardown teardown) {
        this.room = room;
        this.locks = room.world().locks();
        this.alarm = alarm;
        this.unrecorded = unrecorded;
        this.teardown = teardown;
    }

    @Override
    public List<EventSource<?, AccessLock>> prepareEventSources(EventSourceContext<AccessLock> context) {
        locks.use(context.getPrimaryCache());
        return List.of(alarm, room.mailbox().locks());
    }

    @Override
    public UpdateControl<AccessLock> reconcile(AccessLock lock, Context<AccessLock> context) {
        var later = room.notNow(lock);
        if (later.isPresent()) {
            return UpdateControl.<AccessLock>noUpdate().rescheduleAfter(later.get());
        }
        var next = status(lock, room.clock().instant());
        if (LockConditions.isInForce(lock.getStatus()) != LockConditions.isInForce(next)) {
            // Whose namespace it is may not have been known when it was first seen, and time alone may have ended it.
            alarm.ring(lock);
        }
        announce(lock, next);
        if (next.equals(lock.getStatus())) {
            return again(lock, next, room.clock().instant())
                    .map(UpdateControl.<AccessLock>noUpdate()::rescheduleAfter)
                    .orElseGet(UpdateControl::noUpdate);
        }
        var patch = new AccessLock();
        patch.setMetadata(Room.same(lock));
        patch.setStatus(next);
        room.chronicle().storing(lock, next);
        return Room.written(patch);
    }

    private AccessLockStatus status(AccessLock lock, Instant now) {
        var before = Optional.ofNullable(lock.getStatus()).orElse(AccessLockStatus.NONE);
        var pin = lock.getSpec() == null ? Optional.<Identity>empty() : locks.latestPin(lock);
        var holds = locks.stands(lock) && Locks.term(lock).holdsAt(now);
        var receipts = holds ? Optional.of(receipts(lock, now)) : Optional.<LockReceipts>empty();
        // What was confirmed while it held stays as the record of it.
        var said = receipts.map(found -> found.list(before.receipts(), now)).orElse(before.receipts());
        return new AccessLockStatus(
                Translate.generation(lock),
                pin.map(Identity::externalId).orElse(before.externalId()),
                pin.map(Identity::realm).orElse(before.realm()),
                said,
                LockConditions.of(
                        lock,
                        new LockConditions.Found(
                                pin.isPresent(),
                                locks.isHeld(lock),
                                locks.missing(lock),
                                receipts.map(LockReceipts::open).orElse(Map.of()),
                                said.isEmpty()),
                        now));
    }

    private LockReceipts receipts(AccessLock lock, Instant now) {
        var receipts = new LockReceipts(lock, room.digests());
        receipts.addMissing(lock, app -> room.caches().app(app).isEmpty());
        for (var user : locks.users(lock)) {
            var key = Translate.key(user);
            room.world()
                    .person(user)
                    .ifPresentOrElse(
                            facts -> receipts.add(user, facts, unrecorded.resolve(key, facts, now)),
                            () -> receipts.add(
                                    user,
                                    room.world().shut(user),
                                    room.mailbox().of(key),
                                    now));
        }
        for (var account : locks.retained(lock)) {
            var key = Translate.key(account);
            if (room.world().claimant(account).isEmpty()) {
                var facts = room.world().facts(key);
                receipts.add(
                        account,
                        facts instanceof Facts.OfRetained found
                                ? found.decide(found.app().id(), Optional.empty(), now)
                                : Optional.empty());
            }
        }
        return receipts;
    }

    /** What others do to it, they tell; what nobody tells is looked at. */
    private static Optional<Duration> again(AccessLock lock, AccessLockStatus status, Instant now) {
        var isOver = LockConditions.says(status, Reason.Released) || LockConditions.says(status, Reason.Expired);
        if (lock.getSpec() == null || isOver) {
            return Optional.empty();
        }
        var ahead = Locks.term(lock).instants().stream()
                .filter(instant -> instant.isAfter(now))
                .map(instant -> Duration.between(now, instant));
        var waits = LockConditions.says(status, Reason.Locking) ? Stream.of(LOOK_AGAIN) : Stream.<Duration>empty();
        return Stream.concat(ahead, waits)
                .min(Comparator.naturalOrder())
                .map(wait -> wait.compareTo(LOOK_AGAIN) < 0 ? wait : LOOK_AGAIN);
    }

    /** Whether a lock is in force, and what keeps it from that, is news to everybody who watches. */
    private void announce(AccessLock lock, AccessLockStatus next) {
        LockConditions.ready(next)
                .filter(said -> !LockConditions.ready(lock.getStatus())
                        .map(Condition::message)
                        .equals(Optional.of(said.message())))
                .ifPresent(said -> room.events().warning(lock, "Lock", said.reason(), said.message()));
    }

    @Override
    public DeleteControl cleanup(AccessLock lock, Context<AccessLock> context) {
        var later = room.notNow(lock);
        if (later.isPresent()) {
            return DeleteControl.noFinalizerRemoval()
                    .rescheduleAfter(later.get().toMillis());
        }
        if (teardown.concernsNow(List.of(lock.getMetadata().getNamespace()))) {
            locks.keep(lock);
            return DeleteControl.defaultDelete();
        }
        room.chronicle().ends(lock);
        locks.release(lock);
        room.events().normal(lock, "Lock", Reason.Released.name(), "was deleted, which releases whom it shut out");
        alarm.ring(lock);
        return DeleteControl.defaultDelete();
    }
}
