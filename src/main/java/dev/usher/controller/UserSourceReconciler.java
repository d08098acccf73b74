package dev.usher.controller;

import dev.usher.api.UserSource;
import dev.usher.api.UserSourceStatus;
import dev.usher.source.Feeds;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.Optional;

/** Has a source read as it is declared, and says what came of it. */
@Ignore // Controllers makes it; the framework's own discovery would want a bean.
public final class UserSourceReconciler implements Reconciler<UserSource> {
    private final Room room;
    private final Sources sources;
    private final Feeds feeds;

    UserSourceReconciler(Room room, Sources sources, Feeds feeds) {
        this.room = room;
        this.sources = sources;
        this.feeds = feeds;
    }

    @Override
    public List<EventSource<?, UserSource>> prepareEventSources(EventSourceContext<UserSource> context) {
        sources.use(context.getPrimaryCache());
        return List.of(room.mailbox().sources());
    }

    @Override
    public UpdateControl<UserSource> reconcile(UserSource source, Context<UserSource> context) {
        var later = room.notNow(source);
        if (later.isPresent()) {
            return UpdateControl.<UserSource>noUpdate().rescheduleAfter(later.get());
        }
        var next = status(source);
        if (next.equals(source.getStatus())) {
            return UpdateControl.noUpdate();
        }
        announce(source, next);
        var patch = new UserSource();
        patch.setMetadata(Room.same(source));
        patch.setStatus(next);
        return Room.written(patch);
    }

    private UserSourceStatus status(UserSource source) {
        var now = room.clock().instant();
        var id = Sources.id(source);
        var edition = sources.edition(source);
        // One that cannot be followed ends the run of what it was before, and is not read.
        feeds.look(id, edition);
        return switch (sources.read(source)) {
            case Reading.Newer<Feeds.Setup> newer ->
                SourceStatuses.unreadable(source, Reason.NewerThanOperator, newer.message(), now);
            case Reading.Invalid<Feeds.Setup> invalid ->
                SourceStatuses.unreadable(source, Reason.SpecInvalid, invalid.message(), now);
            case Reading.Of<Feeds.Setup> of -> {
                var report = feeds.report(id, edition);
                room.measures().sources().looked(source, report, now);
                yield report.map(run -> sources.marks()
                                .noted(
                                        source,
                                        run,
                                        SourceStatuses.of(
                                                source,
                                                run,
                                                feeds.back(id, edition),
                                                of.value().terms().isObserved(),
                                                now)))
                        .orElseGet(() -> SourceStatuses.pending(source, now));
            }
        };
    }

    private void announce(UserSource source, UserSourceStatus next) {
        var before = Optional.ofNullable(source.getStatus()).orElse(UserSourceStatus.NONE);
        Conditions.of(next.conditions(), "Ready")
                .filter(said -> Conditions.of(before.conditions(), "Ready")
                        .filter(earlier -> earlier.reason().equals(said.reason()))
                        .isEmpty())
                .filter(said -> !said.reason().equals(Reason.Progressing.name()))
                .ifPresent(said -> {
                    if (said.status().equals("True")) {
                        room.events().normal(source, "Read", said.reason(), said.message());
                    } else {
                        room.events().warning(source, "Read", said.reason(), said.message());
                    }
                });
    }
}
