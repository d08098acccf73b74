package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.api.UserSource;
import dev.usher.api.UserSourceStatus;
import dev.usher.api.UserSourceStatus.Change;
import dev.usher.api.UserSourceStatus.LeftFields;
import dev.usher.api.UserSourceStatus.RefusedRecord;
import dev.usher.api.UserSourceStatus.Rename;
import dev.usher.api.UserSourceStatus.Renames;
import dev.usher.api.WriteBackStatus;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Refusal;
import dev.usher.source.RunReport;
import dev.usher.source.RunReport.Written;
import dev.usher.source.WrittenBack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said of a source. */
final class SourceStatuses {
    /** That a source was read again, and nothing more, is no news. */
    private static final Duration SELDOM = Duration.ofHours(1);

    private static final int MOST_NAMED = 5;
    private static final int LONGEST_NAME = 64;

    private static final Written NOTHING = new Written(0, 0, 0, 0, 0);

    private SourceStatuses() {}

    /** Of one that cannot be followed. */
    static UserSourceStatus unreadable(UserSource source, Reason reason, String message, Instant now) {
        var before = before(source);
        return with(
                before,
                source,
                conditions(source, now).stalled(reason.name(), message).list());
    }

    /** Of one that was not read by this process. */
    static UserSourceStatus pending(UserSource source, Instant now) {
        var before = before(source);
        var isOfToday = Long.valueOf(Translate.generation(source)).equals(before.observedGeneration());
        return isOfToday && !before.conditions().isEmpty()
                ? before
                : with(
                        before,
                        source,
                        conditions(source, now)
                                .reconciling("Unknown", Reason.Progressing.name(), Reason.Progressing.meaning())
                                .list());
    }

    /** @param back what came of telling the source last how people are called */
    static UserSourceStatus of(
            UserSource source, RunReport report, Optional<WrittenBack> back, boolean isObserved, Instant now) {
        return switch (report) {
            case RunReport.Broken(Flaw flaw) ->
                with(
                        before(source),
                        source,
                        conditions(source, now)
                                .stalled(Reason.SourceNotRead.name(), text(source, flaw))
                                .list());
            case RunReport.Faulty faulty ->
                with(
                        before(source),
                        source,
                        conditions(source, now)
                                .waiting(Reason.RunFailed.name(), Reason.RunFailed.meaning())
                                .list());
            case RunReport.Complete complete -> complete(source, complete, back, isObserved, now);
        };
    }

    private static UserSourceStatus complete(
            UserSource source, RunReport.Complete said, Optional<WrittenBack> back, boolean isObserved, Instant now) {
        var before = before(source);
        var run = Unsettled.with(before, said);
        var told = WriteBackStatuses.of(source, Optional.ofNullable(before.writeBack()), back);
        var counts = run.counts();
        var written = run.written().orElse(NOTHING);
        var isHeld = !run.doubts().isEmpty();
        var next = new UserSourceStatus(
                Translate.generation(source),
                run.id(),
                before.completeTime(),
                counts.records(),
                counts.known(),
                counts.created(),
                counts.linked(),
                counts.changed(),
                counts.ended(),
                counts.returned(),
                unlessNone(counts.unreadable()),
                run.extent().isDelta() ? before.disappeared() : Integer.valueOf(counts.disappeared()),
                unlessNone(run.unmatched()),
                run.refused(),
                run.refusals().stream().map(SourceStatuses::refused).toList(),
                unlessNone(left(run)),
                run.lefts().stream()
                        .map(left -> new LeftFields(
                                left.user(), left.paths().stream().sorted().toList()))
                        .toList(),
                renames(run.renames()),
                unlessNone(written.failed()),
                change(Optional.ofNullable(before.lastChange()), run, now).orElse(null),
                told,
                isHeld ? before.fields() : run.fields().stream().sorted().toList(),
                before.reading(),
                before.watermark(),
                before.lastHandledReconcileAt(),
                conditions(source, run, Optional.ofNullable(told), isObserved, now));
        return next.equals(before) && isRecent(before, now) ? before : at(next, now);
    }

    /** A run that finds everything as it is says nothing of the one that made it so. */
    private static Optional<Change> change(Optional<Change> before, RunReport.Complete run, Instant now) {
        return run.written()
                .filter(written -> written.created() + written.lived() + written.described() > 0)
                .map(written -> new Change(
                        run.id(),
                        Times.text(now),
                        written.created(),
                        written.lived(),
                        written.described(),
                        run.counts().ended()))
                // The same run is told of more than once.
                .map(change -> before.filter(change::isAsMuchAs).orElse(change))
                .or(() -> before);
    }

    private static @Nullable Renames renames(RunReport.Renames of) {
        return of.count() == 0
                ? null
                : new Renames(
                        of.count(),
                        of.first().stream()
                                .map(asked -> new Rename(asked.user(), asked.question()))
                                .toList());
    }

    /** What was left before this run, and by it. */
    private static int left(RunReport.Complete run) {
        return run.counts().left() + run.written().map(Written::left).orElse(0);
    }

    private static boolean isRecent(UserSourceStatus before, Instant now) {
        return Times.parse(before.completeTime())
                .filter(then -> then.plus(SELDOM).isAfter(now))
                .isPresent();
    }

    private static List<Condition> conditions(
            UserSource source,
            RunReport.Complete run,
            Optional<WriteBackStatus> told,
            boolean isObserved,
            Instant now) {
        var conditions = conditions(source, now);
        if (!run.doubts().isEmpty()) {
            return conditions.stalled(Reason.RunHeld.name(), HeldRuns.text(run)).list();
        }
        if (isObserved) {
            return conditions.ready(Reason.Observed).list();
        }
        if (run.written().filter(written -> written.failed() > 0).isPresent()) {
            return conditions
                    .reconciling("False", Reason.Progressing.name(), Reason.Progressing.meaning())
                    .list();
        }
        var wrong = told.flatMap(back -> Optional.ofNullable(back.message()));
        var parts = inPart(source, run);
        if (parts.isEmpty()) {
            return wrong.map(message -> conditions.ready(Reason.NotWrittenBack, "Every record is applied; " + message))
                    .orElseGet(() -> conditions.ready(Reason.Applied))
                    .list();
        }
        wrong.ifPresent(parts::add);
        return conditions.ready(Reason.AppliedInPart, String.join("; ", parts)).list();
    }

    private static List<String> inPart(UserSource source, RunReport.Complete run) {
        var parts = new ArrayList<String>();
        run.extent().flaw().ifPresent(flaw -> parts.add(notAsItShouldBe(run, flaw) + ": " + meaning(source, flaw)));
        if (run.refused() > 0) {
            var of = run.extent().isDelta()
                    ? ""
                    : " of %,d".formatted(run.counts().records());
            parts.add("%,d%s records are refused, see status.refusals".formatted(run.refused(), of));
        }
        if (run.unmatched() > 0) {
            parts.add("%,d speak of nobody who is there".formatted(run.unmatched()));
        }
        if (left(run) > 0) {
            parts.add("of %,d users others have written something that the source speaks of, see status.leftFields"
                    .formatted(left(run)));
        }
        if (run.renames().count() > 0) {
            parts.add("%,d users keep their names until somebody confirms that they get others, see status.renames"
                    .formatted(run.renames().count()));
        }
        return parts;
    }

    private static String notAsItShouldBe(RunReport.Complete run, Flaw flaw) {
        if (!run.extent().isDelta()) {
            return "Everybody is read each time";
        }
        return flaw.defect() == Flaw.Defect.NOTHING_TO_GO_ON_FROM
                ? "What changed is applied, and the same is asked for again"
                : "What changed is applied, and everybody could not be read";
    }

    private static String text(UserSource source, Flaw flaw) {
        return "The source was not applied: " + meaning(source, flaw);
    }

    private static String meaning(UserSource source, Flaw flaw) {
        var kind = Optional.ofNullable(source.getSpec())
                .filter(spec -> spec.csv() != null)
                .map(file -> "line")
                .orElse("record");
        var where =
                flaw.place().isPresent() ? ", at " + kind + " " + flaw.place().getAsLong() : "";
        var status =
                flaw.status().isPresent() ? ", by the answer " + flaw.status().getAsInt() : "";
        var until = flaw.until()
                .map(then -> ": it asks to be left alone until " + Times.text(then))
                .orElse("");
        var names = flaw.names().isEmpty() ? "" : " (" + some(flaw.names()) + ")";
        return flaw.defect().meaning() + names + status + where + until;
    }

    /** A message holds no more than some. */
    private static String some(List<String> names) {
        var first = names.stream()
                .limit(MOST_NAMED)
                .map(name -> name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name)
                .collect(Collectors.joining(", "));
        return names.size() > MOST_NAMED ? first + " and %,d more".formatted(names.size() - MOST_NAMED) : first;
    }

    static RefusedRecord refused(Refusal refusal) {
        return new RefusedRecord(
                refusal.place(),
                refusal.key().orElse(null),
                refusal.field().orElse(null),
                refusal.rule().name(),
                refusal.rule().meaning());
    }

    private static Conditions conditions(UserSource source, Instant now) {
        return new Conditions(before(source).conditions(), Translate.generation(source), now);
    }

    private static UserSourceStatus before(UserSource source) {
        return Optional.ofNullable(source.getStatus()).orElse(UserSourceStatus.NONE);
    }

    private static @Nullable Integer unlessNone(int count) {
        return count == 0 ? null : count;
    }

    private static UserSourceStatus with(UserSourceStatus before, UserSource source, List<Condition> conditions) {
        return copy(before, Translate.generation(source), before.completeTime(), conditions);
    }

    private static UserSourceStatus at(UserSourceStatus status, Instant now) {
        return copy(status, status.observedGeneration(), Times.text(now), status.conditions());
    }

    private static UserSourceStatus copy(
            UserSourceStatus of, @Nullable Long generation, @Nullable String time, List<Condition> conditions) {
        return new UserSourceStatus(
                generation,
                of.run(),
                time,
                of.records(),
                of.known(),
                of.created(),
                of.linked(),
                of.changed(),
                of.ended(),
                of.returned(),
                of.unreadable(),
                of.disappeared(),
                of.unmatched(),
                of.refused(),
                of.refusals(),
                of.left(),
                of.leftFields(),
                of.renames(),
                of.failed(),
                of.lastChange(),
                of.writeBack(),
                of.fields(),
                of.reading(),
                of.watermark(),
                of.lastHandledReconcileAt(),
                conditions);
    }
}
