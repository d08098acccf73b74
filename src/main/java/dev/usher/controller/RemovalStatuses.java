package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.api.RemovalDecision;
import dev.usher.api.RemovalDecisionStatus;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Order;
import dev.usher.domain.safety.Ruling;
import dev.usher.domain.safety.Wave;
import dev.usher.sync.LaneHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The status of a decision about a wave, as a pure function of what the lane made of it. */
final class RemovalStatuses {
    /** Whether nobody is left for whom something has to be done. */
    static final String COMPLETE = "Complete";

    /** That somebody has something for a short time only. */
    static final String ENDS = "DecisionEnds";

    /** How long before its end a decision says so. */
    private static final Duration ANNOUNCED = Duration.ofDays(1);

    private RemovalStatuses() {}

    /**
     * The status of now.
     *
     * @param isThere whether the app is
     * @param returned how far those are back from whom a wave took something
     * @param losing who is still to lose something by the change; empty where nobody can tell
     */
    static RemovalDecisionStatus of(
            RemovalDecision decision,
            boolean isThere,
            Optional<LaneHealth> health,
            Optional<Set<Member>> losing,
            Optional<Returned> returned,
            Instant now) {
        var before = Optional.ofNullable(decision.getStatus()).orElse(RemovalDecisionStatus.NONE);
        var conditions = new Conditions(before.conditions(), Translate.generation(decision), now);
        var order = RemovalOrders.of(decision);
        if (order.isEmpty()) {
            var field = decision.getSpec() == null ? "spec" : "spec.decision";
            return said(
                    decision,
                    conditions.stalled(Reason.NewerThanOperator.name(), new Reading.Newer<>(field).message()));
        }
        if (!now.isBefore(order.get().until())) {
            return said(decision, complete(conditions, Reason.DecisionOver));
        }
        var ruling = ruling(decision, health);
        if (ruling.isPresent() && returned.isPresent()) {
            return of(decision, ruling.get(), returned.get(), ending(conditions, ruling.get(), now));
        }
        if (ruling.isPresent()) {
            return of(decision, ruling.get(), losing, ending(conditions, ruling.get(), now));
        }
        if (isComplete(before) && order.get().sentence() == Ruling.Sentence.RELEASE) {
            return said(decision, complete(conditions, Reason.WaveReleased));
        }
        if (!isThere) {
            return said(decision, conditions.stalled(Reason.AppNotFound.name(), Reason.AppNotFound.meaning()));
        }
        return said(decision, untaken(order.get(), health, conditions));
    }

    /**
     * Since when nothing follows from it any more; empty where something may.
     *
     * <p>A Keep or a Restore that is complete stands all the same: who has something by it loses that with it.
     */
    static Optional<Instant> over(RemovalDecision decision, Instant now) {
        var isUnderstood = RemovalOrders.of(decision).isPresent()
                || RemovalOrders.source(decision).isPresent();
        var ended = Optional.of(RemovalOrders.until(decision)).filter(until -> isUnderstood && !now.isBefore(until));
        var done = Optional.ofNullable(decision.getSpec())
                .filter(spec -> isUnderstood && "Release".equals(spec.decision()))
                .flatMap(any -> Optional.ofNullable(decision.getStatus()))
                .filter(RemovalStatuses::isComplete)
                .flatMap(status -> Conditions.of(status.conditions(), COMPLETE))
                .flatMap(said -> Times.parse(said.lastTransitionTime()));
        return Stream.concat(ended.stream(), done.stream()).min(Comparator.naturalOrder());
    }

    /** What the lane decided as it asks; empty where it has not. */
    static Optional<Ruling> ruling(RemovalDecision decision, Optional<LaneHealth> health) {
        return health.flatMap(LaneHealth::rulings).orElse(List.of()).stream()
                .filter(ruling -> ruling.order().equals(decision.getMetadata().getUid()))
                .findFirst();
    }

    private static RemovalDecisionStatus of(
            RemovalDecision decision, Ruling ruling, Optional<Set<Member>> losing, Conditions conditions) {
        var left = (int) ruling.wave().members().stream()
                .filter(member -> losing.isEmpty() || losing.get().contains(member))
                .count();
        var said = switch (ruling.sentence()) {
            case KEEP -> complete(conditions, Reason.WaveKept);
            case RESTORE -> restoring(conditions);
            case RELEASE -> left == 0 ? complete(conditions, Reason.WaveReleased) : releasing(conditions);
        };
        var isRelease = ruling.sentence() == Ruling.Sentence.RELEASE;
        return new RemovalDecisionStatus(
                Translate.generation(decision),
                ruling.wave().key().cause(),
                ruling.covered(),
                isRelease ? Integer.valueOf(ruling.covered() - left) : null,
                isRelease ? null : Integer.valueOf(left),
                null,
                null,
                null,
                null,
                isRelease ? Integer.valueOf(left) : null,
                Times.text(ruling.until()),
                said.list());
    }

    private static RemovalDecisionStatus of(
            RemovalDecision decision, Ruling ruling, Returned returned, Conditions conditions) {
        var left = returned.left();
        var said = left == 0 ? complete(conditions, Reason.WaveRestored) : restoring(conditions);
        return new RemovalDecisionStatus(
                Translate.generation(decision),
                ruling.wave().key().cause(),
                ruling.covered(),
                null,
                null,
                ruling.covered() - left - returned.locked() - returned.lostSince() - returned.gone(),
                returned.locked(),
                returned.lostSince(),
                returned.gone(),
                left,
                Times.text(ruling.until()),
                said.list());
    }

    /** Whoever has something by a decision alone loses it when that is over, which should surprise nobody. */
    private static Conditions ending(Conditions conditions, Ruling ruling, Instant now) {
        var stays = ruling.sentence() != Ruling.Sentence.RELEASE
                && !ruling.wave().members().isEmpty();
        return stays && !now.isBefore(ruling.until().minus(ANNOUNCED))
                ? conditions.say(
                        ENDS,
                        "True",
                        "EndsSoon",
                        "%,d have something by this decision alone, which ends at %s: declare it, or create another RemovalDecision; who is not to have it then is counted anew"
                                .formatted(ruling.wave().members().size(), Times.text(ruling.until())))
                : conditions;
    }

    private static Conditions restoring(Conditions conditions) {
        var reason = Reason.Restoring;
        return conditions
                .reconciling("False", reason.name(), reason.meaning())
                .say(COMPLETE, "False", reason.name(), reason.meaning());
    }

    /** Who was counted stays said. */
    private static RemovalDecisionStatus said(RemovalDecision decision, Conditions conditions) {
        var before = Optional.ofNullable(decision.getStatus()).orElse(RemovalDecisionStatus.NONE);
        return new RemovalDecisionStatus(
                Translate.generation(decision),
                before.cause(),
                before.members(),
                before.released(),
                before.kept(),
                before.restored(),
                before.locked(),
                before.lostSince(),
                before.gone(),
                before.left(),
                RemovalOrders.of(decision)
                        .map(order -> Times.text(order.until()))
                        .orElse(null),
                conditions.list());
    }

    static Conditions complete(Conditions conditions, Reason reason) {
        return conditions.ready(reason).say(COMPLETE, "True", reason.name(), reason.meaning());
    }

    private static Conditions releasing(Conditions conditions) {
        var reason = Reason.Releasing;
        return conditions
                .reconciling("False", reason.name(), reason.meaning())
                .say(COMPLETE, "False", reason.name(), reason.meaning());
    }

    private static Conditions untaken(Order order, Optional<LaneHealth> health, Conditions conditions) {
        if (health.flatMap(LaneHealth::rulings).isEmpty()) {
            return conditions.reconciling(
                    "Unknown", Reason.Progressing.name(), "Waiting for what the app's limits hold to be read");
        }
        if (order.sentence() == Ruling.Sentence.RESTORE) {
            return conditions.stalled(Reason.NothingTaken.name(), Reason.NothingTaken.meaning());
        }
        var held = health.stream()
                .flatMap(lane -> lane.held().stream())
                .filter(wave -> wave.id().equals(order.wave()))
                .findFirst();
        if (held.isEmpty()) {
            return conditions.stalled(Reason.WaveNotFound.name(), Reason.WaveNotFound.meaning());
        }
        return order.isAbout(held.get())
                ? conditions.reconciling("Unknown", Reason.Progressing.name(), Reason.Progressing.meaning())
                : conditions.stalled(Reason.WaveHasGrown.name(), grown(held.get()));
    }

    private static String grown(Wave wave) {
        return "The wave would %s %,d by now, which is more than `spec.count`: look at it again, and decide about that in another RemovalDecision; this one takes effect once it is no more"
                .formatted(AppConditions.verb(wave), wave.amount());
    }

    static boolean isUnderWay(RemovalDecisionStatus status) {
        return Conditions.of(status.conditions(), "Reconciling").isPresent();
    }

    static boolean isComplete(RemovalDecisionStatus status) {
        return Conditions.of(status.conditions(), COMPLETE)
                .map(Condition::status)
                .filter("True"::equals)
                .isPresent();
    }
}
