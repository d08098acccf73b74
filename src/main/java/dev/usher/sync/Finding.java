package dev.usher.sync;

import dev.usher.domain.access.Deviation;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Likeness;
import java.util.Set;

/**
 * What an inventory found about an account that was confirmed to be as decided, or reported not to be.
 *
 * @param aim the digest of what was decided then
 * @param likeness what the app showed of it
 * @param deviations how that differs; none: it is again as decided
 */
record Finding(Applied aim, Likeness likeness, Set<Deviation> deviations) {
    Finding {
        deviations = Set.copyOf(deviations);
    }

    /** Whoever was let in is shut out before all else; of a lock that is known once somebody works on it. */
    Priority priority() {
        return isOfAccess() ? Priority.REVOCATION : Priority.REPAIR;
    }

    /** Whether somebody can get in who is not to. */
    boolean isOfAccess() {
        return deviations.contains(Deviation.OPEN);
    }

    /** Whether nothing but values differ, on which no access hangs. */
    boolean isOnlyOfValues() {
        return Set.of(Deviation.CHANGED).equals(deviations);
    }
}
