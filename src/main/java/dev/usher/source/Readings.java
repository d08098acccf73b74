package dev.usher.source;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** Reads one source once, beside no more others than go together, and tells it then what it has to be told. */
final class Readings {
    /** A run keeps the keys of all people. */
    private static final int AT_ONCE = 4;

    private final Surroundings around;
    private final WritingBack writing;
    private final Openings openings = new Openings();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<String, Semaphore> namespaces = new ConcurrentHashMap<>();

    Readings(Surroundings around) {
        this.around = around;
        this.writing = new WritingBack(around);
    }

    /**
     * A run that is over.
     *
     * @param seen what it wrote, by user, where anybody wants to know: the generation
     */
    record Ran(Run run, Feed feed, RunReport report, Map<String, Long> seen) {}

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
            BooleanSupplier isAwaited) {
        return setup.writeBack()
                .flatMap(terms -> ran.report() instanceof RunReport.Complete complete
                        ? writing.of(new WritingBack.Task(
                                source,
                                edition,
                                ran.run(),
                                ran.feed(),
                                complete,
                                setup.terms(),
                                terms,
                                ran.seen(),
                                setup.every(),
                                goesOn,
                                isAwaited))
                        : Optional.empty());
    }

    /** It is declared no more. */
    void forget(SourceId source) {
        writing.forget(source);
    }
}
