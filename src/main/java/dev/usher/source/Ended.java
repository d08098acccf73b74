package dev.usher.source;

import dev.usher.domain.feed.Flaw;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What came of a run, and how it goes on.
 *
 * @param read how much of the source was read for it
 * @param before what came of the one before it, if there was one
 * @param back what came of telling the source how people are called, where it is told
 * @param inVain how many before it in a row did not come to their end
 */
record Ended(
        RunReport report,
        Extent read,
        Optional<Watch> watch,
        Optional<RunReport> before,
        Optional<WrittenBack> back,
        int inVain) {
    /** What failed is tried again before its time. */
    static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

    /** A fault of ours ended it. */
    static Ended faulty(Extent read, int inVain) {
        return new Ended(new RunReport.Faulty(), read, Optional.empty(), Optional.empty(), Optional.empty(), inVain);
    }

    /** Whether anything of the run did not come to its end that another one may bring there. */
    private boolean failed() {
        return switch (report) {
            case RunReport.Broken broken -> true;
            case RunReport.Faulty faulty -> true;
            case RunReport.Complete run ->
                run.written().filter(written -> written.failed() > 0).isPresent();
        };
    }

    /** Whether there is no use in trying the same again and again at one pace. */
    boolean isInVain() {
        return failed() || back.flatMap(WrittenBack::flaw).isPresent();
    }

    /**
     * Whether the source was not told of everybody of whom it has to be told, who is listed no more by the next reading. Of a reading of all only
     * what another one of all mends: it finds no label, no right and no release that nobody gave.
     */
    boolean leavesOwed() {
        return back.filter(told -> read.isDelta() ? told.isOpen() : told.isToBeTriedSoon())
                .isPresent();
    }

    /** The same where that is so. */
    Ended staying(Instant now) {
        return reporting(report.staying(now));
    }

    private Ended reporting(RunReport other) {
        return new Ended(other, read, watch, before, back, inVain);
    }

    /** Whether a reading of all left somebody over whom no other one finds before somebody does something. */
    boolean isForSomebodyToMend() {
        return !read.isDelta()
                && back.filter(told -> told.isOpen() && told.flaw().isPresent()).isPresent();
    }

    /** Whether a reading of those who changed shows that somebody did. */
    boolean isMended() {
        return read.isDelta() && back.filter(WrittenBack::isTakenAgain).isPresent();
    }

    /** The same, and all of it is read soon. */
    Ended wholeSoon() {
        return reporting(report.wholeSoon());
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
        if (isWholeNext()) {
            var pause = failed() ? afterFailure() : Mark.BETWEEN_WHOLES;
            return every.compareTo(pause) < 0 ? pause : every;
        }
        if (failed()) {
            return shorter(every, AFTER_FAILURE);
        }
        return back.filter(WrittenBack::isToBeTriedSoon)
                .map(told -> shorter(every, told.isCut() ? AFTER_FAILURE : afterFailure(every)))
                .orElse(every);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Duration afterFailure() {
        return afterFailure(Mark.BETWEEN_WHOLES);
    }

    /** Twice as long each time. */
    private Duration afterFailure(Duration longest) {
        var pause = AFTER_FAILURE;
        for (var time = 0; time < inVain && pause.compareTo(longest) < 0; time++) {
            pause = pause.plus(pause);
        }
        return shorter(pause, longest);
    }

    /** Whether everybody is read next although those who changed could be asked for, were it not for what came of this run. */
    private boolean isWholeNext() {
        return switch (report) {
            case RunReport.Broken broken ->
                switch (read.kind()) {
                    case ALWAYS_WHOLE, DELTA -> false;
                    case WHOLE -> read.from().isEmpty();
                    case WHOLE_INSTEAD -> true;
                };
            case RunReport.Faulty faulty ->
                switch (read.kind()) {
                    case ALWAYS_WHOLE, DELTA -> false;
                    case WHOLE, WHOLE_INSTEAD -> true;
                };
            case RunReport.Complete run -> run.extent().isWholeAgain(before.flatMap(Ended::extent));
        };
    }

    private static Optional<Extent> extent(RunReport of) {
        return of instanceof RunReport.Complete run ? Optional.of(run.extent()) : Optional.empty();
    }

    /** Before when the source asks not to be read again. */
    Optional<Instant> until() {
        return report instanceof RunReport.Broken(Flaw flaw) ? flaw.until() : Optional.empty();
    }
}
