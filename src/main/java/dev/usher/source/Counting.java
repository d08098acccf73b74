package dev.usher.source;

import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.RunCounts;
import dev.usher.domain.feed.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How much a run would change, before any of it is. */
final class Counting implements Feed.Sink {
    private static final int MOST_TOLD = 20;

    private final Steps steps;
    private final Taken taken = new Taken();
    private Absences absences = Absences.NONE;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<RunReport.Left> lefts = new ArrayList<>();
    private int refused;
    private int unmatched;
    private int created;
    private int linked;
    private int changed;
    private int ended;
    private int returned;
    private int unreadable;
    private int unchanged;
    private int left;
    private int asked;
    private final List<RunReport.Asked> questions = new ArrayList<>();
    private int questioned;

    Counting(Steps steps) {
        this.steps = steps;
        steps.begins(Namer.Pass.COUNTS);
    }

    @Override
    public void record(FeedRecord record) {
        count(steps.of(record));
    }

    @Override
    public void refused(Refusal refusal) {
        count(steps.refused(refusal));
    }

    private void count(Step step) {
        taken.passes(step);
        var why = step.refusals();
        if (!why.isEmpty()) {
            refused++;
            why.stream().limit((long) MOST_TOLD - refusals.size()).forEach(refusals::add);
        }
        switch (step) {
            case Step.Create create -> {
                created++;
                asked++;
            }
            case Step.Change change -> count(change);
            case Step.Past past -> {}
            case Step.Unmatched nobody -> unmatched++;
            case Step.Refused nothing -> {
                if (nothing.person().filter(this::isWorking).isPresent()) {
                    unreadable++;
                }
            }
        }
    }

    private boolean isWorking(Person person) {
        return person.work(steps.now()) == Work.WORKING;
    }

    private void count(Step.Change change) {
        var person = change.person();
        change.asked().ifPresent(question -> asks(person.name(), question));
        if (change.isNothing()) {
            unchanged++;
            leaves(person.name(), person.left());
            return;
        }
        asked++;
        var before = person.work(steps.now());
        var after = change.life() ? change.draft().work(steps.now()) : before;
        if (before.losesBy(after)) {
            ended++;
        } else if (before.returnsBy(after)) {
            returned++;
        }
        if (person.key().isEmpty() && person.stamp().isEmpty()) {
            linked++;
        }
        if (!before.losesBy(after) && !before.returnsBy(after) && isChanged(change)) {
            changed++;
        }
    }

    private void asks(String name, String question) {
        questioned++;
        if (questions.size() < MOST_TOLD) {
            questions.add(new RunReport.Asked(name, question));
        }
    }

    /** By what is there, since a digest may differ where nothing else does. */
    private boolean isChanged(Step.Change change) {
        return (change.rest() && change.person().wouldChange(change.draft(), steps.spoken()))
                || (change.life()
                        && change.person().key().isPresent()
                        && !change.person().life().equals(change.draft().life()));
    }

    private void leaves(String name, Set<String> others) {
        if (!others.isEmpty()) {
            left++;
            if (lefts.size() < MOST_TOLD) {
                lefts.add(new RunReport.Left(name, others));
            }
        }
    }

    RunCounts counts(Feed.Reading.Complete read, List<Person> known, Roll roll) {
        var missing = known.stream()
                .filter(person -> person.work(steps.now()) != Work.OVER)
                .filter(person -> !roll.isDelta()
                        && person.key().filter(key -> !roll.has(key)).isPresent())
                .count();
        return new RunCounts(
                Math.toIntExact(read.records()),
                known.size(),
                Math.toIntExact(known.stream().filter(this::isWorking).count()),
                created,
                linked,
                changed,
                ended,
                returned,
                Math.toIntExact(missing),
                unreadable,
                unchanged,
                left);
    }

    /** What those who are listed would have no more. */
    Taken taken() {
        return taken;
    }

    int refused() {
        return refused;
    }

    int unmatched() {
        return unmatched;
    }

    List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    /** Those to whom others have something that was left to them before this run. */
    List<RunReport.Left> lefts() {
        return List.copyOf(lefts);
    }

    /** All records have passed by. */
    void misses(Absences of) {
        absences = of;
        ended += Math.toIntExact(of.due().stream().filter(this::isWorking).count());
    }

    /** What follows for those who are not listed. */
    Absences absences() {
        return absences;
    }

    /** Those who keep their names until somebody confirms that they have others. */
    RunReport.Renames renames() {
        return new RunReport.Renames(questioned, questions);
    }

    /** Whether there is nothing to apply. */
    boolean isNothing() {
        return asked == 0 && absences.isNothing();
    }
}
