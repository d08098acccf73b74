package dev.usher.sync;

import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.safety.Wave;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** How a lane stands with its app; the outbox is told when that is news. */
final class Standing {
    private final AppId app;
    private final Outbox outbox;
    private final AtomicReference<LaneHealth> health =
            new AtomicReference<>(new LaneHealth(false, Optional.empty(), List.of(), List.of(), InventoryReport.NONE));

    Standing(AppId app, Outbox outbox) {
        this.app = app;
        this.outbox = outbox;
    }

    LaneHealth health() {
        return health.get();
    }

    /** Nothing is known yet of the app as it is declared now. */
    void isNotAsked() {
        health.updateAndGet(
                now -> new LaneHealth(false, Optional.empty(), List.of(), now.held(), InventoryReport.NONE));
    }

    void isWell(Capabilities capabilities) {
        say(now -> asked(now, Optional.empty(), abilities(capabilities)));
    }

    void isInTrouble(Failure why) {
        say(now -> asked(now, Optional.of(why), now.capabilities()));
    }

    void isBlocked(Failure why) {
        say(now -> asked(now, Optional.of(why), List.of()));
    }

    /** Of these removals none goes. */
    void isHolding(List<Wave> waves) {
        say(now -> new LaneHealth(now.asked(), now.trouble(), now.capabilities(), waves, now.inventory()));
    }

    /** It is over its limit, which is news. */
    void holds(Wave wave) {
        outbox.holds(app, wave);
    }

    /** An inventory has ended. */
    void isCounted(UnaryOperator<InventoryReport> inventory) {
        say(now -> new LaneHealth(
                now.asked(), now.trouble(), now.capabilities(), now.held(), inventory.apply(now.inventory())));
    }

    private LaneHealth asked(LaneHealth now, Optional<Failure> trouble, List<LaneHealth.Ability> capabilities) {
        return new LaneHealth(true, trouble, capabilities, now.held(), now.inventory());
    }

    private void say(UnaryOperator<LaneHealth> next) {
        var before = health.getAndUpdate(next);
        if (!next.apply(before).equals(before)) {
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
