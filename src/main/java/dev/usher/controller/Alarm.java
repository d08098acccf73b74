package dev.usher.controller;

import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.Sequence;
import dev.usher.domain.account.AppId;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
import dev.usher.sync.Lanes;
import dev.usher.sync.Priority;
import java.time.Clock;
import java.util.Optional;

/**
 * What happens when the time of a key has come: its lanes are asked at once, past the framework's queue, and its reconciler
 * looks at it.
 *
 * <p>Lanes decide for themselves, so that a needless alarm costs one decision.
 */
final class Alarm {
    private final Caches caches;
    private final CachedWorld world;
    private final Mailbox mailbox;
    private final Lanes lanes;
    private final Clock clock;

    Alarm(Caches caches, CachedWorld world, Mailbox mailbox, Lanes lanes, Clock clock) {
        this.caches = caches;
        this.world = world;
        this.mailbox = mailbox;
        this.lanes = lanes;
        this.clock = clock;
    }

    void ring(Key key) {
        switch (key) {
            case Key.OfUser user -> {
                offer(key);
                caches.user(user.namespace(), user.name()).ifPresent(mailbox::look);
            }
            case Key.OfRetained account -> {
                offer(key);
                caches.record(account.namespace(), account.name()).ifPresent(mailbox::look);
            }
            // Nothing is decided about orphans.
            case Key.OfOrphan orphan -> {}
        }
    }

    private void offer(Key key) {
        switch (world.facts(key)) {
            case Facts.OfPerson facts -> offer(key, facts, facts.resolve(clock.instant()));
            case Facts.OfRetained facts -> offer(key, facts);
            case Facts.OfHolder shut -> caches.apps().map(Translate::id).forEach(app -> offer(key, shut, app));
            case Facts.None none -> {}
        }
    }

    private void offer(Key key, Facts.OfPerson facts, Resolution resolution) {
        // A role that is gained is recorded before an account that is there is given what it gives.
        var waits = !facts.memory().accounts().isEmpty()
                && !facts.memory()
                        .roles()
                        .keySet()
                        .containsAll(resolution.next().roles().keySet());
        // The reconciler asks those that come after others.
        var behind = Sequence.of(
                        resolution.apps(), resolution.apps().keySet(), facts.memory(), facts.access(), clock.instant())
                .behind()
                .keySet();
        resolution.apps().forEach((app, decision) -> {
            if (!(decision instanceof Decision.Hold
                    || behind.contains(app)
                    || (waits && decision instanceof Decision.Want))) {
                lanes.offer(app, key, facts.priority(app, resolution).atItsTime());
            }
        });
        // An account that is being made this moment is in no status yet.
        facts.access().apps().keySet().stream()
                .filter(app ->
                        resolution.lockout().shuts(app) && !resolution.apps().containsKey(app))
                .forEach(app -> lanes.offer(app, key, Priority.LOCK));
    }

    /** What ends with a date goes by the reconciler; only a lock is in a hurry. */
    private void offer(Key key, Facts.OfRetained facts) {
        offer(key, facts, facts.app().id());
    }

    private void offer(Key key, Facts.OfHolder facts, AppId app) {
        facts.decide(app, Optional.empty(), clock.instant())
                .filter(Decision::isLocked)
                .ifPresent(decision -> lanes.offer(app, key, Priority.of(decision, Optional.empty())));
    }
}
