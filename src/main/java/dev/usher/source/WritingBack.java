package dev.usher.source;

import dev.usher.domain.feed.Sanity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Tells sources how their people are called, once a run of theirs is over; of each source never twice at once. */
final class WritingBack {
    /** The rest is found by the next reading. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration SHORTEST_OF_ALL = Duration.ofMinutes(2);

    private final Surroundings around;
    private final int most;
    private final Map<SourceId, WrittenBefore> before = new ConcurrentHashMap<>();

    /** @param most how many are told of in one */
    WritingBack(Surroundings around, int most) {
        this.around = around;
        this.most = most;
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

        WrittenBack.After after() {
            return new WrittenBack.After(report.id(), isDelta());
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

        /** What is left waits for the next reading, which is not to wait for that; where those who changed alone are read then, it waits for an hour. */
        Duration longest() {
            return switch (report.extent().kind()) {
                case ALWAYS_WHOLE, DELTA -> every.compareTo(LONGEST) < 0 ? every : LONGEST;
                case WHOLE, WHOLE_INSTEAD -> LONGEST;
            };
        }

        /**
         * How long it is told at the least, whatever hints: whoever hints again and again keeps nothing from being told. Sources do so of what
         * they are told themselves, and where those who changed alone are read next, nobody else would be told by that.
         */
        Duration shortest() {
            return switch (report.extent().kind()) {
                case ALWAYS_WHOLE, DELTA -> SHORTEST;
                case WHOLE, WHOLE_INSTEAD -> SHORTEST_OF_ALL;
            };
        }
    }

    /** Finds out whatever it has to be told, which is told then; nothing comes of it where that cannot be found out. */
    Optional<Supplier<WrittenBack>> of(Task task) {
        var isSeen = task.seen().isEmpty() || around.population().awaitSeen(task.source(), task.seen());
        var memory = before.compute(
                task.source(),
                (id, there) ->
                        there != null && there.isOf(task.edition()) ? there : anew(task, Optional.ofNullable(there)));
        return task.run().afterwards().flatMap(steps -> {
            var owing = new Owing(task.terms(), steps, task.isForecast(), memory::isLate, most);
            return task.feed().read(owing) instanceof Feed.Reading.Complete
                    ? Optional.of(() -> told(task, owing, memory, isSeen))
                    : Optional.empty();
        });
    }

    /** Whatever is declared otherwise, or released: what was withheld is so until it is found out anew. */
    private static WrittenBefore anew(Task task, Optional<WrittenBefore> there) {
        var memory = new WrittenBefore(task.edition());
        memory.withholds(
                there.flatMap(WrittenBefore::withheld).or(() -> task.terms().withheld()));
        return memory;
    }

    /** Of whom it is not known yet what was written of them, the next reading of the same tells. */
    private WrittenBack told(Task task, Owing owing, WrittenBefore memory, boolean isSeen) {
        var back = switch (task.terms().way()) {
            case WriteBack.Way.ByRecord way -> byRecord(task, way, owing, memory);
            case WriteBack.Way.InSheet way -> new WritingSheet(task, way, owing, memory, around).carryOut();
        };
        return isSeen ? back : back.cut();
    }

    /** It is declared no more. */
    void forget(SourceId source) {
        before.remove(source);
    }

    private WrittenBack byRecord(Task task, WriteBack.Way.ByRecord way, Owing owing, WrittenBefore memory) {
        if (!task.isDelta()) {
            memory.onlyOf(owing.dues().stream().map(Owing.Due::key).collect(Collectors.toSet()));
        }
        return new WritingByRecord(task, way, owing, memory, around).carryOut();
    }
}
