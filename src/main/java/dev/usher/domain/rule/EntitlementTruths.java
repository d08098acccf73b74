package dev.usher.domain.rule;

import dev.usher.domain.account.Entitlement;

/** The answers of entitlements to conditions on them. Equal entitlements get equal answers; safe for many threads. */
public interface EntitlementTruths {
    /** UNKNOWN also for a rule that has a flaw. */
    Truth of(EntitlementRule rule, Entitlement entitlement);
}
