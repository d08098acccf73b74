package dev.usher.sync;

import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Failure;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** How a lane stands with its app; the outbox is told when that is news. */
final class Standing {
    private final AppId app;
    private final Outbox outbox;
    private final Clock clock;
    private final AtomicReference<LaneHealth> health =
            new AtomicReference<>(new LaneHealth(false, Optional.empty(), List.of(), Optional.empty()));

    Standing(AppId app, Outbox outbox, Clock clock) {
        this.app = app;
        this.outbox = outbox;
        this.clock = clock;
    }

    LaneHealth health() {
        return health.get();
    }

    /** Nothing is known yet of the app as it is declared now. */
    void isNotAsked() {
        health.set(
                new LaneHealth(false, Optional.empty(), List.of(), health.get().heldUntil()));
    }

    void isWell(Capabilities capabilities) {
        say(Optional.empty(), abilities(capabilities));
    }

    void isInTrouble(Failure why) {
        say(Optional.of(why), health.get().capabilities());
    }

    void isBlocked(Failure why) {
        say(Optional.of(why), List.of());
    }

    /** A removal waits until then. */
    void isHeld(Instant until) {
        var now = health.get();
        say(new LaneHealth(now.asked(), now.trouble(), now.capabilities(), Optional.of(until)));
    }

    private void say(Optional<Failure> trouble, List<LaneHealth.Ability> capabilities) {
        var stillHeld = health.get().heldUntil().filter(until -> until.isAfter(clock.instant()));
        say(new LaneHealth(true, trouble, capabilities, stillHeld));
    }

    private void say(LaneHealth next) {
        if (!next.equals(health.getAndSet(next))) {
            outbox.changed(app);
        }
    }

    private static List<LaneHealth.Ability> abilities(Capabilities capabilities) {
        return capabilities.all().stream()
                .map(capability -> new LaneHealth.Ability(
                        capability.name(),
                        capability.value(),
                        capability.origin() == Capability.Origin.defaulted
                                ? "default"
                                : capability.origin().name()))
                .toList();
    }
}
