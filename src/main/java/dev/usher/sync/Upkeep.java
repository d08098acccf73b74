package dev.usher.sync;

import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.safety.OrphanTerms;
import java.time.Duration;

/**
 * How a lane looks after accounts between the changes that are declared.
 *
 * @param every from the end of one inventory to the next one
 * @param drift what follows where an account is not as it was left
 * @param orphans which accounts need nobody who justifies them
 * @param correlation what becomes of accounts that were there before Usher
 */
public record Upkeep(Duration every, Drift drift, OrphanTerms orphans, Correlation correlation) {
    /** Of an app that says nothing. */
    public static final Upkeep STANDARD =
            new Upkeep(Duration.ofHours(1), Drift.STANDARD, OrphanTerms.STANDARD, Correlation.STANDARD);
}
