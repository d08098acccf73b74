package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import java.util.Set;

/** What a role gives in one app; no entitlement means the bare account. */
public record Grant(AppId app, Set<Entitlement> entitlements) {
    public Grant {
        entitlements = Set.copyOf(entitlements);
    }
}
