package dev.usher.controller;

import dev.usher.api.Role;
import dev.usher.api.RoleStatus;
import dev.usher.domain.access.RoleKey;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
        return List.of(room.mailbox().roles());
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
        if (isNews(role, next)) {
            // What it names may have come within reach without an edit, as a namespace does that is ours from now on.
            room.caches().usersWith(Translate.key(role)).forEach(room.mailbox()::look);
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
