package dev.usher.domain.rule;

import dev.usher.domain.account.Account;

/** The answers of accounts to conditions on them. Safe for many threads. */
public interface AccountTruths {
    /** UNKNOWN also for a rule that has a flaw. */
    Truth of(AccountRule rule, Account account);
}
