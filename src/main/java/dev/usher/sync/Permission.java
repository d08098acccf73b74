package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.account.Account;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import java.util.Optional;

/** Whether an account may be written to: looked at before each write, by what the last read showed of it. */
final class Permission {
    private final LaneContext context;
    private Optional<Account> shown = Optional.empty();

    Permission(LaneContext context) {
        this.context = context;
    }

    /** A read showed it, or it would look like this. */
    void sees(Account account) {
        shown = Optional.of(account);
    }

    boolean isProtected(Account account) {
        return context.upkeep().protection().covers(account, context.ports().world());
    }

    /** Nobody may come to have an account that is protected. */
    void expectUnprotected(Account account) throws AppFailure {
        if (isProtected(account)) {
            throw AppFailure.of(Kind.PROTECTED, Detail.PROTECTED);
        }
    }

    /** To be asked before a write is begun. */
    void expect() throws AppFailure {
        if (shown.isPresent()) {
            expectUnprotected(shown.get());
        }
    }

    /** Whether it is still so, by what is declared now. */
    boolean stands() {
        return shown.filter(this::isProtected).isEmpty();
    }
}
