package dev.usher.controller;

import dev.usher.api.RetainedAccount;
import java.util.Optional;

/** The values of {@code status.state} of a RetainedAccount. */
enum RetainedStates {
    Removing,
    Held,
    Retained,
    Kept,
    Deleted;

    /** Whether the account was disabled, be it by a lock. */
    static boolean isDisabled(RetainedAccount account) {
        return Optional.ofNullable(account.getStatus())
                .filter(status -> Retained.name().equals(status.state()))
                .isPresent();
    }

    /** Whether it was disabled, and lost what is Usher's to take: a lock alone takes nothing. */
    static boolean isBare(RetainedAccount account) {
        return isDisabled(account) && !Boolean.TRUE.equals(account.getStatus().keepsEntitlements());
    }

    /** Whether there may still be an account to come back to. */
    static boolean isThere(RetainedAccount account) {
        return !isTombstone(account)
                && (account.getSpec() == null || account.getSpec().deletedTime() == null)
                && Optional.ofNullable(account.getStatus())
                        .filter(status -> Deleted.name().equals(status.state()))
                        .isEmpty();
    }

    /** Whether nothing is left of it but a name that is reserved: whose it was only a digest tells. */
    static boolean isTombstone(RetainedAccount account) {
        return account.getSpec() != null && account.getSpec().saysDigests();
    }
}
