package dev.usher.sync;

import dev.usher.domain.access.Allowance;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.plan.Ours;
import java.util.Set;

/**
 * What can be expected of an account.
 *
 * @param ours what of the entitlements of the app is Usher's
 * @param before what it held before Usher
 * @param reported whether it is known not to be so
 * @param restored whether a person has something brought back, so that nothing is expected but that
 */
record Expected(
        Decision decision,
        Applied aim,
        Allowance allowance,
        Ours ours,
        Set<Entitlement> before,
        boolean reported,
        boolean restored) {
    /** What a read showed that is Usher's to take. */
    Set<Entitlement> excess(Account shown) {
        return restored ? Set.of() : Allowance.excess(decision, ours, before, shown.entitlements());
    }

    /** Whether it is to be one that nobody can use. */
    boolean isShut() {
        return !restored && isToBeShut();
    }

    private boolean isToBeShut() {
        return switch (decision) {
            case Decision.Want want -> !want.account().enabled();
            case Decision.Disabled disabled -> true;
            case Decision.Absent absent -> true;
            case Decision.Trim trim -> false;
            case Decision.Hold hold -> false;
            case Decision.Planned plan -> false;
        };
    }
}
