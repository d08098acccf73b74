package dev.usher.runtime;

import java.util.HashSet;
import java.util.Set;

/**
 * Whether a cache lacks for good what the API server has, or the other way round.
 *
 * <p>It is always a moment behind, and in an onboarding by many resources: counts that differ prove nothing, and whose name
 * was missing a minute ago and is missing still was never told of.
 */
final class Completeness {
    /** One side of the comparison. */
    interface Side {
        long count();

        Set<String> names();
    }

    /** So often in a row counts have to differ before names are asked for, which takes a whole list. */
    static final int LOOKS = 3;

    private int differing;
    private Set<String> suspects = Set.of();

    /** Compares once more; returns what has differed since the look before, which is nothing as a rule. */
    Set<String> look(Side server, Side cache) {
        if (server.count() == cache.count()) {
            differing = 0;
            suspects = Set.of();
            return Set.of();
        }
        differing++;
        if (differing < LOOKS) {
            return Set.of();
        }
        var now = difference(server.names(), cache.names());
        var lasting = new HashSet<>(suspects);
        lasting.retainAll(now);
        suspects = now;
        return Set.copyOf(lasting);
    }

    private static Set<String> difference(Set<String> server, Set<String> cache) {
        var different = new HashSet<>(server);
        different.removeAll(cache);
        cache.stream().filter(name -> !server.contains(name)).forEach(different::add);
        return Set.copyOf(different);
    }
}
