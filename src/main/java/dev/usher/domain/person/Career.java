package dev.usher.domain.person;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a working life is read off.
 *
 * @param declared the employments that sources report now
 * @param remembered those that were not over when the life was last read
 * @param departedAt the departure that was recorded earlier
 */
public record Career(
        List<Employment> declared, List<LastSeen> remembered, Workday workday, Optional<Instant> departedAt) {
    private static final int MOST_MISSING = 16;
    private static final Comparator<LastSeen> THE_STARTED_FIRST = Comparator.comparing(
                    (LastSeen seen) -> !seen.started())
            .thenComparing(LastSeen::terminated)
            .thenComparing(LastSeen::id);

    public Career {
        declared = List.copyOf(declared);
        remembered = List.copyOf(remembered);
    }

    /** Those that are remembered and not reported any more; no more of them than a status can hold beside the others. */
    List<LastSeen> missing() {
        var missing = new ArrayList<LastSeen>();
        for (var seen : remembered) {
            if (!isDeclared(seen.id())) {
                missing.add(seen);
            }
        }
        missing.sort(THE_STARTED_FIRST);
        return missing.size() > MOST_MISSING ? missing.subList(0, MOST_MISSING) : missing;
    }

    private boolean isDeclared(String id) {
        for (var entry : declared) {
            if (entry.id().equals(id)) {
                return true;
            }
        }
        return false;
    }
}
