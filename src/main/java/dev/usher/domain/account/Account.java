package dev.usher.domain.account;

import java.util.Optional;
import java.util.Set;

/**
 * One account as a read showed it.
 *
 * @param externalId the key that the app keeps for us; empty where the app has none or drops it
 * @param active whether its holder can use it
 * @param version what the app calls this state of it, for conditional writes; empty where it has none
 * @param entitlements what it holds by itself, and not through something else that it holds; empty where the read did not show it
 */
public record Account(
        RemoteId id,
        Optional<String> externalId,
        boolean active,
        Attributes attributes,
        Optional<String> version,
        Optional<Set<Entitlement>> entitlements) {
    /** One of which a read showed nothing that it holds. */
    public Account(
            RemoteId id, Optional<String> externalId, boolean active, Attributes attributes, Optional<String> version) {
        this(id, externalId, active, attributes, version, Optional.empty());
    }

    public Account {
        entitlements = entitlements.map(Set::copyOf);
    }

    /** The same account, as if no read had shown what it holds. */
    public Account holdingUnknown() {
        return new Account(id, externalId, active, attributes, version);
    }

    /** The same account, as if a read had shown that it can be used. */
    public Account enabled() {
        return new Account(id, externalId, true, attributes, version, entitlements);
    }

    /** The same account, as if a read had shown that it cannot be used. */
    public Account disabled() {
        return new Account(id, externalId, false, attributes, version, entitlements);
    }

    /** The same account, of which a read showed that it holds this. */
    public Account holding(Set<Entitlement> held) {
        return new Account(id, externalId, active, attributes, version, Optional.of(held));
    }
}
