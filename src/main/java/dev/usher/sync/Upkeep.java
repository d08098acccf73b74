package dev.usher.sync;

import dev.usher.domain.account.CredentialTerms;
import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.safety.OrphanTerms;
import dev.usher.domain.safety.Protection;
import java.time.Duration;

/**
 * How a lane looks after accounts between the changes that are declared.
 *
 * @param drift what follows where an account is not as it was left
 * @param orphans which accounts need nobody who justifies them
 * @param correlation what becomes of accounts that were there before Usher
 * @param protection which accounts are never written to
 * @param credentials how holders of its accounts come to get in
 */
public record Upkeep(
        InventoryTerms inventory,
        Drift drift,
        OrphanTerms orphans,
        Correlation correlation,
        Protection protection,
        CredentialTerms credentials) {
    /** Of an app that says nothing. */
    public static final Upkeep STANDARD =
            new Upkeep(Duration.ofHours(1), Drift.STANDARD, OrphanTerms.STANDARD, Correlation.STANDARD);

    /** Of an app of which nobody gets a credential. */
    public Upkeep(Duration every, Drift drift, OrphanTerms orphans, Correlation correlation, Protection protection) {
        this(InventoryTerms.every(every), drift, orphans, correlation, protection, CredentialTerms.none());
    }

    /** Of an app that protects no account. */
    public Upkeep(Duration every, Drift drift, OrphanTerms orphans, Correlation correlation) {
        this(every, drift, orphans, correlation, Protection.NONE);
    }

    /** Whether whoever waits for a person may be answered differently by this one. */
    boolean answersOtherwise(Upkeep next) {
        return !correlation.equals(next.correlation) || !protection.equals(next.protection);
    }
}
