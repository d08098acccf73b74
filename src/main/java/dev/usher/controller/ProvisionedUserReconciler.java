package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.sync.Facts;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Decides about one user, asks lanes, and is the only writer of the user's status. */
@Ignore // Controllers makes it; the framework's own discovery would want a bean.
public final class ProvisionedUserReconciler implements Reconciler<ProvisionedUser>, Cleaner<ProvisionedUser> {
    private final Room room;
    private final Farewell farewell;
    private final TargetAppReconciler apps;
    private final Edits edits;
    private final Pacing pacing = new Pacing();
    private final UserWords words;
    private final Ripples ripples;
    private final Disappearances disappearances;
    private final Schedule schedule;
    private final Forgetting forgetting;
    private final Unrecorded unrecorded;

    ProvisionedUserReconciler(
            Room room,
            Farewell farewell,
            Unrecorded unrecorded,
            Forgetting forgetting,
            TargetAppReconciler apps,
            Edits edits) {
        this.room = room;
        this.unrecorded = unrecorded;
        this.farewell = farewell;
        this.apps = apps;
        this.edits = edits;
        this.forgetting = forgetting;
        this.schedule = new Schedule(room.agenda(), room.time());
        this.ripples = new Ripples(room.caches(), room.world().circle(), room.mailbox());
        this.disappearances =
                new Disappearances(room.offers(), room.agenda(), room.mailbox(), pacing, ripples, room.accesses());
        this.words = new UserWords(room.userStatuses(), room.mailbox(), pacing, new Announcements(room.events()));
    }

    @Override
    public List<EventSource<?, ProvisionedUser>> prepareEventSources(EventSourceContext<ProvisionedUser> context) {
        room.userStatuses().use(context, room.chronicle().ofUsers());
        var sources = new ArrayList<>(edits.sources(context, apps::gone));
        sources.add(room.mailbox().users());
        sources.add(disappearances);
        sources.add(new LostStatuses<>(UserStatuses::observed, room.mailbox()::look));
        return sources;
    }

    @Override
    public UpdateControl<ProvisionedUser> reconcile(ProvisionedUser user, Context<ProvisionedUser> context) {
        var now = room.clock().instant();
        var mark = room.rollouts().mark();
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
            room.tellWhatWaitsFor(user);
            room.forget(Translate.key(user));
            var access = room.accesses().of(user.getMetadata().getNamespace(), Recall.of(user, List.of()));
            var said = UserStatuses.undecided(user, room.world().said(user), access, now)
                    .map(status -> words.write(user, status))
                    .orElseGet(() -> room.userStatuses().withdraw(user));
            if (said) {
                room.rollouts().seen(ResourceID.fromResource(user), mark, true);
            }
            return UpdateControl.noUpdate();
        }
        return converge(user, facts.get(), now, mark);
    }

    private UpdateControl<ProvisionedUser> converge(
            ProvisionedUser user, Facts.OfPerson facts, Instant now, long mark) {
        var key = Translate.key(user);
        var step = forgetting.forget(user, unrecorded.resolve(key, facts, now), now);
        var resolution = step.resolution();
        schedule.note(key, resolution, step.again(), now);
        room.forecasts().note(key, facts, resolution, now);
        var assessment = UserStatuses.assess(
                user,
                resolution,
                facts.access(),
                new Answers(room.offers().asked(key), room.mailbox().of(key)),
                room.digests(),
                new Present(now, room.time().instant()));
        var introduced = Introductions.of(facts.memory(), resolution, room.digests());
        var lost = Departures.begun(assessment.agreeing(), facts.memory(), resolution, room.digests());
        room.toll().note(user, facts, resolution, lost, assessment.leftAlone(), introduced, now);
        room.measures().note(user, facts, resolution, assessment, now);
        var first = RecordedFirst.of(user, assessment.status(), facts.access());
        if (first.isPresent()) {
            words.write(user, first.get());
            return UpdateControl.noUpdate();
        }
        room.offers()
                .make(
                        key,
                        resolution.apps(),
                        assessment.open(),
                        assessment.due(),
                        app -> facts.priority(app, resolution));
        room.tellWhatWaitsFor(user);
        ripples.spread(user, assessment.status());
        var said = words.say(user, assessment, now);
        // What was decided before this look may be stored after it.
        if (said.last()) {
            room.rollouts().seen(ResourceID.fromResource(user), mark, assessment.settled());
        }
        return said.control();
    }

    @Override
    public DeleteControl cleanup(ProvisionedUser user, Context<ProvisionedUser> context) {
        var later = room.notNow(user);
        if (later.isPresent()) {
            return DeleteControl.noFinalizerRemoval()
                    .rescheduleAfter(later.get().toMillis());
        }
        room.toll().forget(Translate.key(user));
        farewell.record(user);
        room.measures().deleted(user);
        disappearances.gone(user);
        room.isNobodys(user);
        return DeleteControl.defaultDelete();
    }
}
