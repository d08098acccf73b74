package dev.usher.controller;

import dev.usher.api.RemovalDecision;
import dev.usher.api.RemovalDecisionStatus;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.AppId;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Ruling;
import dev.usher.domain.safety.Takings;
import dev.usher.domain.safety.Wave;
import dev.usher.kube.Answer;
import dev.usher.kube.Records;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
import dev.usher.sync.LaneHealth;
import dev.usher.sync.Lanes;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says how far a decision about a wave is done; what it asks for the lane is told by {@link RulingAlarm}. */
@Ignore // Controllers makes it; the framework's own discovery would want a bean.
public final class RemovalDecisionReconciler implements Reconciler<RemovalDecision> {
    /** How often to look how many are left. */
    private static final Duration COUNT_AGAIN = Duration.ofSeconds(2);

    /** The app, its lane and the wave show themselves by events; this is for what is lost. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /** For how long it can be read what became of one. */
    private static final Duration KEPT = Duration.ofDays(7);

    /** After somebody has not let Usher delete one. */
    private static final Duration DENIED_AGAIN = Duration.ofDays(1);

    private final Room room;
    private final Records records;
    private final RemovalOrders orders;
    private final RulingAlarm alarm;
    private final Lanes lanes;
    private final Sources sources;

    RemovalDecisionReconciler(Room room, Records records, RemovalOrders orders, Lanes lanes, Sources sources) {
        this.sources = sources;
        this.room = room;
        this.records = records;
        this.orders = orders;
        this.alarm = new RulingAlarm(room, orders, lanes);
        this.lanes = lanes;
    }

    @Override
    public List<EventSource<?, RemovalDecision>> prepareEventSources(EventSourceContext<RemovalDecision> context) {
        orders.use(context.getPrimaryCache());
        return List.of(alarm, room.mailbox().decisions());
    }

    @Override
    public UpdateControl<RemovalDecision> reconcile(RemovalDecision decision, Context<RemovalDecision> context) {
        var later = room.notNow(decision);
        if (later.isPresent()) {
            return UpdateControl.<RemovalDecision>noUpdate().rescheduleAfter(later.get());
        }
        if (isDoneWith(decision, room.clock().instant())) {
            return records.drop(decision) == Answer.Denied
                    ? UpdateControl.<RemovalDecision>noUpdate().rescheduleAfter(DENIED_AGAIN)
                    : UpdateControl.noUpdate();
        }
        // Its time may be over, or whose its namespace is may not have been known when it was first seen.
        alarm.ring(decision);
        RemovalOrders.source(decision).ifPresent(room.mailbox()::look);
        var now = room.clock().instant();
        var next = status(decision, now);
        announce(decision, next);
        if (next.equals(decision.getStatus())) {
            return UpdateControl.<RemovalDecision>noUpdate().rescheduleAfter(again(decision, next, now));
        }
        var patch = new RemovalDecision();
        patch.setMetadata(Room.same(decision));
        patch.setStatus(next);
        room.chronicle().storing(decision, next);
        return UpdateControl.patchStatus(patch).rescheduleAfter(again(decision, next, now));
    }

    private static boolean isDoneWith(RemovalDecision decision, Instant now) {
        return RemovalStatuses.over(decision, now)
                .filter(since -> !now.isBefore(since.plus(KEPT)))
                .isPresent();
    }

    private RemovalDecisionStatus status(RemovalDecision decision, Instant now) {
        var source = RemovalOrders.source(decision);
        if (source.isPresent()) {
            return RunDecisions.of(decision, sources.find(source.get()), now);
        }
        var app = RemovalOrders.app(decision);
        var health = app.flatMap(lanes::health);
        var ruling = RemovalStatuses.ruling(decision, health);
        var losing = app.flatMap(
                id -> ruling.flatMap(taken -> losing(id, taken.wave().key())));
        var isThere = app.flatMap(room.caches()::app).isPresent();
        var takings = health.map(LaneHealth::takings).orElse(Takings.NONE);
        var returned = app.flatMap(id -> ruling.filter(taken -> taken.sentence() == Ruling.Sentence.RESTORE)
                .map(taken -> Returned.of(taken, takings, said(id, now))));
        return RemovalStatuses.of(decision, isThere, health, losing, returned, now);
    }

    /** What is said of the accounts in an app, and decided about them. */
    private Stream<Returned.Said> said(AppId app, Instant now) {
        return Stream.concat(
                room.caches()
                        .users()
                        .flatMap(user -> Returned.Said.of(user, app, () -> decision(Translate.key(user), app, now))),
                room.caches()
                        .retained()
                        .flatMap(account ->
                                Returned.Said.of(account, app, () -> decision(Translate.key(account), app, now))));
    }

    private Optional<Decision> decision(Key key, AppId app, Instant now) {
        return room.world().look(key).facts() instanceof Facts.OfHolder holder
                ? holder.decide(app, Optional.empty(), now)
                : Optional.empty();
    }

    /** Who is to lose something in an app by a change, or nobody can tell by which; empty where not everybody was decided. */
    private Optional<Set<Member>> losing(AppId app, Wave.Key key) {
        var unknown = new Wave.Key(new Origin.Forgotten(), key.limit());
        var known = room.toll().members(app, key);
        var forgotten = room.toll().members(app, unknown);
        if (known.isEmpty() || forgotten.isEmpty()) {
            return Optional.empty();
        }
        var all = new HashSet<>(known.get().keySet());
        all.addAll(forgotten.get().keySet());
        return Optional.of(all);
    }

    private static Duration again(RemovalDecision decision, RemovalDecisionStatus status, Instant now) {
        var pause = RemovalStatuses.isUnderWay(status) ? COUNT_AGAIN : LOOK_AGAIN;
        return RemovalOrders.of(decision)
                .map(order -> Duration.between(now, order.until()))
                .filter(left -> left.isPositive() && left.compareTo(pause) < 0)
                .orElse(pause);
    }

    /** What became of a decision is news to whoever took it. */
    private void announce(RemovalDecision decision, RemovalDecisionStatus next) {
        var before = Optional.ofNullable(decision.getStatus()).orElse(RemovalDecisionStatus.NONE);
        Conditions.of(next.conditions(), "Ready")
                .filter(said -> Conditions.of(before.conditions(), "Ready")
                        .filter(earlier -> earlier.reason().equals(said.reason()))
                        .isEmpty())
                .filter(said -> !said.reason().equals(Reason.Progressing.name()))
                .ifPresent(said -> room.events().normal(decision, "Decide", said.reason(), said.message()));
        Conditions.of(next.conditions(), RemovalStatuses.ENDS)
                .filter(any ->
                        Conditions.of(before.conditions(), RemovalStatuses.ENDS).isEmpty())
                .ifPresent(said -> room.events().warning(decision, "Decide", said.reason(), said.message()));
    }
}
