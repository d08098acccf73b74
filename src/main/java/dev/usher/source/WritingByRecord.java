package dev.usher.source;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Owed;
import dev.usher.domain.feed.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tells one record after the other what it is owed, in the order of the source, until something ends that. */
final class WritingByRecord {
    private static final int MOST_TOLD = 20;

    /** So many in a row that the source does not take: nothing is gained by going on. */
    private static final int HOPELESS = 50;

    private final WritingBack.Task task;
    private final WriteBack.Way.ByRecord way;
    private final Owing owing;
    private final WrittenBefore before;
    private final Surroundings around;
    private final Instant began;
    private final Set<String> unseen;
    private final int blind;
    private final Optional<Withheld> last;
    private final Optional<Withheld> stands;
    private final boolean isHeld;
    private Optional<Flaw> flaw = Optional.empty();
    private int written;
    private int filledUnseen;
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
        this.unseen = owing.unseen();
        this.blind = blind(unseen);
        this.last = task.isDelta() ? before.withheld() : Optional.empty();
        this.stands = last.filter(one -> !isOfThis(one)).map(one -> one.at(unseen));
        this.isHeld = !task.isReleased() && isTooMuch();
    }

    private boolean isOfThis(Withheld one) {
        return one.run().equals(task.report().id());
    }

    /** What was too much once is so until somebody looked at it, though the process is another one that counts anew. */
    private boolean isTooMuch() {
        return last.filter(this::isOfThis).isPresent()
                ? owing.replacing() + blind > 0
                : task.sanity().replacesTooMany(overwritten(), task.people(owing.people()));
    }

    /**
     * Where no record shows anything, it may be hidden: to fill it in is to overwrite it then, by many slices, too. What is withheld anyway
     * does not count.
     */
    private int overwritten() {
        var hidden = new HashSet<>(unseen);
        stands.ifPresent(one -> hidden.removeAll(one.places()));
        var filled = blind(hidden);
        return (stands.isPresent() ? 0 : owing.replacing())
                + filled
                + (task.isDelta() && filled > 0 ? before.unseen() : 0);
    }

    private int blind(Set<String> places) {
        return Math.toIntExact(owing.dues().stream()
                .filter(due -> due.fills(places)
                        && !before.isInVain(due.owed(task.terms().replaces(), Set.of())))
                .count());
    }

    private boolean withholdsOthers() {
        return isHeld || stands.isPresent();
    }

    WrittenBack carryOut() {
        var withheld = isHeld ? unseen : stands.map(Withheld::places).orElse(Set.of());
        var all = owing.dues().stream()
                .map(due -> new Told(due, due.owed(task.terms().replaces() && !withholdsOthers(), withheld)))
                .filter(told -> !told.owed().values().isEmpty())
                .toList();
        var open = all.stream()
                .filter(told -> !before.isInVain(told.owed()) && !before.isLeftAlone(told.owed(), began))
                .toList();
        // Of what nobody may be told the next reading tells nobody either.
        isCut = owing.isTooMuch() && !task.isForecast() && !(withholdsOthers() && open.isEmpty());
        flaw = before.isShut(began);
        if (!open.isEmpty() && !task.isForecast() && flaw.isEmpty()) {
            if (mayGoOn()) {
                writes(open);
            } else {
                isCut = true;
            }
        }
        remembers();
        return told(all, open.size() - written);
    }

    /** That everybody was read shows nothing where no record does. */
    private void remembers() {
        if (unseen.isEmpty() || task.isReleased()) {
            before.sees();
        } else if (task.isDelta()) {
            before.fillsUnseen(filledUnseen);
        }
        before.withholds(stands.or(() ->
                isHeld && !isOfSlices() ? Optional.of(new Withheld(task.report().id(), unseen)) : Optional.empty()));
    }

    /** Those who changed are asked for again, and looked at together with whoever changes next. */
    private boolean isOfSlices() {
        return task.isDelta() && last.isEmpty();
    }

    private WrittenBack told(List<Told> all, int open) {
        var declined = all.stream()
                .filter(told -> before.rule(told.due().key()).isPresent())
                .toList();
        var inVain = all.stream().filter(told -> before.isInVain(told.owed())).count();
        return new WrittenBack(
                task.after(),
                withholdsOthers() ? Math.max(open, blind) : open,
                written,
                owing.differing() + (withholdsOthers() ? owing.replacing() : 0),
                isHeld ? owing.replacing() + blind : 0,
                isHeld && blind > 0 ? unseen : Set.of(),
                owing.refused() + declined.size(),
                Math.toIntExact(inVain),
                Stream.concat(owing.refusals().stream(), declined.stream().flatMap(this::refusal))
                        .limit(MOST_TOLD)
                        .toList(),
                flaw,
                isCut,
                before.until(),
                around.clock().instant());
    }

    private Stream<Refusal> refusal(Told told) {
        var due = told.due();
        return before.rule(due.key()).stream().map(rule -> Refusal.of(due.place(), Optional.of(due.key()), rule));
    }

    /** Whoever was refused before, or at whom the source failed, waits for all others, so that none of them waits for ever. */
    private void writes(List<Told> open) {
        var inOrder = new ArrayList<>(open);
        inOrder.sort(
                Comparator.comparingInt(told -> before.timesFailed(told.due().key())));
        try (var pen = way.pen().get()) {
            for (var at = 0; at < inOrder.size(); at++) {
                var told = inOrder.get(at);
                if (!mayGoOn()) {
                    isCut = true;
                    return;
                }
                if (isStillSo(told.due()) && !goesOnAfter(told, pen.write(told.owed()))) {
                    return;
                }
                if (refusedInARow >= HOPELESS) {
                    isCut |= isAnyUnasked(inOrder.subList(at + 1, inOrder.size()));
                    return;
                }
            }
        }
    }

    /** Whoever was refused before may wait longer. */
    private boolean isAnyUnasked(List<Told> rest) {
        return rest.stream().anyMatch(told -> before.timesFailed(told.due().key()) == 0);
    }

    private boolean mayGoOn() {
        var spent = Duration.between(began, around.clock().instant());
        return task.goesOn().getAsBoolean()
                && task.terms().mayWrite().getAsBoolean()
                && !Thread.currentThread().isInterrupted()
                && spent.compareTo(task.longest()) < 0
                && !(task.isAwaited().getAsBoolean() && spent.compareTo(task.shortest()) >= 0);
    }

    /** Whoever was renamed meanwhile is told of by the next reading, so that the later name is the last one; and whoever left is not. */
    private boolean isStillSo(Owing.Due due) {
        return around.population()
                .values(task.source(), due.user())
                .entrySet()
                .containsAll(due.has().entrySet());
    }

    private boolean goesOnAfter(Told told, Pen.Answer answer) {
        var owed = told.owed();
        return switch (answer) {
            case Pen.Answer.Written() -> {
                before.takes(owed);
                written++;
                filledUnseen += told.due().fills(unseen) ? 1 : 0;
                refusedInARow = 0;
                yield true;
            }
            case Pen.Answer.Refused(Refusal.Rule rule) -> declines(owed, rule);
            case Pen.Answer.Failed failed
            when before.isOfItsOwn(owed.key(), written > 0) -> {
                before.failsAlone(owed, written > 0, around.clock().instant());
                refusedInARow++;
                yield true;
            }
            case Pen.Answer.Failed(Flaw why) -> breaks(told, why, true);
            case Pen.Answer.Broken(Flaw why) -> breaks(told, why, false);
            case Pen.Answer.Closed(Flaw why) -> {
                // Nobody was asked: no record is to blame, and as soon as that is mended all may go on.
                flaw = Optional.of(why);
                yield false;
            }
        };
    }

    private boolean declines(Owed owed, Refusal.Rule rule) {
        before.declines(owed, rule);
        refusedInARow++;
        return true;
    }

    private boolean breaks(Told told, Flaw why, boolean isAnswered) {
        flaw = Optional.of(why.at(told.due().place()));
        before.breaksAt(told.owed().key(), isAnswered);
        before.breaks(flaw.get(), around.clock().instant());
        return false;
    }
}
