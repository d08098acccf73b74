package dev.usher.source;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Sanity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Tells sources how their people are called, once a run of theirs is over; of each source never twice at once. */
final class WritingBack {
    private static final System.Logger LOG = System.getLogger(WritingBack.class.getName());

    /** The rest is found by the next reading. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** A ConfigMap holds 1 MiB with all that is in it. */
    private static final int LARGEST = 900 * 1024;

    private final Surroundings around;
    private final Map<SourceId, WrittenBefore> before = new ConcurrentHashMap<>();

    WritingBack(Surroundings around) {
        this.around = around;
    }

    /**
     * What is over, and by what it is told.
     *
     * @param edition of the declaration
     * @param seen what the run wrote, by user: the generation
     * @param every how long it is until the next reading at the latest
     * @param goesOn whether the source is still declared so: asked before each write
     * @param isAwaited whether something asks for the next reading
     */
    record Task(
            SourceId source,
            String edition,
            Run run,
            Feed feed,
            RunReport.Complete report,
            SourceTerms sourceTerms,
            WriteBack terms,
            Map<String, Long> seen,
            Duration every,
            BooleanSupplier goesOn,
            BooleanSupplier isAwaited) {
        /** Whether its records are of those alone who changed. */
        boolean isDelta() {
            return report.extent().isDelta();
        }

        /** Of how many people the source speaks. */
        int people(int listed) {
            return isDelta() ? Math.max(listed, report.counts().known()) : listed;
        }

        /** Whether nothing is told, since not all of the run was to be applied. */
        boolean isForecast() {
            return sourceTerms.isObserved() || !report.doubts().isEmpty();
        }

        boolean isReleased() {
            return sourceTerms.released().contains(report.id());
        }

        Sanity sanity() {
            return sourceTerms.sanity();
        }

        /** What is left waits for the next reading, which is not to wait for that. */
        Duration longest() {
            return every.compareTo(LONGEST) < 0 ? every : LONGEST;
        }
    }

    /** Tells it whatever it has to be told; nothing comes of it where that cannot be found out. */
    Optional<WrittenBack> of(Task task) {
        try {
            return carriedOut(task);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "names of people could not be written back to " + task.source(), e);
            return Optional.of(new WrittenBack(
                    0, 0, 0, 0, 0, 0, List.of(), Optional.of(Flaw.of(Defect.NOT_WRITTEN)), false, now()));
        }
    }

    /** It is declared no more. */
    void forget(SourceId source) {
        before.remove(source);
    }

    private Optional<WrittenBack> carriedOut(Task task) {
        if (!task.seen().isEmpty()) {
            around.population().awaitSeen(task.source(), task.seen());
        }
        return task.run().afterwards().flatMap(steps -> {
            var owing = new Owing(task.terms(), steps, task.isForecast());
            return task.feed().read(owing) instanceof Feed.Reading.Complete
                    ? Optional.of(
                            switch (task.terms().way()) {
                                case WriteBack.Way.ByRecord way -> byRecord(task, way, owing);
                                case WriteBack.Way.InSheet way -> inSheet(task, way, owing);
                            })
                    : Optional.empty();
        });
    }

    private WrittenBack byRecord(Task task, WriteBack.Way.ByRecord way, Owing owing) {
        var memory = before.compute(
                task.source(),
                (id, there) -> there != null && there.isOf(task.edition()) ? there : new WrittenBefore(task.edition()));
        if (!task.isDelta()) {
            memory.onlyOf(owing.dues().stream().map(Owing.Due::key).collect(Collectors.toSet()));
        }
        return new WritingByRecord(task, way, owing, memory, around).carryOut();
    }

    private WrittenBack inSheet(Task task, WriteBack.Way.InSheet way, Owing owing) {
        return switch (way.sheet().look()) {
            case Sheet.Look.Broken(Flaw flaw) -> sheet(owing, owing.rows().size(), 0, Optional.of(flaw));
            case Sheet.Look.Of look -> inSheet(task, way, owing, look);
        };
    }

    private WrittenBack inSheet(Task task, WriteBack.Way.InSheet way, Owing owing, Sheet.Look.Of look) {
        var others = others(task, way, look.text());
        if (others.isEmpty()) {
            return sheet(owing, owing.rows().size(), 0, Optional.empty());
        }
        var text = SheetText.of(way.key(), task.terms().fields(), owing.rows(), others.get());
        var owed = differing(look.text(), text);
        if (owed == 0 || task.isForecast()) {
            return sheet(owing, owed, 0, Optional.empty());
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            return sheet(owing, owed, 0, Optional.of(Flaw.of(Defect.SHEET_TOO_LARGE)));
        }
        if (!task.goesOn().getAsBoolean() || !task.terms().mayWrite().getAsBoolean()) {
            return sheet(owing, owed, 0, Optional.empty());
        }
        return switch (way.sheet().write(text, look.version())) {
            case Sheet.Answer.Written() -> sheet(owing, 0, owed, Optional.empty());
            case Sheet.Answer.Broken(Flaw flaw) -> sheet(owing, owed, 0, Optional.of(flaw));
        };
    }

    /** The lines of people of whom a reading of those who changed says nothing; empty where only a reading of everybody can tell them. */
    private static Optional<SortedMap<String, String>> others(Task task, WriteBack.Way.InSheet way, String there) {
        if (!task.isDelta()) {
            return Optional.of(new TreeMap<>());
        }
        var lines = SheetText.lines(way.key(), task.terms().fields(), there);
        lines.ifPresent(known -> known.keySet().removeAll(task.report().extent().listed()));
        return lines;
    }

    private WrittenBack sheet(Owing owing, int owed, int written, Optional<Flaw> flaw) {
        return new WrittenBack(owed, written, 0, 0, owing.refused(), 0, owing.refusals(), flaw, false, now());
    }

    private Instant now() {
        return around.clock().instant();
    }

    /** In how many lines a file is not what it is to be; those that only go count where no others do. */
    private static int differing(String there, String wanted) {
        if (there.equals(wanted)) {
            return 0;
        }
        var missing = lines(wanted);
        missing.removeAll(lines(there));
        var surplus = lines(there);
        surplus.removeAll(lines(wanted));
        return Math.max(1, missing.isEmpty() ? surplus.size() : missing.size());
    }

    /** Those of people. */
    private static Set<String> lines(String text) {
        return text.lines().skip(1).collect(Collectors.toCollection(HashSet::new));
    }
}
