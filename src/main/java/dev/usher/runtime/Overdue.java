package dev.usher.runtime;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which resources nobody looked at since they were edited, or while they wait for their end, and nobody is about to. */
final class Overdue {
    /** After this nothing is on its way any more that is not in the queue; attempts that failed come again sooner. */
    static final Duration PATIENCE = Duration.ofSeconds(35);

    /** A resource of one kind. */
    record Watched(String kind, ResourceID resource) {}

    /**
     * What its status does not show to be done.
     *
     * @param ending whether it waits for our finalizer: then it has to be looked at again and again
     */
    record Behind(long generation, boolean ending) {}

    private record Suspect(Behind what, long since) {}

    private final Map<Watched, Suspect> suspects = new HashMap<>();
    private final Map<Watched, Long> seen = new HashMap<>();
    /** By kind. */
    private final Map<String, Set<Watched>> inQueue = new HashMap<>();

    /** The next look may begin a moment before the end of this one is told. */
    private final List<Watched> underWay = new ArrayList<>();

    /** It has a place in the queue, which may be long. */
    synchronized void waits(Watched one) {
        queue(one.kind()).add(one);
    }

    private Set<Watched> queue(String kind) {
        return inQueue.computeIfAbsent(kind, _ -> new HashSet<>());
    }

    /** How many of a kind have a place in the queue. */
    synchronized int waiting(String kind) {
        return queue(kind).size();
    }

    /** How many of a kind are being looked at. */
    synchronized int underWay(String kind) {
        return (int) underWay.stream().filter(one -> one.kind().equals(kind)).count();
    }

    /** It is being looked at. */
    synchronized void starts(Watched one, long generation) {
        queue(one.kind()).remove(one);
        underWay.add(one);
        var suspect = suspects.get(one);
        if (suspect != null && suspect.what().generation() <= generation) {
            suspects.remove(one);
            seen.put(one, generation);
        }
    }

    /**
     * Its turn is over.
     *
     * @return whether it was looked at, and not only in the queue
     */
    synchronized boolean ends(Watched one) {
        // What comes after it may be in the queue already, and stays there.
        if (underWay.remove(one)) {
            return true;
        }
        queue(one.kind()).remove(one);
        return false;
    }

    /** Whether it has its turn, or will have. */
    synchronized boolean isBusy(Watched one) {
        return queue(one.kind()).contains(one) || underWay.contains(one);
    }

    /** Takes in all that are behind. */
    synchronized void look(Map<Watched, Behind> behind, long nanos) {
        suspects.keySet().retainAll(behind.keySet());
        seen.keySet().retainAll(behind.keySet());
        behind.forEach((one, what) -> {
            var before = Optional.ofNullable(suspects.get(one)).map(Suspect::what);
            if (!isSeen(one, what) && !before.equals(Optional.of(what))) {
                suspects.put(one, new Suspect(what, nanos));
            }
        });
    }

    /** One look at what was edited is enough; whether its status may be written is another matter. */
    private boolean isSeen(Watched one, Behind what) {
        return !what.ending() && seen.getOrDefault(one, -1L) >= what.generation();
    }

    /** Those that have waited too long; each is named again once it has waited so long again. */
    synchronized List<Watched> take(long nanos) {
        var overdue = new ArrayList<Watched>();
        suspects.forEach((one, suspect) -> {
            if (nanos - suspect.since() >= PATIENCE.toNanos() && !isBusy(one)) {
                overdue.add(one);
            }
        });
        overdue.forEach(one -> suspects.computeIfPresent(one, (any, suspect) -> new Suspect(suspect.what(), nanos)));
        return List.copyOf(overdue);
    }
}
