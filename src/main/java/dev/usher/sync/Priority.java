package dev.usher.sync;

import dev.usher.domain.access.Decision;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.outcome.Kind;
import java.util.Optional;

/** How urgent work on a key is, the most urgent first. */
public enum Priority {
    /** Somebody is shut out: before everything, however long that has waited. */
    LOCK(-144),
    /** Access is to end: a leaver, a lost role, an account without a user. */
    REVOCATION(0),
    /** Its time has come: a start, a return. */
    DUE(1),
    /** Everything else that was declared: joiners, and what changes about people who stay. */
    CHANGE(2),
    /** Nobody is in a hurry: what only a person can mend is tried again. */
    REPAIR(3);

    private final int level;

    Priority(int level) {
        this.level = level;
    }

    /** How much less it counts than a revocation, in steps of {@link LaneQueue#AGEING}: a lock counts a day more. */
    int level() {
        return level;
    }

    /** Whether what is kept for those who end access is for this, too. */
    public boolean endsAccess() {
        return this == LOCK || this == REVOCATION;
    }

    /**
     * How urgent a decision is.
     *
     * @param seen the state in which the account was last seen
     */
    public static Priority of(Decision decision, Optional<AccountState> seen) {
        return switch (decision) {
            case Decision.Want want when want.account().enabled() -> isSeen(AccountState.Disabled, seen) ? DUE : CHANGE;
            case Decision.Want want -> isSeen(AccountState.Active, seen) ? REVOCATION : CHANGE;
            // Whether anything is lost is told by the roles that were, see Losses.
            case Decision.Trim trim -> CHANGE;
            case Decision.Disabled disabled when disabled.isLocked() -> LOCK;
            case Decision.Disabled disabled -> isSeen(AccountState.Disabled, seen) ? CHANGE : REVOCATION;
            // Nobody can use an account that is disabled already.
            case Decision.Absent absent -> isSeen(AccountState.Disabled, seen) ? CHANGE : REVOCATION;
            case Decision.Hold hold -> REPAIR;
            case Decision.Planned plan -> CHANGE;
        };
    }

    private static boolean isSeen(AccountState state, Optional<AccountState> seen) {
        return seen.equals(Optional.of(state));
    }

    /** The same where it is time itself that asks. */
    public Priority atItsTime() {
        return moreUrgent(this, DUE);
    }

    /** With which it is tried again; a change that waits for a person gives way to all others. */
    Priority afterFailure(Kind.Retry retry) {
        return this == CHANGE && retry != Kind.Retry.BACKOFF ? REPAIR : this;
    }

    static Priority moreUrgent(Priority one, Priority other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
