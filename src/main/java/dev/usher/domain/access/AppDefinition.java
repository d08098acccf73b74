package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.rule.Rule;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What resolution has to know of an app.
 *
 * @param users whom it is for; empty: everybody
 * @param lead how long before a start the account is made, disabled until the start; zero: it is made at the start
 * @param tenant what account ids mean there; empty where its declaration does not address anything
 * @param mapping what of its accounts is not as in every app
 * @param entitlements how Usher deals with what its accounts hold
 * @param formerly what roles gave that are gone, and accounts may still hold
 */
public record AppDefinition(
        AppId id,
        Optional<Rule> users,
        Deprovisioning deprovisioning,
        Duration lead,
        Optional<Tenant> tenant,
        Mapping mapping,
        EntitlementTerms entitlements,
        Set<Entitlement> formerly) {
    public AppDefinition {
        formerly = Set.copyOf(formerly);
    }

    /** An app in which no role gave anything that is gone. */
    public AppDefinition(
            AppId id,
            Optional<Rule> users,
            Deprovisioning deprovisioning,
            Duration lead,
            Optional<Tenant> tenant,
            Mapping mapping,
            EntitlementTerms entitlements) {
        this(id, users, deprovisioning, lead, tenant, mapping, entitlements, Set.of());
    }

    /** An app that says nothing of what its accounts show and hold. */
    public AppDefinition(
            AppId id, Optional<Rule> users, Deprovisioning deprovisioning, Duration lead, Optional<Tenant> tenant) {
        this(id, users, deprovisioning, lead, tenant, Mapping.NONE, EntitlementTerms.STANDARD);
    }

    /** The same with what is left of roles that are gone. */
    public AppDefinition remembering(Set<Entitlement> left) {
        return new AppDefinition(id, users, deprovisioning, lead, tenant, mapping, entitlements, left);
    }
}
