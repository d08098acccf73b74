package dev.usher.sync;

import java.time.Duration;
import java.util.Optional;

/**
 * How often an app is read, and what a read is to tell.
 *
 * @param every from the end of one inventory to the next one
 * @param changes from one read of what changed to the next one, where the app tells that; empty: it is not asked
 * @param unusedAfter for how long an account is not used that is told of as unused
 * @param requested by what somebody asked for an inventory besides; another one asks for another
 */
public record InventoryTerms(
        Duration every, Optional<Duration> changes, Duration unusedAfter, Optional<String> requested) {
    /** Of an app that says nothing. */
    public static final InventoryTerms STANDARD =
            new InventoryTerms(Duration.ofHours(1), Optional.of(Duration.ofMinutes(1)), Duration.ofDays(90));

    /** Of an app of which nobody asked for one. */
    public InventoryTerms(Duration every, Optional<Duration> changes, Duration unusedAfter) {
        this(every, changes, unusedAfter, Optional.empty());
    }

    /** The same, where somebody asks for one by this. */
    public InventoryTerms requestedBy(Optional<String> next) {
        return new InventoryTerms(every, changes, unusedAfter, next);
    }

    /** The same as is standard, but for the inventories. */
    public static InventoryTerms every(Duration pause) {
        return new InventoryTerms(pause, STANDARD.changes, STANDARD.unusedAfter);
    }
}
