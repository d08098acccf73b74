package dev.usher.domain.plan;

import dev.usher.domain.account.Entitlement;
import java.util.Set;

/**
 * What of the entitlements of one app is Usher's.
 *
 * @param named what some role names, or named before it was edited
 */
public record Ours(Authority authority, Set<Entitlement> named) {
    public Ours {
        named = Set.copyOf(named);
    }

    /** What an account loses where no cause explains it. */
    public Set<Entitlement> taken() {
        return switch (authority) {
            case Managed, Authoritative -> named;
            case Additive -> Set.of();
        };
    }
}
