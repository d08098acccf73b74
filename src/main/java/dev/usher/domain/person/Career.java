package dev.usher.domain.person;

import java.time.Instant;
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

    public Career {
        declared = List.copyOf(declared);
        remembered = List.copyOf(remembered);
    }

    /** Those that are remembered and not reported any more; no more of them than a status can hold beside the others. */
    List<LastSeen> missing() {
        return remembered.stream()
                .filter(seen -> declared.stream().noneMatch(entry -> entry.id().equals(seen.id())))
                .sorted(Comparator.comparing((LastSeen seen) -> !seen.started())
                        .thenComparing(LastSeen::terminated)
                        .thenComparing(LastSeen::id))
                .limit(MOST_MISSING)
                .toList();
    }
}
