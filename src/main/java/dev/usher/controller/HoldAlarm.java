package dev.usher.controller;

import dev.usher.api.LegalHold;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Objects;
import java.util.Set;

/** Has everybody decided anew of whom a hold that appears, changes or goes keeps everything: what it put off is due again. */
final class HoldAlarm extends AbstractEventSource<Void, LegalHold> implements ResourceEventAware<LegalHold> {
    private final Holds holds;
    private final Caches caches;
    private final Alarm alarm;

    HoldAlarm(Holds holds, Caches caches, Alarm alarm) {
        super(Void.class, "alarm");
        this.holds = holds;
        this.caches = caches;
        this.alarm = alarm;
    }

    @Override
    public void onResourceCreated(LegalHold hold) {
        ring(hold);
    }

    @Override
    public void onResourceUpdated(LegalHold now, LegalHold before) {
        if (!Objects.equals(
                now.getMetadata().getGeneration(), before.getMetadata().getGeneration())) {
            ring(before);
            ring(now);
        }
    }

    @Override
    public void onResourceDeleted(LegalHold hold) {
        ring(hold);
    }

    /** Before every cache is filled everybody is going to be decided about anyway. */
    void ring(LegalHold hold) {
        if (!caches.areFilled()) {
            return;
        }
        holds.users(hold).forEach(user -> alarm.ring(Translate.key(user)));
        holds.retained(hold).forEach(account -> alarm.ring(Translate.key(account)));
    }

    @Override
    public Set<Void> getSecondaryResources(LegalHold primary) {
        return Set.of();
    }
}
