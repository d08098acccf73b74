package dev.usher.sync;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.Identity;
import java.util.List;

/** Who else the accounts of an app are, or may be; nobody of theirs is ever taken for a holder. */
record Owners(AccountWork work) {
    /** Whoever declares people of another namespace has no say in which of the accounts here are theirs. */
    boolean areElsewhere() {
        return !work.holder.identity().realm().equals(work.context.app().namespace());
    }

    /** Whether it is recorded as somebody else's, or may have been made by a create of theirs that nobody answered. */
    boolean haveAnyOf(List<Account> found) throws LedgerFailure {
        var holdings = work.context.holdings();
        if (found.stream()
                .map(Account::id)
                .anyMatch(id -> holdings.ownerOf(id).isPresent() && !holdings.isOwnedBy(id, work.holder))) {
            return true;
        }
        for (var claim : work.context.book().page().claims().entrySet()) {
            if (!work.holder.goesBy(claim.getKey())
                    && claim.getValue().tenant().equals(work.context.tenant())
                    && found.stream().anyMatch(account -> isUnder(claim.getKey(), claim.getValue(), account))) {
                return true;
            }
        }
        return false;
    }

    private boolean isUnder(Identity identity, Claim claim, Account account) {
        return claim.names(account)
                || account.externalId()
                        .filter(identity.in(work.context.app()).externalId()::equals)
                        .isPresent();
    }

    /** Somebody knows what these are for, and that nobody stands behind them. */
    boolean excuse(Account account) {
        return work.context
                .upkeep()
                .orphans()
                .excuse(account, work.context.ports().world(), work.now());
    }
}
