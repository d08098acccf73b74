package dev.usher.source;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What came of the last runs of sources, in this process. */
final class Lately {
    private final Map<SourceId, Told> told = new ConcurrentHashMap<>();
    private final Map<SourceId, Feeds.Reached> reached = new ConcurrentHashMap<>();
    private final Map<SourceId, Integer> inVain = new ConcurrentHashMap<>();

    /**
     * What came of a run, as its source was declared then.
     *
     * @param back what came of telling the source how people are called, by this run or by one before
     */
    private record Told(String edition, RunReport report, Optional<WrittenBack> back) {}

    private Optional<Told> told(SourceId source, String edition) {
        return Optional.ofNullable(told.get(source))
                .filter(last -> last.edition().equals(edition));
    }

    Optional<RunReport> report(SourceId source, String edition) {
        return told(source, edition).map(Told::report);
    }

    Optional<WrittenBack> back(SourceId source, String edition) {
        return told(source, edition).flatMap(Told::back);
    }

    void tells(SourceId source, String edition, RunReport report, Optional<WrittenBack> back) {
        reaches(source, edition, report);
        told.put(source, new Told(edition, report, back.or(() -> back(source, edition))));
    }

    /** Up to where it was read, by whatever declaration. */
    Optional<Feeds.Reached> reached(SourceId source) {
        return Optional.ofNullable(reached.get(source));
    }

    /** Of one that broke the next reading goes on where this one did. */
    void reaches(SourceId source, String edition, Readings.Ran ran) {
        if (ran.report() instanceof RunReport.Broken) {
            ran.feed()
                    .extent()
                    .from()
                    .ifPresent(mark -> reached.put(source, new Feeds.Reached(edition, Optional.of(mark))));
        }
        reaches(source, edition, ran.report());
    }

    private void reaches(SourceId source, String edition, RunReport report) {
        if (report instanceof RunReport.Complete run) {
            reached.put(source, new Feeds.Reached(edition, run.extent().reached()));
        }
    }

    /** How many in a row did not come to their end, as it is declared now. */
    int inVain(SourceId source, String edition) {
        return told(source, edition)
                .flatMap(_ -> Optional.ofNullable(inVain.get(source)))
                .orElse(0);
    }

    void ends(SourceId source, boolean isInVain) {
        if (isInVain) {
            inVain.merge(source, 1, Integer::sum);
        } else {
            inVain.remove(source);
        }
    }

    void forgets(SourceId source) {
        told.remove(source);
        reached.remove(source);
        inVain.remove(source);
    }
}
