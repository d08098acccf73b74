package dev.usher.controller;

import dev.usher.api.SourceWatermark;
import dev.usher.api.UserSource;
import dev.usher.api.UserSourceStatus;
import dev.usher.domain.account.Digests;
import dev.usher.source.Extent;
import dev.usher.source.Feeds;
import dev.usher.source.Mark;
import dev.usher.source.RunReport;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Up to where sources were read, as their statuses keep it. Whoever may write a status could have changes skipped by it: what is there
 * counts only with a proof that this installation wrote it, of this source under this declaration.
 */
final class Marks {
    private static final String WHOLE = "Whole";
    private static final String DELTA = "Delta";

    private final Digests digests;

    Marks(Digests digests) {
        this.digests = digests;
    }

    /**
     * Where a source can go on; empty where all of it is to be read.
     *
     * @param reached up to where this process read it, which counts before what an older status says
     */
    Optional<Mark> of(UserSource source, Optional<Feeds.Reached> reached, String authority, Instant now) {
        var stored = of(source, authority, now);
        return reached.filter(last -> last.edition().startsWith(declaration(source)))
                .map(last -> last.mark()
                        .filter(mark -> mark.authority().equals(authority) && isPast(mark, now))
                        .map(mine -> stored.filter(other -> other.time().isAfter(mine.time()))
                                .orElse(mine)))
                .orElse(stored);
    }

    /**
     * Where it goes on once somebody asked for a reading, or released a run. Whoever asks is answered by one of all. What a reading of all did not tell the source, another one of all tells; and what
     * such a reading held another one applies, though that was put off, since it could not be read. It is read so once, as it may break.
     *
     * @param edition of the declaration, with what is released
     */
    static Optional<Mark> asked(
            UserSource source,
            Optional<Feeds.Reached> reached,
            String edition,
            Set<String> released,
            Optional<Mark> from) {
        var isRead = reached.filter(last -> last.edition().equals(edition)).isPresent();
        if (isAsked(source) && !isRead) {
            return from.map(Mark::wholeAgain);
        }
        var isPutOff = reached.isPresent() && from.flatMap(Mark::due).isPresent();
        var status = Optional.ofNullable(source.getStatus()).orElse(UserSourceStatus.NONE);
        var isOfAll = released.stream()
                .filter(run -> !isOfChanges(status, run))
                .anyMatch(run -> isPutOff || isNotTold(status, run));
        return isOfAll && !isRead ? from.map(Mark::wholeAgain) : from;
    }

    /** Whether somebody asks for a reading that its status does not say to have been. */
    private static boolean isAsked(UserSource source) {
        var status = Optional.ofNullable(source.getStatus()).orElse(UserSourceStatus.NONE);
        return Requested.of(source)
                .filter(asked -> !asked.equals(status.lastHandledReconcileAt()))
                .isPresent();
    }

    /** Whether that is the last run, which comes again by itself. */
    private static boolean isOfChanges(UserSourceStatus status, String run) {
        return DELTA.equals(status.reading()) && run.equals(status.run());
    }

    private static boolean isNotTold(UserSourceStatus status, String run) {
        return Optional.ofNullable(status.writeBack())
                .flatMap(back -> Optional.ofNullable(back.held()))
                .filter(held -> held.run().equals(run))
                .isPresent();
    }

    /** By which one that was declared otherwise, or deleted and made anew, is told from what it was; an edition begins with it. */
    static String declaration(UserSource source) {
        return source.getMetadata().getUid() + "/" + Translate.generation(source) + "/";
    }

    /** As its status says. */
    Optional<Mark> of(UserSource source, String authority, Instant now) {
        return Optional.ofNullable(source.getStatus())
                .flatMap(status -> Optional.ofNullable(status.watermark()))
                .flatMap(said -> read(said, authority)
                        .filter(mark -> said.proof().equals(proof(source, mark)))
                        .filter(mark -> isPast(mark, now)));
    }

    /** Of a clock that was wrong nothing is believed. */
    private static boolean isPast(Mark mark, Instant now) {
        return Stream.of(mark.time(), mark.whole(), mark.counted()).noneMatch(time -> time.isAfter(now))
                && mark.due()
                        .filter(due -> due.isAfter(now.plus(Mark.BETWEEN_WHOLES)))
                        .isEmpty();
    }

    private static Optional<Mark> read(SourceWatermark said, String authority) {
        return Times.parse(said.time())
                .flatMap(time -> Times.parse(said.wholeTime())
                        .map(whole -> new Mark(
                                said.since(),
                                time,
                                whole,
                                Times.parse(said.wholeDueTime()),
                                said.ended(),
                                Times.parse(said.endedTime()).orElse(whole),
                                authority)));
    }

    /** The same status with what a run of the source, as it is declared now, says of this. */
    UserSourceStatus noted(UserSource source, RunReport report, UserSourceStatus status) {
        return report instanceof RunReport.Complete run
                ? status.answering(Requested.of(source).orElse(null))
                        .reaching(
                                switch (run.extent().kind()) {
                                    case ALWAYS_WHOLE -> null;
                                    case WHOLE, WHOLE_INSTEAD -> WHOLE;
                                    case DELTA -> DELTA;
                                },
                                reached(source, run.extent()).orElse(null))
                : status;
    }

    private Optional<SourceWatermark> reached(UserSource source, Extent extent) {
        return extent.reached()
                .map(mark -> new SourceWatermark(
                        mark.since(),
                        Times.exact(mark.time()),
                        Times.exact(mark.whole()),
                        mark.due().map(Times::exact).orElse(null),
                        mark.ended(),
                        mark.counted().equals(mark.whole()) ? null : Times.exact(mark.counted()),
                        proof(source, mark)));
    }

    private String proof(UserSource source, Mark mark) {
        return digests.pseudonym(
                "watermark",
                source.getMetadata().getUid(),
                Long.toString(Translate.generation(source)),
                mark.authority(),
                mark.since(),
                Times.exact(mark.time()),
                Times.exact(mark.whole()),
                mark.due().map(Times::exact).orElse(""),
                Integer.toString(mark.ended()),
                Times.exact(mark.counted()));
    }
}
