package dev.usher.source;

import dev.usher.domain.feed.Flaw;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What came of the last runs of sources, in this process. */
final class Lately {
    private final Map<SourceId, Told> told = new ConcurrentHashMap<>();
    private final Map<SourceId, Feeds.Reached> reached = new ConcurrentHashMap<>();
    private final Map<SourceId, Integer> inVain = new ConcurrentHashMap<>();
    private final Map<SourceId, Flaw> unread = new ConcurrentHashMap<>();
    private final Set<SourceId> unmended = ConcurrentHashMap.newKeySet();
    private final Map<SourceId, Extent> opened = new ConcurrentHashMap<>();

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

    /** What was opened last, whatever came of it. */
    Extent opened(SourceId source) {
        return opened.getOrDefault(source, Extent.ALL);
    }

    /** The same, of which that is noted. */
    Feeds.Setup noting(SourceId source, Feeds.Setup setup) {
        Supplier<Feed> noted = () -> {
            var feed = setup.feed().get();
            opened.put(source, feed.extent());
            return feed;
        };
        return new Feeds.Setup(setup.terms(), noted, setup.every(), setup.isFar(), setup.writeBack());
    }

    /** The same with why everybody could not be read lately, which stands until they are, however often who changed is read. */
    Readings.Ran still(SourceId source, Readings.Ran ran) {
        var extent = ran.feed().extent();
        return switch (ran.report()) {
            case RunReport.Broken(Flaw flaw) -> {
                extent.ofEverybody()
                        .or(() -> extent.from()
                                .filter(_ -> extent.kind() == Extent.Kind.WHOLE)
                                .map(_ -> lasting(flaw)))
                        .ifPresent(why -> unread.put(source, why));
                yield ran;
            }
            case RunReport.Faulty _ -> ran;
            case RunReport.Complete run
            when !extent.isDelta() -> {
                unread.remove(source);
                yield ran;
            }
            case RunReport.Complete run -> {
                extent.ofEverybody().ifPresent(why -> unread.put(source, why));
                yield Optional.ofNullable(unread.get(source))
                        .map(why -> ran.reporting(run.reaching(run.extent().unless(why))))
                        .orElse(ran);
            }
        };
    }

    /** Until when it asked to be left alone is over before it is read again. */
    private static Flaw lasting(Flaw why) {
        return new Flaw(why.defect(), why.place(), why.names(), why.status(), Optional.empty());
    }

    /** The same, from which on the next run finds whoever still has to be told of. */
    Ended owing(SourceId source, Ended ended, Instant now) {
        if (ended.leavesOwed()) {
            return ended.staying(now);
        }
        if (ended.isForSomebodyToMend()) {
            unmended.add(source);
        }
        return ended.isMended() && unmended.remove(source) ? ended.wholeSoon() : ended;
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
        unread.remove(source);
        unmended.remove(source);
        opened.remove(source);
        inVain.remove(source);
    }
}
