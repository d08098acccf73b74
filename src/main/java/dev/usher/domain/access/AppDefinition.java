package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.rule.Rule;
import java.time.Duration;
import java.util.Optional;

/**
 * What resolution has to know of an app.
 *
 * @param users whom it is for; empty: everybody
 * @param lead how long before a start the account is made, disabled until the start; zero: it is made at the start
 * @param tenant what account ids mean there; empty where its declaration does not address anything
 * @param mapping what of its accounts is not as in every app
 * @param entitlements how Usher deals with what its accounts hold
 */
public record AppDefinition(
        AppId id,
        Optional<Rule> users,
        Deprovisioning deprovisioning,
        Duration lead,
        Optional<Tenant> tenant,
        Mapping mapping,
        EntitlementTerms entitlements) {
    /** An app that says nothing of what its accounts show and hold. */
    public AppDefinition(
            AppId id, Optional<Rule> users, Deprovisioning deprovisioning, Duration lead, Optional<Tenant> tenant) {
        this(id, users, deprovisioning, lead, tenant, Mapping.NONE, EntitlementTerms.STANDARD);
    }
}
