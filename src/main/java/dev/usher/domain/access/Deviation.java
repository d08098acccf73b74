package dev.usher.domain.access;

import dev.usher.domain.account.Account;
import dev.usher.domain.plan.Delta;
import java.util.EnumSet;
import java.util.Set;

/** How an account can differ from what is decided about it. */
public enum Deviation {
    /** Its values are others. */
    CHANGED,
    /** It is disabled, and is to be enabled. */
    SHUT,
    /** It is enabled, and is not to be. */
    OPEN,
    /** It does not hold what it is to hold. */
    LACKS,
    /** It holds what is Usher's to take. */
    EXCEEDS,
    /** It was not shown, which proves nothing. */
    MISSED;

    /**
     * How an account that a read showed differs, apart from what it holds.
     *
     * @param unkept the attributes that its app keeps of nobody
     */
    public static Set<Deviation> of(Decision decision, Account account, Set<String> unkept) {
        return switch (decision) {
            case Decision.Want want -> of(want, account, unkept);
            case Decision.Disabled disabled -> openIf(account.active());
            // Some apps go on showing what is deleted, as long as nobody can use it.
            case Decision.Absent absent -> openIf(account.active());
            case Decision.Trim trim -> EnumSet.noneOf(Deviation.class);
            case Decision.Hold hold -> EnumSet.noneOf(Deviation.class);
            case Decision.Planned plan -> of(plan.would(), account, unkept);
        };
    }

    private static Set<Deviation> of(Decision.Want want, Account account, Set<String> unkept) {
        var found = openIf(account.active() && !want.account().enabled());
        var delta = Delta.between(want.account(), account).without(unkept);
        if (delta.enable()) {
            found.add(SHUT);
        }
        // An app that shows no key keeps none, and would be written to after every start.
        if (!delta.attributes().isEmpty()
                || (delta.externalId().isPresent() && account.externalId().isPresent())) {
            found.add(CHANGED);
        }
        return found;
    }

    private static Set<Deviation> openIf(boolean open) {
        return open ? EnumSet.of(OPEN) : EnumSet.noneOf(Deviation.class);
    }
}
