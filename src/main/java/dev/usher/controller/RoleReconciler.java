package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.api.Role;
import dev.usher.api.RoleStatus;
import dev.usher.api.TargetApp;
import dev.usher.domain.access.Access;
import dev.usher.domain.access.Grant;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.access.RoleKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says of a role whether everything that it names is there, and how many hold it. */
@Ignore // Controllers makes it; the framework's own discovery would want a bean.
public final class RoleReconciler implements Reconciler<Role> {
    private static final Duration COUNT_AGAIN = Duration.ofSeconds(30);

    private final Room room;

    RoleReconciler(Room room) {
        this.room = room;
    }

    @Override
    public List<EventSource<?, Role>> prepareEventSources(EventSourceContext<Role> context) {
        var primary = context.getPrimaryCache();
        return List.of(neighbours(Role.class, context, primary), neighbours(TargetApp.class, context, primary));
    }

    /** What a role says of another resource may become true, or cease to, with it. */
    private static <R extends HasMetadata> InformerEventSource<R, Role> neighbours(
            Class<R> kind, EventSourceContext<Role> context, IndexerResourceCache<Role> roles) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(kind, Role.class)
                        .withName(HasMetadata.getPlural(kind) + "-named")
                        .withNamespacesInheritedFromController()
                        .withSecondaryToPrimaryMapper(
                                changed -> roles.list(changed.getMetadata().getNamespace(), any -> true)
                                        .map(ResourceID::fromResource)
                                        .collect(Collectors.toSet()))
                        .withOnUpdateFilter((now, before) -> !now.getMetadata()
                                .getGeneration()
                                .equals(before.getMetadata().getGeneration()))
                        .build(),
                context);
    }

    @Override
    public UpdateControl<Role> reconcile(Role role, Context<Role> context) {
        if (!room.looksAfter(role)) {
            return UpdateControl.<Role>noUpdate().rescheduleAfter(room.askAgain(role));
        }
        var next = status(role, room.clock().instant());
        if (next.equals(role.getStatus())) {
            return UpdateControl.<Role>noUpdate().rescheduleAfter(COUNT_AGAIN);
        }
        var patch = new Role();
        patch.setMetadata(Room.sameName(role));
        patch.setStatus(next);
        return UpdateControl.patchStatus(patch).rescheduleAfter(COUNT_AGAIN);
    }

    private RoleStatus status(Role role, Instant now) {
        var before = Optional.ofNullable(role.getStatus());
        var generation = Optional.ofNullable(role.getMetadata().getGeneration()).orElse(0L);
        var conditions = new Conditions(before.map(RoleStatus::conditions).orElse(List.of()), generation, now);
        return new RoleStatus(generation, members(Translate.key(role)), said(role, conditions));
    }

    private List<Condition> said(Role role, Conditions conditions) {
        return switch (Translate.role(role)) {
            case Reading.Newer<RoleDefinition> newer ->
                conditions
                        .stalled(
                                "NewerThanOperator",
                                "`" + newer.field()
                                        + "` was written for a newer version of Usher: upgrade Usher, or change it")
                        .list();
            case Reading.Invalid<RoleDefinition> invalid ->
                conditions.stalled("SpecInvalid", invalid.message()).list();
            case Reading.Of<RoleDefinition> of -> said(of.value(), conditions);
        };
    }

    private List<Condition> said(RoleDefinition role, Conditions conditions) {
        // The cache that a translation is kept for may have moved on since; a role that was edited asks anew.
        room.accesses().forget(role.key().namespace());
        var access = room.accesses().of(role.key().namespace());
        if (isInCircle(role, access)) {
            return conditions
                    .stalled("RoleCycle", "The role contains itself: take one of `spec.inherits` out")
                    .list();
        }
        var missingRole = role.inherits().stream()
                .filter(parent -> !access.roles().containsKey(parent))
                .findFirst();
        if (missingRole.isPresent()) {
            return conditions
                    .reconciling(
                            "False",
                            "RoleNotFound",
                            "Role " + missingRole.get().name()
                                    + " does not exist here: create it, or take it out of `spec.inherits`")
                    .list();
        }
        var missingApp = role.grants().stream()
                .map(Grant::app)
                .filter(app -> !access.apps().containsKey(app))
                .findFirst();
        if (missingApp.isPresent()) {
            return conditions
                    .reconciling(
                            "False",
                            "AppNotFound",
                            "TargetApp " + missingApp.get().name()
                                    + " does not exist here: create it, or take it out of `spec.grants`")
                    .list();
        }
        return conditions
                .ready("Resolved", "Everything that the role names is there")
                .list();
    }

    private static boolean isInCircle(RoleDefinition role, Access access) {
        Set<RoleKey> reached = new HashSet<>();
        var open = new ArrayDeque<>(role.inherits());
        while (!open.isEmpty()) {
            var key = open.remove();
            if (key.equals(role.key())) {
                return true;
            }
            if (reached.add(key)) {
                Optional.ofNullable(access.roles().get(key)).ifPresent(next -> open.addAll(next.inherits()));
            }
        }
        return false;
    }

    private int members(RoleKey role) {
        return (int) room.caches().usersWith(role).stream()
                .filter(user -> user.getStatus() != null
                        && user.getStatus().roles().stream()
                                .anyMatch(held -> held.name().equals(role.name())
                                        && held.namespace().equals(role.namespace())))
                .count();
    }
}
