package dev.usher.domain.safety;

import dev.usher.domain.account.Account;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.rule.AccountTruths;
import dev.usher.domain.rule.Truth;
import java.util.Optional;

/**
 * Which accounts of an app are never written to, whatever is decided.
 *
 * @param rule empty: none
 */
public record Protection(Optional<AccountRule> rule) {
    /** Of an app that says nothing. */
    public static final Protection NONE = new Protection(Optional.empty());

    /** Whether nothing may be written to an account, which is also so where it cannot be told. */
    public boolean covers(Account account, AccountTruths truths) {
        return rule.filter(any -> truths.of(any, account) != Truth.NO).isPresent();
    }

    /** Whether somebody said that the account is to be left alone; that nobody can tell is not enough. */
    public boolean names(Account account, AccountTruths truths) {
        return rule.filter(any -> truths.of(any, account) == Truth.YES).isPresent();
    }
}
