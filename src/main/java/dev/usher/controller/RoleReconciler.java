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
import java.util.function.Supplier;

/** Says of a role whether everything that it names is there, and how many hold it. */
@Ignore // Controllers makes it; the framework's own discovery would want a bean.
public final class RoleReconciler implements Reconciler<Role> {
    private static final Duration COUNT_AGAIN = Duration.ofSeconds(30);

    /** After more than a number changed, the numbers follow soon; otherwise they are written seldom. */
    private static final Duration SOON = Duration.ofSeconds(3);

    private final Room room;
    private final Edits edits;

    RoleReconciler(Room room, Edits edits) {
        this.room = room;
        this.edits = edits;
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
        var before = Optional.ofNullable(role.getStatus()).orElse(RoleStatus.NONE);
        var progress = edits.progress(role, new Edits.Said(before.observedGeneration(), before.conditions()));
        var next = status(role, before, progress, room.clock().instant());
        var again = progress.isPresent() ? Edits.SAY_AGAIN : COUNT_AGAIN;
        if (next.equals(role.getStatus())) {
            return UpdateControl.<Role>noUpdate().rescheduleAfter(again);
        }
        var patch = new Role();
        patch.setMetadata(Room.sameName(role));
        patch.setStatus(next);
        var isNews = progress.isEmpty() && !before.conditions().equals(next.conditions());
        return UpdateControl.patchStatus(patch).rescheduleAfter(isNews ? SOON : again);
    }

    private RoleStatus status(Role role, RoleStatus before, Optional<Rollouts.Progress> progress, Instant now) {
        var generation = Translate.generation(role);
        Supplier<Conditions> conditions = () -> new Conditions(before.conditions(), generation, now);
        var said = RoleConditions.of(role, conditions.get(), room.accesses());
        return new RoleStatus(
                generation,
                members(Translate.key(role)),
                NamedEntitlements.of(role, room.accesses().offered(role)),
                progress.map(far -> far.over(said, conditions.get())).orElse(said));
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
