package dev.usher.source;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Sanity.Doubt;
import dev.usher.domain.outcome.Mistake;
import dev.usher.log.Context;
import dev.usher.log.Field;
import dev.usher.log.Spans;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the log is told of the runs of a source: what they changed, and what is wrong with it where that was not so before. */
final class RunNews {
    private static final System.Logger LOG = System.getLogger(RunNews.class.getName());

    private RunNews() {}

    /** Work for a source, of which the log says so. */
    static Runnable about(SourceId source, Runnable work) {
        return () -> Context.of(Field.RESOURCE, "UserSource/" + source).run(work);
    }

    /** A run of a source. */
    interface Running {
        Readings.Ran run() throws InterruptedException;
    }

    /** Has a run seen as a whole, and tells what came of it. */
    static Readings.Ran seen(Spans spans, SourceId source, Supplier<Optional<RunReport>> before, Running running)
            throws InterruptedException {
        return spans.during("source run", Context.of(Field.RESOURCE, "UserSource/" + source), span -> {
            var ran = running.run();
            tell(source, before.get(), ran.report());
            span.says(Field.OUTCOME, name(ran.report()));
            flaw(ran.report()).ifPresent(flaw -> span.says(Field.REASON, flaw.name()));
            return ran;
        });
    }

    /** As a span has it, which people search by. */
    private static String name(RunReport report) {
        return switch (report) {
            case RunReport.Complete _ -> "Complete";
            case RunReport.Broken _ -> "Broken";
            case RunReport.Faulty _ -> "Faulty";
        };
    }

    /** A mistake of ours, with where it happened. */
    static void mistake(SourceId source, String what, Throwable thrown) {
        LOG.log(System.Logger.Level.ERROR, "source " + source + " " + what, Mistake.ofCode(thrown));
    }

    static void tell(SourceId source, Optional<RunReport> before, RunReport now) {
        switch (now) {
            case RunReport.Broken(Flaw flaw) -> {
                if (!before.flatMap(RunNews::flaw).equals(Optional.of(flaw.defect()))) {
                    warn(
                            flaw.defect().name(),
                            "source " + source + " could not be read: "
                                    + flaw.defect().meaning());
                }
            }
            // It is in the log with where it happened.
            case RunReport.Faulty _ -> {}
            case RunReport.Complete run -> complete(source, before, run);
        }
    }

    private static void complete(SourceId source, Optional<RunReport> before, RunReport.Complete run) {
        if (before.flatMap(RunNews::flaw).isPresent()) {
            LOG.log(System.Logger.Level.INFO, "source " + source + " could be read again");
        }
        if (!run.doubts().isEmpty() && !run.doubts().equals(doubts(before))) {
            warn(
                    "Doubted",
                    "of source " + source + " not all is applied: run " + run.id()
                            + " waits for somebody who looks at it");
        }
        run.written().ifPresent(written -> tell(source, run.id(), written, failed(before) > 0));
    }

    private static void tell(SourceId source, String run, RunReport.Written written, boolean failedBefore) {
        if (written.created() + written.lived() + written.described() > 0) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "run %s of source %s: %,d created, %,d employed or ended, %,d described"
                            .formatted(run, source, written.created(), written.lived(), written.described()));
        }
        if (written.failed() > 0 && !failedBefore) {
            warn(
                    "NotWritten",
                    "run %s of source %s: %,d writes failed, and are made by the next run"
                            .formatted(run, source, written.failed()));
        }
    }

    private static int failed(Optional<RunReport> before) {
        return before.flatMap(report ->
                        report instanceof RunReport.Complete run ? run.written() : Optional.<RunReport.Written>empty())
                .map(RunReport.Written::failed)
                .orElse(0);
    }

    private static Optional<Flaw.Defect> flaw(RunReport report) {
        return report instanceof RunReport.Broken(Flaw flaw) ? Optional.of(flaw.defect()) : Optional.empty();
    }

    private static List<Doubt> doubts(Optional<RunReport> before) {
        return before.<List<Doubt>>map(report -> report instanceof RunReport.Complete run ? run.doubts() : List.of())
                .orElse(List.of());
    }

    private static void warn(String reason, String what) {
        Context.of(Field.REASON, reason).run(() -> LOG.log(System.Logger.Level.WARNING, what));
    }
}
