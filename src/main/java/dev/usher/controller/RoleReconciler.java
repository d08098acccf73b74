package dev.usher.controller;

import dev.usher.api.Role;
import dev.usher.api.RoleStatus;
import dev.usher.api.TargetApp;
import dev.usher.domain.access.RoleKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says of a role whether everything that it names is there, and how many hold it. */
@Ignore // Controllers makes it; the framework's own discovery would want a bean.
public final class RoleReconciler implements Reconciler<Role> {
    private static final Duration COUNT_AGAIN = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(3);

    private final Room room;

    RoleReconciler(Room room) {
        this.room = room;
    }

    @Override
    public List<EventSource<?, Role>> prepareEventSources(EventSourceContext<Role> context) {
        var roles = context.getPrimaryCache();
        return List.of(
                Neighbours.of(Role.class, context, changed -> rolesBeside(changed, roles)),
                Neighbours.of(TargetApp.class, context, changed -> rolesBeside(changed, roles)));
    }

    /** What a role says of another resource may become true, or cease to, with it. */
    private static Set<ResourceID> rolesBeside(HasMetadata changed, IndexerResourceCache<Role> roles) {
        return roles.list(changed.getMetadata().getNamespace(), any -> true)
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    @Override
    public UpdateControl<Role> reconcile(Role role, Context<Role> context) {
        var later = room.notNow(role);
        if (later.isPresent()) {
            return UpdateControl.<Role>noUpdate().rescheduleAfter(later.get());
        }
        var next = status(role, room.clock().instant());
        if (next.equals(role.getStatus())) {
            return UpdateControl.<Role>noUpdate().rescheduleAfter(COUNT_AGAIN);
        }
        var patch = new Role();
        patch.setMetadata(Room.sameName(role));
        patch.setStatus(next);
        return UpdateControl.patchStatus(patch).rescheduleAfter(isNews(role, next) ? SOON : COUNT_AGAIN);
    }

    /** After more than a number changed, the numbers follow soon; otherwise they are written seldom. */
    private static boolean isNews(Role role, RoleStatus next) {
        return role.getStatus() == null || !role.getStatus().conditions().equals(next.conditions());
    }

    private RoleStatus status(Role role, Instant now) {
        var before = Optional.ofNullable(role.getStatus());
        var generation = Optional.ofNullable(role.getMetadata().getGeneration()).orElse(0L);
        var conditions = new Conditions(before.map(RoleStatus::conditions).orElse(List.of()), generation, now);
        return new RoleStatus(
                generation,
                members(Translate.key(role)),
                NamedEntitlements.of(role),
                RoleConditions.of(role, conditions, room.accesses()));
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
