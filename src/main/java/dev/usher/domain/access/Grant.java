package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import java.util.Map;
import java.util.Set;

/**
 * What a role gives in one app; no entitlement means the bare account.
 *
 * @param attributes what it sets there, by names in the language of the app's connector; an empty value clears
 */
public record Grant(AppId app, Set<Entitlement> entitlements, Map<String, String> attributes) {
    /** Entitlements alone. */
    public Grant(AppId app, Set<Entitlement> entitlements) {
        this(app, entitlements, Map.of());
    }

    public Grant {
        entitlements = Set.copyOf(entitlements);
        attributes = Map.copyOf(attributes);
    }
}
