package dev.usher.controller;

import dev.usher.domain.access.Decision;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
import dev.usher.sync.Lanes;
import java.time.Clock;

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
            case Key.OfRetained account ->
                caches.retained(account.namespace(), account.name()).ifPresent(mailbox::look);
            // Nothing is decided about orphans.
            case Key.OfOrphan orphan -> {}
        }
    }

    private void offer(Key key) {
        if (world.facts(key) instanceof Facts.OfPerson facts) {
            var resolution = facts.resolve(clock.instant());
            // A role that is gained is recorded before an account that is there is given what it gives.
            var waits = !facts.memory().accounts().isEmpty()
                    && !facts.memory()
                            .roles()
                            .keySet()
                            .containsAll(resolution.next().roles().keySet());
            resolution.apps().forEach((app, decision) -> {
                if (!(decision instanceof Decision.Hold || (waits && decision instanceof Decision.Want))) {
                    lanes.offer(app, key, facts.priority(app, resolution).atItsTime());
                }
            });
        }
    }
}
