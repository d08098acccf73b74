package dev.usher.sync;

import java.time.Duration;
import java.util.Optional;

/**
 * How often an app is read, and what a read is to tell.
 *
 * @param every from the end of one inventory to the next one
 * @param changes from one read of what changed to the next one, where the app tells that; empty: it is not asked
 * @param unusedAfter for how long an account is not used that is told of as unused
 */
public record InventoryTerms(Duration every, Optional<Duration> changes, Duration unusedAfter) {
    /** Of an app that says nothing. */
    public static final InventoryTerms STANDARD =
            new InventoryTerms(Duration.ofHours(1), Optional.of(Duration.ofMinutes(1)), Duration.ofDays(90));

    /** The same as is standard, but for the inventories. */
    public static InventoryTerms every(Duration pause) {
        return new InventoryTerms(pause, STANDARD.changes, STANDARD.unusedAfter);
    }
}
