package dev.usher.source;

import dev.usher.log.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Reads each source again and again, as it is declared at that moment, and at once where something hints that it says something else; never
 * one twice at once.
 */
public final class Feeds {
    /** Between the beginnings of two runs of which a hint asks for the later one, whoever hints how often. */
    public static final Duration BREATH = Duration.ofSeconds(5);

    /**
     * What a run needs.
     *
     * @param feed opens what the source says now
     * @param every how long it rests between two runs
     * @param isFar whether it is read from outside of the cluster, which may take long
     * @param writeBack how it is told how people are called; empty where it is not
     */
    public record Setup(
            SourceTerms terms, Supplier<Feed> feed, Duration every, boolean isFar, Optional<WriteBack> writeBack) {
        /** Of one that is told nothing. */
        public Setup(SourceTerms terms, Supplier<Feed> feed, Duration every, boolean isFar) {
            this(terms, feed, every, isFar, Optional.empty());
        }

        /** Of one that is read from the cluster. */
        public Setup(SourceTerms terms, Supplier<Feed> feed, Duration every) {
            this(terms, feed, every, false);
        }
    }

    /**
     * Up to where this process read a source last, which its status may not say yet.
     *
     * @param edition of the declaration then
     * @param mark where it goes on; empty where all of it is to be read
     */
    public record Reached(String edition, Optional<Mark> mark) {}

    /** What feeds need of the world. */
    public record Ports(
            BiFunction<SourceId, Optional<Reached>, Optional<Setup>> declared,
            Predicate<SourceId> isThere,
            Surroundings around,
            Consumer<SourceId> told,
            Spans spans) {
        /** Where nobody wants to see runs. */
        public Ports(
                BiFunction<SourceId, Optional<Reached>, Optional<Setup>> declared,
                Predicate<SourceId> isThere,
                Surroundings around,
                Consumer<SourceId> told) {
            this(declared, isThere, around, told, Spans.NONE);
        }
    }

    private final Ports ports;
    private final Readings readings;
    private final Timer timer;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<SourceId, Turn> turns = new ConcurrentHashMap<>();
    private final Lately lately = new Lately();

    public Feeds(Ports ports) {
        this(ports, Timer.ofSystem());
    }

    /** With another time than that of the system; the clock of its surroundings has to agree with it. */
    Feeds(Ports ports, Timer timer) {
        this.ports = ports;
        this.readings = new Readings(ports.around());
        this.timer = timer;
    }

    /**
     * Reads it from now on; at once where its declaration is another than it was.
     *
     * @param edition of the declaration; of a source that was made anew another one
     */
    public void look(SourceId source, String edition) {
        var now = now();
        turns.compute(source, (id, turn) -> {
            if (turn == null) {
                return planned(id, Turn.of(edition, now));
            }
            return turn.edition().equals(edition)
                    ? turn
                    : planned(id, turn, turn.by(now).declared(edition));
        });
    }

    /**
     * Reads it at once, as something says that it says something else by now. However often that is said, there is one run under way and one after it, and
     * none that was asked for so begins sooner after the one before. What is not read anyway is not read because of it.
     *
     * @param breath how long after the beginning of the last run the next one may begin
     */
    public void hint(SourceId source, Duration breath) {
        change(source, turn -> turn.soon(now(), breath));
    }

    /** What came of its last run in this process, as it is declared now. */
    public Optional<RunReport> report(SourceId source, String edition) {
        return lately.report(source, edition);
    }

    /** What came of telling it last how people are called, in this process and as it is declared now. */
    public Optional<WrittenBack> back(SourceId source, String edition) {
        return lately.back(source, edition);
    }

    /** Whether it is read from time to time, and not now. */
    boolean isResting(SourceId source) {
        return Optional.ofNullable(turns.get(source))
                .filter(turn -> !turn.running())
                .isPresent();
    }

    private Instant now() {
        return ports.around().clock().instant();
    }

    private void change(SourceId source, UnaryOperator<Turn> how) {
        turns.computeIfPresent(source, (id, turn) -> planned(id, turn, how.apply(turn)));
    }

    private Turn planned(SourceId source, Turn before, Turn after) {
        return after.next() == before.next() ? after : planned(source, after);
    }

    /** Has the next run begin in its time. */
    private Turn planned(SourceId source, Turn turn) {
        var next = turn.next();
        var pause = Duration.between(now(), next.due());
        later(pause.isNegative() ? Duration.ZERO : pause, RunNews.about(source, () -> reads(source, next)));
        return turn;
    }

    private void later(Duration pause, Runnable work) {
        timer.in(pause, () -> {
            if (!workers.isShutdown()) {
                workers.execute(work);
            }
        });
    }

    private void reads(SourceId source, Turn.Next next) {
        var begun = Optional.ofNullable(
                        turns.computeIfPresent(source, (id, turn) -> turn.isNext(next) ? turn.begins(now()) : turn))
                .filter(turn -> turn.isUnderWay(next));
        if (begun.isEmpty()) {
            return;
        }
        var edition = begun.get().edition();
        try {
            declared(source).ifPresentOrElse(setup -> runs(source, edition, setup), () -> forgets(source));
        } catch (RuntimeException | Error e) {
            // A turn that nobody ends would be the last one.
            RunNews.mistake(source, "could not be looked at, and is looked at again", e);
            rests(source, edition, Ended.faulty(Extent.ALL, 0), Ended.AFTER_FAILURE);
        }
    }

    private void runs(SourceId source, String edition, Setup setup) {
        var ended = reads(source, edition, setup);
        lately.ends(source, ended.isInVain());
        rests(source, edition, ended, setup.every());
    }

    private Optional<Setup> declared(SourceId source) {
        return ports.declared().apply(source, lately.reached(source));
    }

    private void forgets(SourceId source) {
        turns.remove(source);
        lately.forgets(source);
        readings.forget(source);
    }

    /** What was declared otherwise meanwhile asked for nothing yet. */
    private void rests(SourceId source, String edition, Ended ended, Duration every) {
        var rested = ended.rested(now(), every);
        Optional.ofNullable(turns.computeIfPresent(
                        source,
                        (id, turn) -> planned(
                                id,
                                turn,
                                turn.ends(
                                        rested,
                                        ended.until().filter(_ -> turn.edition().equals(edition)),
                                        ended.watch()))))
                .ifPresent(turn -> ended.watch().ifPresent(watch -> watches(source, turn.next(), watch.every())));
    }

    /** One run, of which it is told what came. */
    private Ended reads(SourceId source, String edition, Setup setup) {
        var before = lately.report(source, edition);
        var times = lately.inVain(source, edition);
        try {
            BooleanSupplier goesOn = () -> isDeclared(source, edition);
            var ran = ran(source, edition, setup, goesOn);
            var open = ran.report().staying(now());
            tells(source, edition, setup.writeBack().isPresent() ? open : ran.report(), Optional.empty());
            var back = readings.writeBack(source, edition, setup, ran, goesOn, () -> isAwaited(source));
            var ended = new Ended(ran.report(), ran.feed().extent(), ran.feed().watch(), before, back, times);
            // Whom a reading of those who changed does not list the source would not be told of.
            var told = lately.owing(source, ended, now());
            if (back.isPresent()) {
                tells(source, edition, told.report(), back);
            }
            return told;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            RunNews.mistake(source, "could not be read, and is read again", e);
            tells(source, edition, new RunReport.Faulty(), Optional.empty());
        }
        return Ended.faulty(lately.opened(source), times);
    }

    /** All of it is read at once where what changed cannot be right. */
    private Readings.Ran ran(SourceId source, String edition, Setup setup, BooleanSupplier goesOn)
            throws InterruptedException {
        var ran = once(source, edition, setup, goesOn);
        if (!(ran.report() instanceof RunReport.Complete run) || !run.extent().isWholeDue(now())) {
            return ran;
        }
        var whole = declared(source);
        if (whole.isEmpty()) {
            return ran;
        }
        return once(source, edition, whole.get(), goesOn);
    }

    private Readings.Ran once(SourceId source, String edition, Setup setup, BooleanSupplier goesOn)
            throws InterruptedException {
        return RunNews.seen(ports.spans(), source, () -> lately.report(source, edition), () -> {
            var ran = lately.still(source, readings.read(source, lately.noting(source, setup), goesOn));
            lately.reaches(source, edition, ran);
            return ran;
        });
    }

    private void tells(SourceId source, String edition, RunReport report, Optional<WrittenBack> back) {
        lately.tells(source, edition, report, back);
        ports.told().accept(source);
    }

    private boolean isAwaited(SourceId source) {
        return Optional.ofNullable(turns.get(source))
                .flatMap(Turn::again)
                .filter(then -> !then.isAfter(now()))
                .isPresent();
    }

    /** Whether nobody has declared it otherwise, or deleted it, since. */
    private boolean isDeclared(SourceId source, String edition) {
        return Optional.ofNullable(turns.get(source))
                        .filter(turn -> turn.edition().equals(edition))
                        .isPresent()
                && ports.isThere().test(source);
    }

    private void watches(SourceId source, Turn.Next next, Duration every) {
        later(every, RunNews.about(source, () -> asks(source, next)));
    }

    /** Asks whether it is to be read, unless it is read meanwhile. */
    private void asks(SourceId source, Turn.Next next) {
        if (!ports.isThere().test(source)) {
            return;
        }
        var watch = Optional.ofNullable(turns.get(source))
                .filter(turn -> turn.isNext(next))
                .flatMap(Turn::watch);
        if (watch.isEmpty()) {
            return;
        }
        if (isOther(source, watch.get())) {
            change(source, turn -> turn.isNext(next) ? turn.soon(now(), BREATH) : turn);
        } else {
            watches(source, next, watch.get().every());
        }
    }

    private static boolean isOther(SourceId source, Watch watch) {
        try {
            return watch.isOtherThanRead();
        } catch (RuntimeException | Error e) {
            RunNews.mistake(source, "could not be asked whether it changed", e);
            return false;
        }
    }

    /** Begins nothing new, and waits for the writes that are under way. */
    public void stop(Duration patience) {
        timer.stop();
        workers.shutdownNow();
        try {
            workers.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
