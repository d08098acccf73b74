package dev.usher.source;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Owed;
import dev.usher.domain.feed.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells one record after the other what it is owed, in the order of the source, until something ends that. */
final class WritingByRecord {
    private static final int MOST_TOLD = 20;

    /** So many in a row that the source does not take: nothing is gained by going on. */
    private static final int HOPELESS = 50;

    /** Whoever hints again and again keeps nothing from being told. */
    private static final Duration AT_LEAST = Duration.ofSeconds(5);

    private final WritingBack.Task task;
    private final WriteBack.Way.ByRecord way;
    private final Owing owing;
    private final WrittenBefore before;
    private final Surroundings around;
    private final Instant began;
    private final boolean isHeld;
    private Optional<Flaw> flaw = Optional.empty();
    private int written;
    private int refusedInARow;
    private boolean isCut;

    /** One record, and what it is told. */
    private record Told(Owing.Due due, Owed owed) {}

    WritingByRecord(
            WritingBack.Task task, WriteBack.Way.ByRecord way, Owing owing, WrittenBefore before, Surroundings around) {
        this.task = task;
        this.way = way;
        this.owing = owing;
        this.before = before;
        this.around = around;
        this.began = around.clock().instant();
        this.isHeld =
                !task.isReleased() && task.sanity().replacesTooMany(owing.replacing(), task.people(owing.people()));
    }

    WrittenBack carryOut() {
        var all = owing.dues().stream()
                .map(due -> new Told(due, due.owed(task.terms().replaces() && !isHeld)))
                .filter(told -> !told.owed().values().isEmpty())
                .toList();
        var open = all.stream().filter(told -> !before.isInVain(told.owed())).toList();
        isCut = owing.due() > owing.dues().size();
        flaw = before.isShut(began);
        if (!open.isEmpty() && !task.isForecast() && flaw.isEmpty() && mayGoOn()) {
            writes(open);
        }
        var declined = all.stream()
                .filter(told -> before.rule(told.due().key()).isPresent())
                .toList();
        return new WrittenBack(
                open.size() - written,
                written,
                owing.differing() + (isHeld ? owing.replacing() : 0),
                isHeld ? owing.replacing() : 0,
                owing.refused() + declined.size(),
                all.size() - open.size(),
                Stream.concat(owing.refusals().stream(), declined.stream().flatMap(this::refusal))
                        .limit(MOST_TOLD)
                        .toList(),
                flaw,
                isCut,
                around.clock().instant());
    }

    private Stream<Refusal> refusal(Told told) {
        var due = told.due();
        return before.rule(due.key()).stream().map(rule -> Refusal.of(due.place(), Optional.of(due.key()), rule));
    }

    /** Whoever was refused before waits for all others, so that none of them waits for ever. */
    private void writes(List<Told> open) {
        var inOrder = new ArrayList<>(open);
        inOrder.sort(
                Comparator.comparingInt(told -> before.timesDeclined(told.due().key())));
        try (var pen = way.pen().get()) {
            for (var told : inOrder) {
                if (!mayGoOn()) {
                    isCut = true;
                    return;
                }
                if (isStillSo(told.due()) && !goesOnAfter(told.owed(), pen.write(told.owed()))) {
                    return;
                }
            }
        }
    }

    private boolean mayGoOn() {
        var spent = Duration.between(began, around.clock().instant());
        return task.goesOn().getAsBoolean()
                && task.terms().mayWrite().getAsBoolean()
                && !Thread.currentThread().isInterrupted()
                && spent.compareTo(task.longest()) < 0
                && !(task.isAwaited().getAsBoolean() && spent.compareTo(AT_LEAST) >= 0);
    }

    /** Whoever was renamed meanwhile is told of by the next reading, so that the later name is the last one. */
    private boolean isStillSo(Owing.Due due) {
        return around.population()
                .values(task.source(), due.user())
                .entrySet()
                .containsAll(due.has().entrySet());
    }

    private boolean goesOnAfter(Owed owed, Pen.Answer answer) {
        return switch (answer) {
            case Pen.Answer.Written() -> {
                before.takes(owed);
                written++;
                refusedInARow = 0;
                yield true;
            }
            case Pen.Answer.Refused(Refusal.Rule rule) -> {
                before.declines(owed, rule);
                refusedInARow++;
                yield refusedInARow < HOPELESS;
            }
            case Pen.Answer.Broken(Flaw why) -> {
                flaw = Optional.of(why);
                before.breaks(why, around.clock().instant());
                yield false;
            }
        };
    }
}
