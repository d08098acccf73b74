package dev.usher.controller;

import dev.usher.api.UserSource;
import dev.usher.api.UserSourceStatus;
import dev.usher.source.RunReport;
import dev.usher.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** How sources stand, by what came of their last runs. */
final class SourceFigures {
    private final Predicate<SourceId> isThere;
    private final Map<SourceId, Seen> seen = new ConcurrentHashMap<>();

    /** How often each is to be read. */
    private final Map<SourceId, Duration> intervals = new ConcurrentHashMap<>();

    /**
     * What is known of one.
     *
     * @param last by which the same run is told from the next one
     */
    private record Seen(
            Optional<RunReport> last,
            Optional<Instant> complete,
            Optional<Instant> whole,
            int records,
            int refused,
            boolean held,
            boolean failing) {
        private static final Seen NOTHING =
                new Seen(Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, false, false);

        /** Two runs may say the same. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(RunReport report) {
            return last.filter(before -> before == report).isPresent();
        }

        Seen and(RunReport report, Instant now) {
            return switch (report) {
                case RunReport.Broken _, RunReport.Faulty _ ->
                    new Seen(Optional.of(report), complete, whole, records, refused, held, true);
                case RunReport.Complete run -> {
                    var isWhole = run.doubts().isEmpty()
                            && run.refused() == 0
                            && run.written().map(RunReport.Written::failed).orElse(0) == 0;
                    yield new Seen(
                            Optional.of(report),
                            Optional.of(now),
                            isWhole ? Optional.of(now) : whole,
                            run.counts().records(),
                            run.refused(),
                            !run.doubts().isEmpty(),
                            false);
                }
            };
        }
    }

    /** @param isThere whether one is declared */
    SourceFigures(Predicate<SourceId> isThere) {
        this.isThere = isThere;
    }

    /** A source was looked at; the report is the same until it was read again. */
    void looked(UserSource source, Optional<RunReport> report, Instant now) {
        Optional.ofNullable(source.getSpec())
                .ifPresent(spec -> intervals.put(Sources.id(source), SourceDeclarations.every(spec)));
        seen.compute(Sources.id(source), (_, before) -> {
            var known = before == null ? recorded(source) : before;
            return report.filter(run -> !known.isOf(run))
                    .map(run -> known.and(run, now))
                    .orElse(known);
        });
    }

    /** By an earlier process. */
    private static Seen recorded(UserSource source) {
        var complete = Optional.ofNullable(source.getStatus())
                .map(UserSourceStatus::completeTime)
                .flatMap(Times::parse);
        return new Seen(Optional.empty(), complete, Optional.empty(), 0, 0, false, false);
    }

    Set<SourceId> known() {
        seen.keySet().removeIf(isThere.negate());
        intervals.keySet().removeIf(isThere.negate());
        return Set.copyOf(seen.keySet());
    }

    List<Figures.Level> levels() {
        var levels = new ArrayList<Figures.Level>();
        for (var id : known()) {
            var one = seen.getOrDefault(id, Seen.NOTHING);
            var labels = new String[] {id.namespace(), id.name()};
            Optional.ofNullable(intervals.get(id))
                    .ifPresent(every -> levels.add(Gauges.SOURCE_INTERVAL.at((double) every.toSeconds(), labels)));
            one.complete()
                    .ifPresent(at -> levels.add(Gauges.SOURCE_COMPLETE_TIME.at((double) at.getEpochSecond(), labels)));
            one.whole().ifPresent(at -> levels.add(Gauges.SOURCE_WHOLE_TIME.at((double) at.getEpochSecond(), labels)));
            if (one.last().isPresent()) {
                levels.add(Gauges.SOURCE_RECORDS.at(one.records(), labels));
                levels.add(Gauges.SOURCE_REFUSED.at(one.refused(), labels));
                levels.add(Gauges.SOURCE_HELD.at(one.held() ? 1 : 0, labels));
                levels.add(Gauges.SOURCE_FAILING.at(one.failing() ? 1 : 0, labels));
            }
        }
        return levels;
    }
}
