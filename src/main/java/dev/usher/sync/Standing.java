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
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** How a lane stands with its app; the outbox is told when that is news. */
final class Standing {
    private final AppId app;
    private final Outbox outbox;
    private final Intents intents;
    private final LaneNews news;
    private volatile Capabilities known = new Capabilities(List.of());
    private volatile LaneHealth health = LaneHealth.UNKNOWN;

    Standing(AppId app, Outbox outbox, Intents intents, LaneNews news) {
        this.app = app;
        this.outbox = outbox;
        this.intents = intents;
        this.news = news;
    }

    LaneHealth health() {
        return health;
    }

    /** Nothing is known yet of the app as it is declared now. */
    synchronized void isNotAsked() {
        health = health.notAsked();
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
        // Asked when it is told: two who met it may come here in the other order.
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
        if (becomes(next)) {
            outbox.changed(app);
        }
    }

    /** One after the other, so that what the log is told last is what is so. */
    private synchronized boolean becomes(UnaryOperator<LaneHealth> next) {
        var before = health;
        health = next.apply(before);
        news.stands(before, health);
        return !health.equals(before);
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
