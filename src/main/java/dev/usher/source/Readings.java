package dev.usher.source;

import dev.usher.domain.feed.Flaw.Defect;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Reads one source once, beside no more others than go together, and tells it then what it has to be told. */
final class Readings {
    /** A run keeps the keys of all people. */
    private static final int AT_ONCE = 4;

    /** What is to be told is kept in memory until it is, which may take long. */
    private static final int TOLD_AT_ONCE = 8;

    /** One namespace with slow servers holds up no other one. */
    private static final int TOLD_AT_ONCE_OF_ONE = 2;

    /** The source is read again meanwhile rather than waiting for others. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Surroundings around;
    private final Duration patience;
    private final WritingBack writing;
    private final Openings openings = new Openings();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<String, Semaphore> namespaces = new ConcurrentHashMap<>();
    private final Semaphore tellers = new Semaphore(TOLD_AT_ONCE, true);
    private final Map<String, Semaphore> tellersOf = new ConcurrentHashMap<>();

    Readings(Surroundings around) {
        this(around, PATIENCE, Owing.MOST);
    }

    /**
     * Of one process.
     *
     * @param patience for how long a source waits for its turn to be told
     * @param most how many are told of in one
     */
    Readings(Surroundings around, Duration patience, int most) {
        this.around = around;
        this.patience = patience;
        this.writing = new WritingBack(around, most);
    }

    /**
     * A run that is over.
     *
     * @param seen what it wrote, by user, where anybody wants to know: the generation
     */
    record Ran(Run run, Feed feed, RunReport report, Map<String, Long> seen) {
        /** The same, of which something else is reported. */
        Ran reporting(RunReport other) {
            return new Ran(run, feed, other, seen);
        }
    }

    /** Two of one namespace would each make whom the other one makes. */
    Ran read(SourceId source, Feeds.Setup setup, BooleanSupplier goesOn) throws InterruptedException {
        var began = around.clock().instant();
        var feed = openings.opened(source, setup);
        var alone = namespaces.computeIfAbsent(source.namespace(), any -> new Semaphore(1));
        alone.acquire();
        try {
            places.acquire();
            try {
                return run(source, setup, feed, began, goesOn);
            } finally {
                places.release();
            }
        } finally {
            alone.release();
        }
    }

    private Ran run(SourceId source, Feeds.Setup setup, Feed feed, Instant began, BooleanSupplier goesOn) {
        var seen = new ConcurrentHashMap<String, Long>();
        var noting = setup.writeBack().isEmpty()
                ? around
                : around.telling((id, user, generation, since) -> {
                    seen.merge(user, generation, Math::max);
                    around.novelties().of(id, user, generation, since);
                });
        var run = new Run(source, setup.terms(), feed, noting, began, goesOn);
        return new Ran(run, feed, run.carryOut(), seen);
    }

    /** Nobody waits for that but the next run of the same source. */
    Optional<WrittenBack> writeBack(
            SourceId source,
            String edition,
            Feeds.Setup setup,
            Ran ran,
            BooleanSupplier goesOn,
            BooleanSupplier isAwaited)
            throws InterruptedException {
        if (setup.writeBack().isEmpty() || !(ran.report() instanceof RunReport.Complete complete)) {
            return Optional.empty();
        }
        var task = new WritingBack.Task(
                source,
                edition,
                ran.run(),
                ran.feed(),
                complete,
                setup.terms(),
                setup.writeBack().get(),
                ran.seen(),
                setup.every(),
                goesOn,
                isAwaited);
        try {
            return inTurn(task);
        } catch (RuntimeException | Error e) {
            RunNews.mistake(source, "could not be told how people are called", e);
            return Optional.of(unknown(task, Defect.NOT_FOUND_OUT));
        }
    }

    private Optional<WrittenBack> inTurn(WritingBack.Task task) throws InterruptedException {
        var ofOne =
                tellersOf.computeIfAbsent(task.source().namespace(), any -> new Semaphore(TOLD_AT_ONCE_OF_ONE, true));
        if (!ofOne.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.of(unknown(task, Defect.NO_PLACE));
        }
        try {
            if (!tellers.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.of(unknown(task, Defect.NO_PLACE));
            }
            try {
                return found(task).map(Supplier::get);
            } finally {
                tellers.release();
            }
        } finally {
            ofOne.release();
        }
    }

    /** All people are looked at for that, as by a run. */
    private Optional<Supplier<WrittenBack>> found(WritingBack.Task task) throws InterruptedException {
        places.acquire();
        try {
            return writing.of(task);
        } finally {
            places.release();
        }
    }

    private WrittenBack unknown(WritingBack.Task task, Defect why) {
        return WrittenBack.unknown(task.after(), why, around.clock().instant());
    }

    /** It is declared no more. */
    void forget(SourceId source) {
        writing.forget(source);
    }
}
