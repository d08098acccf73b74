package dev.usher.rules;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.usher.domain.account.Account;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.rule.AccountTruths;
import dev.usher.domain.rule.Truth;

/** Conditions on accounts in CEL; each text is compiled once while it is among the last that were asked for. */
final class AccountRules implements AccountTruths {
    /** More than the apps of an installation have between them. */
    private static final int MOST = 10_000;

    private final Language language;
    private final Cache<AccountRule, Compiled<Truth>> compiled =
            CacheBuilder.newBuilder().maximumSize(MOST).build();

    AccountRules(Language language) {
        this.language = language;
    }

    Compiled<Truth> compiled(AccountRule rule) {
        return compiled.asMap().computeIfAbsent(rule, language::compile);
    }

    @Override
    public Truth of(AccountRule rule, Account account) {
        return compiled(rule).answer(Fields.of(account));
    }
}
