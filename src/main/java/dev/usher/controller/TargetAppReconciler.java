package dev.usher.controller;

import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.safety.Wave;
import dev.usher.sync.Catalog;
import dev.usher.sync.LaneHealth;
import dev.usher.sync.Lanes;
import dev.usher.sync.Setup;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Puts the declaration of an app into its lane, and the health of the lane into the app's status. */
@Ignore // Controllers makes it; the framework's own discovery would want a bean.
public final class TargetAppReconciler implements Reconciler<TargetApp> {
    private static final Duration COUNT_AGAIN = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(3);

    private final Room room;
    private final RemovalOrders orders;
    private final Edits edits;
    private final AppGauges gauges;
    private final Lanes lanes;
    private final Tenancy tenancy;
    private final OrphanNews orphans;
    private final Map<AppId, Setup> configured = new ConcurrentHashMap<>();

    TargetAppReconciler(Room room, RemovalOrders orders, Lanes lanes, Edits edits, AppGauges gauges) {
        this.room = room;
        this.orders = orders;
        this.edits = edits;
        this.gauges = gauges;
        this.lanes = lanes;
        this.orphans = new OrphanNews(room.caches(), room.mailbox());
        this.tenancy = new Tenancy(room.caches(), room.declarations());
    }

    @Override
    public List<EventSource<?, TargetApp>> prepareEventSources(EventSourceContext<TargetApp> context) {
        return List.of(room.mailbox().apps());
    }

    @Override
    public UpdateControl<TargetApp> reconcile(TargetApp app, Context<TargetApp> context) {
        var later = room.notNow(app);
        if (later.isPresent()) {
            return UpdateControl.<TargetApp>noUpdate().rescheduleAfter(later.get());
        }
        var now = room.clock().instant();
        var progress = edits.progress(app);
        var next = AppStatuses.rollingOut(app, status(app, now), progress, now);
        var again = progress.isPresent() ? Edits.SAY_AGAIN : COUNT_AGAIN;
        if (next.equals(app.getStatus())) {
            return UpdateControl.<TargetApp>noUpdate().rescheduleAfter(again);
        }
        Learnings.news(app, next).ifPresent(said -> room.events().warning(app, "Update", "AttributeNotKept", said));
        Learnings.leftOut(app, room.declarations().mappings().of(app), next)
                .ifPresent(said -> room.events().warning(app, "Update", "AttributeLeftOut", said));
        Expiring.news(app, next).forEach(said -> room.events().warning(app, "Connect", Expiring.TYPE, said));
        var patch = new TargetApp();
        patch.setMetadata(Room.same(app));
        patch.setStatus(next);
        room.chronicle().storing(app, next);
        return UpdateControl.patchStatus(patch).rescheduleAfter(progress.isEmpty() && isNews(app, next) ? SOON : again);
    }

    /** After more than a number changed, the numbers follow soon; otherwise they are written seldom. */
    private static boolean isNews(TargetApp app, TargetAppStatus next) {
        return app.getStatus() == null || !app.getStatus().conditions().equals(next.conditions());
    }

    private TargetAppStatus status(TargetApp app, Instant now) {
        return switch (room.declarations().connector(app)) {
            case Reading.Newer<Catalog.Declared> newer ->
                stalled(
                        app,
                        Failure.of(Kind.MISCONFIGURED, Detail.NOT_UNDERSTOOD_HERE, "`" + newer.field() + "`"),
                        now);
            case Reading.Invalid<Catalog.Declared> invalid ->
                stalled(app, Failure.of(Kind.MISCONFIGURED, Detail.NONE), now);
            case Reading.Of<Catalog.Declared> of ->
                switch (of.value()) {
                    case Catalog.Declared.Wrong wrong -> stalled(app, setting(wrong), now);
                    case Catalog.Declared.Usable usable -> usable(app, usable.setup(), now);
                };
        };
    }

    private static Failure setting(Catalog.Declared.Wrong wrong) {
        return Failure.of(Kind.MISCONFIGURED, Detail.SETTING, "`spec.connector." + wrong.field() + "`", wrong.advice());
    }

    private TargetAppStatus usable(TargetApp app, Setup setup, Instant now) {
        var tenant = setup.target().tenant();
        var objection = tenancy.objection(app, tenant);
        if (objection.isPresent()) {
            return stalled(app, objection.get(), now);
        }
        var id = Translate.id(app);
        lanes.pace(id, Declarations.tempo(app));
        lanes.limit(id, Safeties.of(app));
        lanes.rule(id, orders.of(id, now));
        var upkeep = Upkeeps.of(app, setup.endsSessions());
        lanes.keep(id, upkeep);
        var before = Optional.ofNullable(configured.put(id, setup));
        if (before.isEmpty()) {
            lanes.recalls(id, Learnings.learned(app, tenant));
        }
        if (!before.equals(Optional.of(setup))) {
            lanes.configure(id, setup);
        }
        if (before.isEmpty()) {
            lanes.recalls(id, Learnings.unkept(app, tenant));
        }
        var health = lanes.health(id);
        var held = health.map(LaneHealth::held).orElse(List.of());
        gauges.held(id, held.size(), held.stream().mapToInt(Wave::amount).sum());
        orphans.tell(
                id, upkeep.orphans(), health.flatMap(said -> said.inventory().found()));
        var counted = AppCounts.of(app, room.caches());
        room.measures().apps().looked(app, counted, health, now);
        var tally = Tally.of(app, counted, AppInventory.orphaned(app, tenant, health), room, now);
        return AppStatuses.of(app, tenant, health, room.accesses().objection(app), tally, now);
    }

    private TargetAppStatus stalled(TargetApp app, Failure failure, Instant now) {
        var id = Translate.id(app);
        configured.remove(id);
        lanes.block(id, failure);
        var counted = AppCounts.of(app, room.caches());
        room.measures().apps().looked(app, counted, lanes.health(id), now);
        return AppStatuses.stalled(app, failure, Tally.of(app, counted, AppInventory.orphaned(app), room, now), now);
    }

    /** Ends the lane of an app that is not there any more. */
    void gone(AppId id) {
        configured.remove(id);
        lanes.remove(id);
        room.measures().apps().gone(id);
    }
}
