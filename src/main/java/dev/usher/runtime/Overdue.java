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

/**
 * Which resources nobody looked at since they were edited, or while they wait for their end, although whatever was to be
 * looked at before has had its turn.
 */
final class Overdue {
    /** After this nothing is on its way any more that was not put into the queue; attempts that failed come again sooner. */
    static final Duration PATIENCE = Duration.ofSeconds(35);

    /** A resource of one kind. */
    record Watched(String kind, ResourceID resource) {}

    /**
     * What its status does not show to be done.
     *
     * @param ending whether it waits for our finalizer: then it has to be looked at again and again
     */
    record Behind(long generation, boolean ending) {}

    private record Suspect(Behind what, long since, long look) {}

    private final Map<Watched, Suspect> suspects = new HashMap<>();
    private final Map<Watched, Long> seen = new HashMap<>();
    private final Set<Watched> underWay = new HashSet<>();
    private long looks;
    private long passed;

    /** It is being looked at. */
    synchronized void starts(Watched id, long generation) {
        underWay.add(id);
        var suspect = suspects.get(id);
        if (suspect != null && suspect.what().generation() <= generation) {
            suspects.remove(id);
            seen.put(id, generation);
        }
    }

    synchronized void ends(Watched id) {
        underWay.remove(id);
    }

    /**
     * Takes in all that are behind.
     *
     * @return the number of this look, to be {@link #passes told} once everything that is in the queue by now has begun
     */
    synchronized long look(Map<Watched, Behind> behind, long nanos) {
        looks++;
        suspects.keySet().retainAll(behind.keySet());
        seen.keySet().retainAll(behind.keySet());
        behind.forEach((id, what) -> {
            var before = Optional.ofNullable(suspects.get(id)).map(Suspect::what);
            if (!isSeen(id, what) && !before.equals(Optional.of(what))) {
                suspects.put(id, new Suspect(what, nanos, looks));
            }
        });
        return looks;
    }

    /** One look at what was edited is enough; whether its status may be written is another matter. */
    private boolean isSeen(Watched id, Behind what) {
        return !what.ending() && seen.getOrDefault(id, -1L) >= what.generation();
    }

    /** Everything has begun that was in the queue at a look. */
    synchronized void passes(long look) {
        passed = Math.max(passed, look);
    }

    /** Those that have waited too long; each is named once until it has waited so long again. */
    synchronized List<Watched> take(long nanos) {
        var overdue = new ArrayList<Watched>();
        suspects.forEach((id, suspect) -> {
            if (nanos - suspect.since() >= PATIENCE.toNanos() && suspect.look() <= passed && !underWay.contains(id)) {
                overdue.add(id);
            }
        });
        overdue.forEach(suspects::remove);
        return List.copyOf(overdue);
    }
}
