package dev.usher.controller;

import dev.usher.api.AccessLock;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;

/**
 * The fast lane: the moment that a lock appears, changes or goes, the lanes of whom it means are asked, past every queue of
 * the framework and without any I/O.
 */
final class LockAlarm extends AbstractEventSource<Void, AccessLock> implements ResourceEventAware<AccessLock> {
    private final Locks locks;
    private final Caches caches;
    private final Alarm alarm;
    private final Clock clock;

    LockAlarm(Locks locks, Caches caches, Alarm alarm, Clock clock) {
        super(Void.class, "alarm");
        this.locks = locks;
        this.caches = caches;
        this.alarm = alarm;
        this.clock = clock;
    }

    @Override
    public void onResourceCreated(AccessLock lock) {
        ring(lock);
    }

    @Override
    public void onResourceUpdated(AccessLock now, AccessLock before) {
        if (!Objects.equals(
                now.getMetadata().getGeneration(), before.getMetadata().getGeneration())) {
            ring(now);
        }
    }

    @Override
    public void onResourceDeleted(AccessLock lock) {
        var concerned = locks.users(lock);
        locks.gone(lock);
        if (caches.areFilled()) {
            concerned.forEach(user -> alarm.ring(Translate.key(user)));
        }
    }

    /** Asks the lanes of everybody whom a lock means; before every cache is filled nobody could tell who that is. */
    void ring(AccessLock lock) {
        if (!caches.areFilled()) {
            return;
        }
        locks.users(lock).forEach(user -> alarm.ring(Translate.key(user)));
        locks.retained(lock).forEach(account -> alarm.ring(Translate.key(account)));
    }

    /** The first thing after a start: what locks ask for waits in front of everything else that lanes are asked for. */
    void ringAll() {
        var now = clock.instant();
        locks.all()
                .filter(lock -> locks.stands(lock) && Locks.term(lock).holdsAt(now))
                .forEach(this::ring);
    }

    @Override
    public Set<Void> getSecondaryResources(AccessLock primary) {
        return Set.of();
    }
}
