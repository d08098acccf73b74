package dev.usher.domain.account;

/** Where one account stands; the values are those of {@code status.accounts[].state}. */
public enum AccountState {
    /** Wanted, and no outcome yet. */
    Pending,
    /** A read agreed that it is enabled and as decided. */
    Active,
    /** A read agreed that it is disabled. */
    Disabled,
    /** A read by id said that it is not there, as decided. */
    Deleted,
    /** There is none: the first login of its person makes it. */
    AwaitingLogin,
    /** A removal is due, and a limit holds it: the account is as it was. */
    Held,
    /** The last attempt failed; it is tried again. */
    Failed,
    /** Its TargetApp is not there; the account is as it was. */
    AppGone;

    /** Whether a read said that nobody can use it. */
    public boolean isShut() {
        return this == Disabled || isNowhere();
    }

    /** Whether there is no account. */
    public boolean isNowhere() {
        return this == Deleted || this == AwaitingLogin;
    }
}
