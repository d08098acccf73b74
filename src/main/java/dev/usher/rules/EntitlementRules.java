package dev.usher.rules;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.rule.EntitlementRule;
import dev.usher.domain.rule.EntitlementTruths;
import dev.usher.domain.rule.Truth;

/** Conditions on entitlements in CEL; each text is compiled once while it is among the last that were asked for. */
final class EntitlementRules implements EntitlementTruths {
    /** More than the apps of an installation have between them. */
    private static final int MOST = 10_000;

    private final Language language;
    private final Cache<EntitlementRule, Compiled<Truth>> compiled =
            CacheBuilder.newBuilder().maximumSize(MOST).build();

    EntitlementRules(Language language) {
        this.language = language;
    }

    Compiled<Truth> compiled(EntitlementRule rule) {
        return compiled.asMap().computeIfAbsent(rule, language::compile);
    }

    @Override
    public Truth of(EntitlementRule rule, Entitlement entitlement) {
        return compiled(rule).answer(Fields.of(entitlement));
    }
}
