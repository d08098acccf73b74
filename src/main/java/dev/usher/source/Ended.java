package dev.usher.source;

import dev.usher.domain.feed.Flaw;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What came of a run, and how it goes on.
 *
 * @param before what came of the one before it, if there was one
 * @param back what came of telling the source how people are called, where it is told
 */
record Ended(RunReport report, Optional<Watch> watch, Optional<RunReport> before, Optional<WrittenBack> back) {
    /** What failed is tried again before its time. */
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

    /** What is read whole although it could be asked for what changed is not read so at the pace of changes. */
    private static final Duration BETWEEN_WHOLES = Duration.ofHours(1);

    /** Whether anything of the run did not come to its end that another one may bring there. */
    private boolean failed() {
        return switch (report) {
            case RunReport.Broken broken -> true;
            case RunReport.Faulty faulty -> true;
            case RunReport.Complete run ->
                run.written().filter(written -> written.failed() > 0).isPresent();
        };
    }

    /** When it is read again; for what it is told it may ask for more time than others would take, and not for more than usual. */
    Instant rested(Instant now, Duration every) {
        var rested = now.plus(pause(every));
        var latest = later(rested, now.plus(every));
        return back.flatMap(WrittenBack::until)
                .map(then -> later(rested, then.isBefore(latest) ? then : latest))
                .orElse(rested);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** How long it rests now, where it is to be read so often. */
    private Duration pause(Duration every) {
        if (failed()) {
            return every.compareTo(AFTER_FAILURE) < 0 ? every : AFTER_FAILURE;
        }
        var isWhole = extent(report)
                .filter(one -> one.isWholeAgain(before.flatMap(Ended::extent)))
                .isPresent();
        if (isWhole) {
            return every.compareTo(BETWEEN_WHOLES) < 0 ? BETWEEN_WHOLES : every;
        }
        var isOpen = back.filter(WrittenBack::isToBeTriedSoon).isPresent();
        return isOpen && every.compareTo(AFTER_FAILURE) > 0 ? AFTER_FAILURE : every;
    }

    private static Optional<Extent> extent(RunReport of) {
        return of instanceof RunReport.Complete run ? Optional.of(run.extent()) : Optional.empty();
    }

    /** Before when the source asks not to be read again. */
    Optional<Instant> until() {
        return report instanceof RunReport.Broken(Flaw flaw) ? flaw.until() : Optional.empty();
    }
}
