package dev.usher.source;

import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Sanity;
import dev.usher.domain.feed.Sanity.Doubt;
import dev.usher.source.Feed.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Reads a source once, and applies what it says: counted as a whole before anything is applied, so that a broken feed is
 * known by then.
 */
public final class Run {
    private static final int MOST_TOLD = 20;

    private final SourceId source;
    private final SourceTerms terms;
    private final Feed feed;
    private final Surroundings around;
    private final Instant began;
    private final BooleanSupplier goesOn;
    private Optional<Roll> counted = Optional.empty();

    /**
     * One that is not carried out yet.
     *
     * @param began when the feed was opened
     * @param goesOn whether the source is still declared so: asked before each write
     */
    public Run(
            SourceId source, SourceTerms terms, Feed feed, Surroundings around, Instant began, BooleanSupplier goesOn) {
        this.source = source;
        this.terms = terms;
        this.feed = feed;
        this.around = around;
        this.began = began;
        this.goesOn = goesOn;
    }

    /** Returns once everything is applied that is to be. */
    public RunReport carryOut() {
        var roll = new Roll(terms, feed.extent());
        return switch (feed.read(roll)) {
            case Reading.Broken(Flaw flaw) -> new RunReport.Broken(flaw);
            case Reading.Complete complete -> {
                roll.ends();
                counted = Optional.of(roll);
                yield counted(roll);
            }
        };
    }

    /** What its records ask for by what is there now, once it was carried out; empty where it was not read to its end. */
    Optional<Steps> afterwards() {
        return counted.map(roll -> steps(roll, around.population().register(source)));
    }

    private Steps steps(Roll roll, Population.Register register) {
        var steps = new Steps(source, terms, register, roll, around);
        if (roll.namesManagers()) {
            feed.read(meeting(steps));
        }
        return steps;
    }

    private RunReport counted(Roll roll) {
        var register = around.population().register(source);
        var steps = steps(roll, register);
        var counting = new Counting(steps);
        return switch (feed.read(counting)) {
            case Reading.Broken(Flaw flaw) -> new RunReport.Broken(flaw);
            case Reading.Complete complete -> {
                var known = register.known().toList();
                counting.misses(Absences.of(
                        source,
                        terms.missing(),
                        known,
                        roll,
                        steps.meant(),
                        new Absences.Moment(steps.now(), around.digests())));
                yield judged(roll, steps, counting, complete, known);
            }
        };
    }

    private static Feed.Sink meeting(Steps steps) {
        return new Feed.Sink() {
            @Override
            public void record(FeedRecord record) {
                steps.meets(record);
            }

            @Override
            public void refused(Refusal refusal) {
                // Nobody is met by it.
            }
        };
    }

    private RunReport judged(Roll roll, Steps steps, Counting counting, Reading.Complete read, List<Person> known) {
        var counts = counting.counts(read, known, roll);
        var extent = feed.extent();
        var emptied = emptied(roll, counting.taken());
        var doubts = new ArrayList<>(extent.doubts(terms.sanity(), counts));
        if (!emptied.isEmpty()) {
            doubts.add(Doubt.FIELDS_EMPTY);
        }
        if (!terms.isOfLife() && known.stream().anyMatch(person -> person.key().isPresent())) {
            doubts.add(Doubt.NO_LIFE);
        }
        var report = new RunReport.Complete(
                roll.id(),
                counts,
                terms.released().contains(roll.id()) ? List.of() : doubts,
                emptied,
                extent.isDelta() ? terms.fields() : roll.usualFields(),
                counting.unmatched(),
                counting.refused(),
                counting.refusals(),
                counting.lefts(),
                counting.renames(),
                Optional.empty(),
                extent);
        var done = terms.isObserved() || report.doubts().stream().anyMatch(Doubt::endsWait) || counting.isNothing()
                ? report
                : applied(report, steps, counting.absences());
        return done.settled(outcome(done, done.refused() - report.refused(), roll.listed()));
    }

    /**
     * The fields that had values before and have none. Of those who changed one may have none any more; but where nobody has one, and
     * somebody would lose it by that, they may be told of in part alone, and a few at a time would lose what nobody took from them.
     */
    private Set<String> emptied(Roll roll, Taken taken) {
        var emptied = Sanity.emptied(terms.fields(), roll.fields());
        return feed.extent().isDelta() ? taken.of(emptied, terms.drafting()) : emptied;
    }

    /** @param notTaken how many writes the API server refused */
    private Extent.Outcome outcome(RunReport.Complete run, int notTaken, Set<String> listed) {
        var failed = run.written().map(RunReport.Written::failed).orElse(0);
        var isHeld = terms.isObserved() || !run.doubts().isEmpty();
        return new Extent.Outcome(
                !isHeld && failed + notTaken == 0,
                isHeld,
                run.refused() + run.renames().count() == 0,
                run.extent().isDelta() && run.doubts().contains(Doubt.FIELDS_EMPTY),
                terms.released().contains(run.id()),
                run.written()
                        .map(written -> Math.min(run.counts().ended(), written.lived()))
                        .orElse(0),
                terms.authority(),
                listed);
    }

    private RunReport.Complete applied(RunReport.Complete report, Steps steps, Absences absences) {
        var applying = new Applying(source, steps, around, began, goesOn);
        try (applying) {
            feed.read(applying.ends());
            if (report.doubts().isEmpty()) {
                feed.read(applying.rest());
                applying.end(absences);
            }
        }
        around.population().awaitKnown(source, applying.made());
        steps.ends();
        return new RunReport.Complete(
                report.id(),
                report.counts(),
                report.doubts(),
                report.emptied(),
                report.fields(),
                report.unmatched(),
                report.refused() + applying.refusedByServer(),
                some(report.refusals(), applying.refusals()),
                some(report.lefts(), applying.lefts()),
                report.renames(),
                Optional.of(applying.written()),
                report.extent());
    }

    private static <T> List<T> some(List<T> earlier, List<T> later) {
        return Stream.concat(earlier.stream(), later.stream()).limit(MOST_TOLD).toList();
    }
}
