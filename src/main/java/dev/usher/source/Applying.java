package dev.usher.source;

import dev.usher.domain.feed.Draft;
import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Missed;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.domain.feed.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Applies what records ask for, several at once; those of one person one after the other, whether they work here first. */
final class Applying implements AutoCloseable {
    static final int AT_ONCE = 16;

    private static final int MOST_TOLD = 20;

    /** So many writes without an answer in a row: nothing is gained by going on. */
    private static final int HOPELESS = 50;

    private final SourceId source;
    private final Steps steps;
    private final People people;
    private final Novelties novelties;
    private final Instant began;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final BooleanSupplier goesOn;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final Set<String> made = new HashSet<>();
    private final List<RunReport.Left> lefts = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private int lived;
    private int described;
    private int left;
    private int refused;
    private int failed;
    private int failedInARow;

    Applying(SourceId source, Steps steps, Surroundings around, Instant began, BooleanSupplier goesOn) {
        this.goesOn = goesOn;
        this.source = source;
        this.steps = steps;
        this.people = around.people();
        this.novelties = around.novelties();
        this.began = began;
    }

    /** Of those who do not work by it: whoever has left waits for nobody who changes. */
    Feed.Sink ends() {
        return sink(Namer.Pass.ENDS, step -> {
            if (step instanceof Step.Change change && change.life() && isEnd(change)) {
                ended.add(change.draft().key());
                soon(() -> live(change));
            }
        });
    }

    /** Whoever has left and comes back later, or on leave, is no end: nobody would hold that any more. */
    private boolean isEnd(Step.Change change) {
        var after = change.draft().work(steps.now());
        return after == Work.OVER || change.person().work(steps.now()).losesBy(after);
    }

    /** Everything that {@link #ends} left. */
    Feed.Sink rest() {
        return sink(Namer.Pass.APPLIES, step -> {
            switch (step) {
                case Step.Create create -> {
                    if (!soon(() -> create(create))) {
                        steps.isNotWritten(create.name());
                    }
                }
                case Step.Change change
                when !change.isNothing() -> {
                    if (!soon(() -> change(change))) {
                        steps.isNotWritten(change.person().name());
                    }
                }
                case Step.Change change -> {}
                case Step.Past past -> {}
                case Step.Unmatched nobody -> {}
                case Step.Refused why -> {}
            }
        });
    }

    /** What follows for those who are not listed, once all others have had their turn. */
    void end(Absences absences) {
        absences.due()
                .forEach(person -> person.missing()
                        .ifPresent(over -> soon(() -> {
                            if (isDone(over, person.name(), people.live(source, person, over, steps.lifeStamp(over)))) {
                                lives();
                            }
                        })));
        absences.missed().forEach(once -> soon(() -> miss(once.person(), Optional.of(once.note()))));
        absences.back().forEach(person -> soon(() -> miss(person, Optional.empty())));
    }

    private void miss(Person person, Optional<Missed> note) {
        if (!(people.miss(source, person, note) instanceof People.Answer.Done)) {
            fails(0);
        }
    }

    private Feed.Sink sink(Namer.Pass pass, Consumer<Step> taking) {
        steps.begins(pass);
        return new Feed.Sink() {
            @Override
            public void record(FeedRecord record) {
                taking.accept(steps.of(record));
            }

            @Override
            public void refused(Refusal refusal) {
                // It was told of when the run was counted.
            }
        };
    }

    /** Says whether it is begun. */
    private boolean soon(Runnable work) {
        if (isHopeless() || !goesOn.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            fails(0);
            return false;
        }
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fails(0);
            return false;
        }
        workers.execute(() -> {
            try {
                work.run();
            } finally {
                places.release();
            }
        });
        return true;
    }

    private void create(Step.Create create) {
        var draft = create.draft();
        if (isDone(
                draft,
                create.name(),
                people.create(source, create.name(), draft, steps.lifeStamp(draft), steps.stampOfNew(draft)))) {
            makes(create.name());
        }
    }

    private void change(Step.Change change) {
        var draft = change.draft();
        if (change.life() && !ended.contains(draft.key()) && !live(change)) {
            return;
        }
        if (change.rest()) {
            var name = change.person().name();
            if (isDone(draft, name, people.describe(source, change.person(), draft, change.stamp()))) {
                describes();
            }
        }
    }

    private boolean live(Step.Change change) {
        var draft = change.draft();
        var said = people.live(source, change.person(), draft, steps.lifeStamp(draft));
        var isDone = isDone(draft, change.person().name(), said);
        if (isDone) {
            lives();
        }
        return isDone;
    }

    private boolean isDone(Draft draft, String name, People.Answer answer) {
        if (answer instanceof People.Answer.Done done) {
            novelties.of(source, name, done.generation(), began);
        }
        return takesDown(draft, name, answer);
    }

    private synchronized boolean takesDown(Draft draft, String name, People.Answer answer) {
        switch (answer) {
            case People.Answer.Done(Set<String> others, long generation) -> {
                failedInARow = 0;
                leaves(name, others);
                return true;
            }
            case People.Answer.Refused(Optional<String> field) -> {
                steps.isNotWritten(name);
                refuse(draft, field, Rule.NOT_ACCEPTED);
            }
            case People.Answer.Forbidden() -> {
                steps.isNotWritten(name);
                refuse(draft, Optional.empty(), Rule.NOT_ALLOWED);
            }
            // Nobody can tell whether it was written all the same: a name that was claimed stays theirs for a while.
            case People.Answer.Failed() -> fails(1);
        }
        return false;
    }

    private void leaves(String name, Set<String> others) {
        if (!others.isEmpty()) {
            left++;
            if (lefts.size() < MOST_TOLD) {
                lefts.add(new RunReport.Left(name, others));
            }
        }
    }

    private void refuse(Draft draft, Optional<String> field, Rule rule) {
        failedInARow = 0;
        refused++;
        if (refusals.size() < MOST_TOLD) {
            refusals.add(new Refusal(draft.place(), Optional.of(draft.key()), field, rule));
        }
    }

    private synchronized void fails(int inARow) {
        failed++;
        failedInARow += inARow;
    }

    private synchronized boolean isHopeless() {
        return failedInARow >= HOPELESS;
    }

    private synchronized void makes(String name) {
        made.add(name);
    }

    private synchronized void lives() {
        lived++;
    }

    private synchronized void describes() {
        described++;
    }

    /** What was written, once all of it is. */
    synchronized RunReport.Written written() {
        return new RunReport.Written(made.size(), lived, described, left, failed);
    }

    /** The names of those who are new. */
    synchronized Set<String> made() {
        return Set.copyOf(made);
    }

    synchronized int refusedByServer() {
        return refused;
    }

    synchronized List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    synchronized List<RunReport.Left> lefts() {
        return List.copyOf(lefts);
    }

    /** Returns once everything that was begun has ended. */
    @Override
    public void close() {
        workers.close();
    }
}
