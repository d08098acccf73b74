package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
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

/** Decides about one user, asks lanes, and is the only writer of the user's status. */
@Ignore // Controllers makes it; the framework's own discovery would want a bean.
public final class ProvisionedUserReconciler implements Reconciler<ProvisionedUser>, Cleaner<ProvisionedUser> {
    private final Room room;
    private final Farewell farewell;
    private final TargetAppReconciler apps;
    private final Pacing pacing = new Pacing();
    private final Announcements announcements;
    private final Ripples ripples;
    private final Disappearances disappearances;
    private final Schedule schedule;
    private final Forgetting forgetting;
    private final Unrecorded unrecorded;

    ProvisionedUserReconciler(
            Room room, Farewell farewell, Unrecorded unrecorded, Forgetting forgetting, TargetAppReconciler apps) {
        this.room = room;
        this.unrecorded = unrecorded;
        this.farewell = farewell;
        this.apps = apps;
        this.forgetting = forgetting;
        this.schedule = new Schedule(room.agenda(), room.time());
        this.ripples = new Ripples(room.caches(), room.world().circle(), room.mailbox());
        this.disappearances =
                new Disappearances(room.offers(), room.agenda(), room.mailbox(), pacing, ripples, room.accesses());
        this.announcements = new Announcements(room.events());
    }

    @Override
    public List<EventSource<?, ProvisionedUser>> prepareEventSources(EventSourceContext<ProvisionedUser> context) {
        var references = new References(room.caches(), room.accesses(), room.world(), room.mailbox(), apps::gone);
        var roles = Neighbours.of(Role.class, context, references::usersOf);
        var targets = Neighbours.of(TargetApp.class, context, references::usersOf);
        var retained = Neighbours.of(RetainedAccount.class, context, references::usersOf);
        var policies = Neighbours.of(ProvisioningPolicy.class, context, references::usersOf);
        room.caches().use(context.getPrimaryCache(), roles, targets, retained);
        room.caches().usePolicies(policies);
        return List.of(roles, targets, retained, policies, room.mailbox().users(), disappearances);
    }

    @Override
    public UpdateControl<ProvisionedUser> reconcile(ProvisionedUser user, Context<ProvisionedUser> context) {
        var now = room.clock().instant();
        var later = room.notNow(user);
        if (later.isPresent()) {
            if (room.caches().areFilled()) {
                ripples.noticed(user);
            }
            return UpdateControl.<ProvisionedUser>noUpdate().rescheduleAfter(later.get());
        }
        var facts = room.world().person(user);
        if (facts.isEmpty()) {
            ripples.noticed(user);
            room.offers().forget(key(user));
            room.agenda().forget(key(user));
            var read = room.world().read(user);
            return UserStatuses.undecided(user, read, now)
                    .map(status -> write(user, status))
                    .orElseGet(UpdateControl::noUpdate);
        }
        return converge(user, facts.get(), now);
    }

    private UpdateControl<ProvisionedUser> converge(ProvisionedUser user, Facts.OfPerson facts, Instant now) {
        var key = key(user);
        var uid = user.getMetadata().getUid();
        var step = forgetting.forget(user, unrecorded.resolve(key, facts, now), now);
        var resolution = step.resolution();
        schedule.note(key, resolution, step.again(), now);
        var answers = new Answers(room.offers().asked(key), room.mailbox().of(key));
        var assessment = UserStatuses.assess(
                user,
                resolution,
                facts.access(),
                answers,
                room.digests(),
                new Present(now, room.time().instant()));
        room.offers().make(key, resolution.apps(), assessment.open());
        announceClaims(user);
        ripples.spread(user, assessment.status());

        var timer =
                Optional.of(Offers.ASK_AGAIN).filter(any -> !assessment.open().isEmpty());
        if (assessment.status().equals(user.getStatus())) {
            if (assessment.agreed()) {
                room.mailbox().clear(key);
            }
            pacing.settled(uid);
            return scheduled(UpdateControl.noUpdate(), timer);
        }
        if (!assessment.settled() && !assessment.pinsAnew(user)) {
            var wait = assessment.answered() ? pacing.wait(uid, now) : Optional.<Duration>empty();
            if (wait.isPresent() || !assessment.answered()) {
                return scheduled(UpdateControl.noUpdate(), earlier(wait, timer));
            }
            pacing.wrote(uid, now);
        } else {
            pacing.settled(uid);
        }
        return write(user, assessment.status());
    }

    /** A retained account whose id is in a status has found its user; beside another id it will never find this one. */
    private void announceClaims(ProvisionedUser user) {
        room.world().retainedOf(user).forEach(room.mailbox()::look);
    }

    private UpdateControl<ProvisionedUser> write(ProvisionedUser user, ProvisionedUserStatus next) {
        if (next.equals(user.getStatus())) {
            return UpdateControl.noUpdate();
        }
        announcements.announce(user, next);
        var patch = new ProvisionedUser();
        patch.setMetadata(Room.sameName(user));
        patch.setStatus(next);
        return Room.written(patch);
    }

    @Override
    public DeleteControl cleanup(ProvisionedUser user, Context<ProvisionedUser> context) {
        var later = room.notNow(user);
        if (later.isPresent()) {
            return DeleteControl.noFinalizerRemoval()
                    .rescheduleAfter(later.get().toMillis());
        }
        farewell.record(user);
        disappearances.gone(user);
        return DeleteControl.defaultDelete();
    }

    private static Key key(ProvisionedUser user) {
        return new Key.OfUser(
                user.getMetadata().getNamespace(), user.getMetadata().getName());
    }

    private static Optional<Duration> earlier(Optional<Duration> one, Optional<Duration> other) {
        return one.isEmpty()
                        || other.filter(wait -> wait.compareTo(one.get()) < 0).isPresent()
                ? other
                : one;
    }

    private static UpdateControl<ProvisionedUser> scheduled(
            UpdateControl<ProvisionedUser> control, Optional<Duration> timer) {
        return timer.map(control::rescheduleAfter).orElse(control);
    }
}
