package dev.usher.controller;

import dev.usher.api.Role;
import dev.usher.api.RoleStatus;
import dev.usher.domain.access.RoleKey;
import dev.usher.kube.NamespaceOwners;
import dev.usher.kube.Teardown;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
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
public final class RoleReconciler implements Reconciler<Role>, Cleaner<Role> {
    private static final Duration COUNT_AGAIN = Duration.ofSeconds(30);

    /** After more than a number changed, the numbers follow soon; otherwise they are written seldom. */
    private static final Duration SOON = Duration.ofSeconds(3);

    /** While somebody waits for a role to go, what is left of that is looked at often, and less so where it is much. */
    private static final Duration ENDS_AGAIN = Duration.ofSeconds(1);

    private static final Duration SEEN_AGAIN = Duration.ofMillis(100);

    private static final int MANY = 100;

    private final Room room;
    private final Edits edits;
    private final Teardown teardown;
    private final GoingRoles going;
    private final Dissolution dissolution;

    RoleReconciler(Room room, Edits edits, Teardown teardown, GoingRoles going) {
        this.room = room;
        this.edits = edits;
        this.teardown = teardown;
        this.going = going;
        this.dissolution = new Dissolution(
                room.caches(),
                namespace -> room.owners().of(namespace) instanceof NamespaceOwners.Ownership.Elsewhere,
                room.rollouts()::isSwept);
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
        var progress = edits.progress(role);
        var next = status(role, before, progress, room.clock().instant());
        var again = progress.isPresent() ? Edits.SAY_AGAIN : COUNT_AGAIN;
        if (next.equals(role.getStatus())) {
            return UpdateControl.<Role>noUpdate().rescheduleAfter(again);
        }
        var patch = new Role();
        patch.setMetadata(Room.same(role));
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

    @Override
    public DeleteControl cleanup(Role role, Context<Role> context) {
        var later = room.notNow(role);
        if (later.isPresent()) {
            return DeleteControl.noFinalizerRemoval()
                    .rescheduleAfter(later.get().toMillis());
        }
        if (!going.contains(role)) {
            if (teardown.concernsNow(List.of(role.getMetadata().getNamespace()))) {
                // Nobody said that it is to give nothing any more.
                return DeleteControl.defaultDelete();
            }
            if (!isSeen(role)) {
                return DeleteControl.noFinalizerRemoval().rescheduleAfter(SEEN_AGAIN.toMillis());
            }
            begin(role);
        }
        var rest = dissolution.of(role);
        if (rest.isNothing()) {
            return DeleteControl.defaultDelete();
        }
        var next = ending(role, rest);
        if (!next.equals(role.getStatus())) {
            var patch = new Role();
            patch.setMetadata(Room.same(role));
            patch.setStatus(next);
            context.resourceOperations().serverSideApplyPrimaryStatus(patch);
        }
        var again = rest.members() > MANY ? Edits.SAY_AGAIN : ENDS_AGAIN;
        return DeleteControl.noFinalizerRemoval().rescheduleAfter(again.toMillis());
    }

    /** What was confirmed and not begun would be waited for in vain. */
    private void begin(Role role) {
        going.confirm(role);
        try {
            edits.dissolve(role);
        } catch (RuntimeException e) {
            going.forget(role);
            throw e;
        }
    }

    /** Users are decided from a cache of its own, which may not have heard of the deletion. */
    private boolean isSeen(Role role) {
        return room.caches()
                .role(Translate.key(role))
                .filter(there -> there.isMarkedForDeletion()
                        && there.getMetadata()
                                .getUid()
                                .equals(role.getMetadata().getUid()))
                .isPresent();
    }

    private RoleStatus ending(Role role, Dissolution.Rest rest) {
        var before = Optional.ofNullable(role.getStatus()).orElse(RoleStatus.NONE);
        var conditions = new Conditions(
                before.conditions(), Translate.generation(role), room.clock().instant());
        return new RoleStatus(
                Translate.generation(role),
                rest.members(),
                before.named(),
                conditions
                        .reconciling("False", Reason.Ending.name(), rest.sentence())
                        .list());
    }

    private int members(RoleKey role) {
        return (int) room.caches().usersWith(role).stream()
                .filter(user -> Roles.isHeldBy(user, role))
                .count();
    }
}
