package dev.usher.source;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads each source again and again, as it is declared at that moment; never one twice at once. */
public final class Feeds {
    private static final System.Logger LOG = System.getLogger(Feeds.class.getName());

    /** A run keeps the keys of all people. */
    private static final int AT_ONCE = 4;

    /**
     * What a run needs.
     *
     * @param feed opens what the source says now
     * @param every how long it rests between two runs
     */
    public record Setup(SourceTerms terms, Supplier<Feed> feed, Duration every) {}

    /** What feeds need of the world. */
    public record Ports(
            Function<SourceId, Optional<Setup>> declared,
            Predicate<SourceId> isThere,
            Surroundings around,
            Consumer<SourceId> told) {}

    private final Ports ports;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("usher-feeds").daemon().factory());
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<String, Semaphore> namespaces = new ConcurrentHashMap<>();
    private final Map<SourceId, Turn> turns = new ConcurrentHashMap<>();
    private final Map<SourceId, Told> told = new ConcurrentHashMap<>();

    /**
     * When a source is read next.
     *
     * @param edition of its declaration
     * @param timer of the next run; done while one is under way
     * @param again whether its declaration changed while it was read
     */
    private record Turn(String edition, Future<?> timer, boolean isRunning, boolean again) {}

    /** What came of a run, as its source was declared then. */
    private record Told(String edition, RunReport report) {}

    public Feeds(Ports ports) {
        this.ports = ports;
    }

    /**
     * Reads it from now on; at once where its declaration is another than it was.
     *
     * @param edition of the declaration; of a source that was made anew another one
     */
    public void look(SourceId source, String edition) {
        turns.compute(source, (id, turn) -> {
            if (turn == null) {
                return new Turn(edition, soon(id, Duration.ZERO), false, false);
            }
            if (turn.edition().equals(edition)) {
                return turn;
            }
            if (turn.isRunning()) {
                return new Turn(edition, turn.timer(), true, true);
            }
            turn.timer().cancel(false);
            return new Turn(edition, soon(id, Duration.ZERO), false, false);
        });
    }

    /** What came of its last run in this process, as it is declared now. */
    public Optional<RunReport> report(SourceId source, String edition) {
        return Optional.ofNullable(told.get(source))
                .filter(last -> last.edition().equals(edition))
                .map(Told::report);
    }

    private Future<?> soon(SourceId source, Duration pause) {
        return timer.schedule(() -> workers.execute(() -> reads(source)), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void reads(SourceId source) {
        var begun = turns.computeIfPresent(source, (id, turn) -> new Turn(turn.edition(), turn.timer(), true, false));
        var setup = ports.declared().apply(source);
        if (begun == null || setup.isEmpty()) {
            turns.remove(source);
            told.remove(source);
            return;
        }
        try {
            told.put(source, new Told(begun.edition(), inTurn(source, begun.edition(), setup.get())));
            ports.told().accept(source);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "source " + source + " could not be read, and is read again", e);
            told.put(source, new Told(begun.edition(), new RunReport.Faulty()));
            ports.told().accept(source);
        } finally {
            ends(source, setup.get().every());
        }
    }

    /** Two of one namespace would each make whom the other one makes. */
    private RunReport inTurn(SourceId source, String edition, Setup setup) throws InterruptedException {
        var alone = namespaces.computeIfAbsent(source.namespace(), any -> new Semaphore(1));
        alone.acquire();
        try {
            places.acquire();
            try {
                return run(source, edition, setup);
            } finally {
                places.release();
            }
        } finally {
            alone.release();
        }
    }

    private RunReport run(SourceId source, String edition, Setup setup) {
        return new Run(source, setup.terms(), setup.feed().get(), ports.around(), () -> isDeclared(source, edition))
                .carryOut();
    }

    /** Whether nobody has declared it otherwise, or deleted it, since. */
    private boolean isDeclared(SourceId source, String edition) {
        return Optional.ofNullable(turns.get(source))
                        .filter(turn -> turn.edition().equals(edition))
                        .isPresent()
                && ports.isThere().test(source);
    }

    private void ends(SourceId source, Duration every) {
        if (timer.isShutdown()) {
            return;
        }
        turns.computeIfPresent(
                source,
                (id, turn) -> new Turn(turn.edition(), soon(id, turn.again() ? Duration.ZERO : every), false, false));
    }

    /** Begins nothing new, and waits for the writes that are under way. */
    public void stop(Duration patience) {
        timer.shutdownNow();
        workers.shutdownNow();
        try {
            workers.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
