package dev.usher.sync;

import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.safety.Restraint;
import dev.usher.domain.safety.Wave;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** How a lane stands with its app; the outbox is told when that is news. */
final class Standing {
    private final AppId app;
    private final Outbox outbox;
    private final Intents intents;
    private final LaneNews news;
    private volatile Capabilities known = new Capabilities(List.of());
    private final AtomicReference<LaneHealth> health = new AtomicReference<>(LaneHealth.UNKNOWN);

    Standing(AppId app, Outbox outbox, Intents intents, LongSupplier nanos) {
        this.app = app;
        this.outbox = outbox;
        this.intents = intents;
        this.news = new LaneNews(app, nanos);
    }

    LaneHealth health() {
        return health.get();
    }

    /** What the log is told of the lane. */
    LaneNews news() {
        return news;
    }

    /** Nothing is known yet of the app as it is declared now. */
    void isNotAsked() {
        health.updateAndGet(LaneHealth::notAsked);
    }

    /** The app is well; says what keeps the lane from working all the same, although its gate is open for access that ends. */
    Optional<Failure> isWell(Capabilities capabilities) {
        var unrecorded = intents.trouble();
        say(now -> now.asked(unrecorded, abilities(capabilities)));
        return unrecorded;
    }

    /** What a session may have found out while something was asked of it. */
    void knows(Capabilities now) {
        if (!now.equals(known)) {
            known = now;
            say(before -> before.asked() ? before.asked(before.trouble(), abilities(now)) : before);
        }
    }

    void isInTrouble(Failure why) {
        say(now -> now.asked(Optional.of(why), now.capabilities()));
    }

    void isBlocked(Failure why) {
        say(now -> now.asked(Optional.of(why), List.of()));
    }

    /** What is held, what people decided about it, and what was taken. */
    void isHolding(Restraint restraint) {
        say(now -> now.holding(restraint));
    }

    /** Nobody's values are taken. */
    void isRejecting(Supplier<Optional<Failure>> why) {
        // Asked when it is told: two who met it may tell in the other order.
        say(now -> now.rejecting(why.get()));
    }

    /** These attributes are taken, and kept of nobody. */
    void isKeepingNone(SortedSet<String> of) {
        say(now -> now.keepingNone(of));
    }

    /** It is over its limit, which is news. */
    void holds(Wave wave) {
        outbox.holds(app, wave);
    }

    /** An inventory has ended. */
    void isCounted(UnaryOperator<InventoryReport> inventory) {
        say(now -> now.counted(inventory.apply(now.inventory())));
    }

    private void say(UnaryOperator<LaneHealth> next) {
        var before = health.getAndUpdate(next);
        var after = next.apply(before);
        if (!after.equals(before)) {
            outbox.changed(app);
            news.stands(before, after);
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
