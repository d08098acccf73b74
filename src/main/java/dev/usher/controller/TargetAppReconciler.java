package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.sync.Catalog;
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

    private final Room room;
    private final Lanes lanes;
    private final Map<AppId, Setup> configured = new ConcurrentHashMap<>();

    TargetAppReconciler(Room room, Lanes lanes) {
        this.room = room;
        this.lanes = lanes;
    }

    @Override
    public List<EventSource<?, TargetApp>> prepareEventSources(EventSourceContext<TargetApp> context) {
        return List.of(room.mailbox().apps());
    }

    @Override
    public UpdateControl<TargetApp> reconcile(TargetApp app, Context<TargetApp> context) {
        if (!room.looksAfter(app)) {
            return UpdateControl.<TargetApp>noUpdate().rescheduleAfter(room.askAgain(app));
        }
        var next = status(app, room.clock().instant());
        if (next.equals(app.getStatus())) {
            return UpdateControl.<TargetApp>noUpdate().rescheduleAfter(COUNT_AGAIN);
        }
        var patch = new TargetApp();
        patch.setMetadata(Room.sameName(app));
        patch.setStatus(next);
        return UpdateControl.patchStatus(patch).rescheduleAfter(COUNT_AGAIN);
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
                    case Catalog.Declared.Wrong wrong ->
                        stalled(
                                app,
                                Failure.of(
                                        Kind.MISCONFIGURED,
                                        Detail.SETTING,
                                        "`spec.connector." + wrong.field() + "`",
                                        wrong.advice()),
                                now);
                    case Catalog.Declared.Usable usable -> usable(app, usable.setup(), now);
                };
        };
    }

    private TargetAppStatus usable(TargetApp app, Setup setup, Instant now) {
        var tenant = setup.target().tenant();
        var recorded = tenantOf(app);
        var meant = "Rediscover".equals(app.getSpec().tenantChange());
        if (recorded.isPresent() && !recorded.get().equals(tenant) && !meant) {
            return stalled(app, Failure.of(Kind.MISCONFIGURED, Detail.TENANT_CHANGED), now);
        }
        var elder = elder(app, tenant);
        if (elder.isPresent()) {
            var failure = Failure.of(
                    Kind.MISCONFIGURED,
                    Detail.DUPLICATE_TENANT,
                    elder.get()
                                    .getMetadata()
                                    .getNamespace()
                                    .equals(app.getMetadata().getNamespace())
                            ? elder.get().getMetadata().getName()
                            : "in another namespace");
            return stalled(app, failure, now);
        }
        var id = Translate.id(app);
        if (!setup.equals(configured.put(id, setup))) {
            lanes.configure(id, setup);
        }
        return healthy(app, tenant, now);
    }

    /** Of several apps with one tenant the one that recorded it holds it, else the oldest. */
    private Optional<TargetApp> elder(TargetApp app, Tenant tenant) {
        return room.caches()
                .apps()
                .filter(other -> !other.isMarkedForDeletion()
                        && !other.getMetadata()
                                .getUid()
                                .equals(app.getMetadata().getUid()))
                .filter(other -> isAt(other, tenant))
                .filter(other -> comesBefore(other, app, tenant))
                .findFirst();
    }

    private boolean isAt(TargetApp app, Tenant tenant) {
        return room.declarations()
                .definition(app)
                .flatMap(definition -> definition.tenant())
                .filter(tenant::equals)
                .isPresent();
    }

    private static boolean comesBefore(TargetApp one, TargetApp other, Tenant tenant) {
        var oneHolds = tenantOf(one).filter(tenant::equals).isPresent();
        var otherHolds = tenantOf(other).filter(tenant::equals).isPresent();
        if (oneHolds != otherHolds) {
            return oneHolds;
        }
        var age = one.getMetadata()
                .getCreationTimestamp()
                .compareTo(other.getMetadata().getCreationTimestamp());
        return age != 0
                ? age < 0
                : one.getMetadata().getUid().compareTo(other.getMetadata().getUid()) < 0;
    }

    private static Optional<Tenant> tenantOf(TargetApp app) {
        return Optional.ofNullable(app.getStatus())
                .flatMap(status -> Optional.ofNullable(status.tenant()))
                .map(Tenant::new);
    }

    private TargetAppStatus stalled(TargetApp app, Failure failure, Instant now) {
        var id = Translate.id(app);
        configured.remove(id);
        lanes.block(id, failure);
        var before = Optional.ofNullable(app.getStatus());
        return new TargetAppStatus(
                generation(app),
                tenantOf(app).map(Tenant::fingerprint).orElse(null),
                AppCounts.of(id, room.caches()),
                before.map(TargetAppStatus::capabilities).orElse(List.of()),
                conditions(app, now)
                        .stalled(failure.reason(), failure.message())
                        .list());
    }

    private TargetAppStatus healthy(TargetApp app, Tenant tenant, Instant now) {
        var id = Translate.id(app);
        var health = lanes.health(id);
        var abilities = health.map(said -> said.capabilities()).orElse(List.of()).stream()
                .map(ability -> new TargetAppStatus.CapabilityEntry(ability.name(), ability.value(), ability.origin()))
                .toList();
        List<Condition> conditions = health.map(said -> AppConditions.of(conditions(app, now), said, now))
                .orElseGet(() -> conditions(app, now)
                        .reconciling("Unknown", "Progressing", "Waiting for the lane")
                        .list());
        return new TargetAppStatus(
                generation(app), tenant.fingerprint(), AppCounts.of(id, room.caches()), abilities, conditions);
    }

    private static Conditions conditions(TargetApp app, Instant now) {
        var before = Optional.ofNullable(app.getStatus())
                .map(TargetAppStatus::conditions)
                .orElse(List.of());
        return new Conditions(before, generation(app), now);
    }

    private static long generation(TargetApp app) {
        return Optional.ofNullable(app.getMetadata().getGeneration()).orElse(0L);
    }

    /** Ends the lane of an app that is not there any more. */
    void gone(AppId id) {
        configured.remove(id);
        lanes.remove(id);
    }
}
