package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Tenant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Every role and app of a namespace; immutable, so that it is built once and shared by all resolutions. */
public final class Access {
    private final Map<RoleKey, RoleDefinition> roles;
    private final Map<AppId, AppDefinition> apps;
    private final Map<AppId, Set<Entitlement>> named;
    private final Set<Tenant> tenants;

    public Access(Map<RoleKey, RoleDefinition> roles, Map<AppId, AppDefinition> apps) {
        this.roles = Map.copyOf(roles);
        this.apps = Map.copyOf(apps);
        this.named = named(this.roles);
        this.tenants = this.apps.values().stream()
                .flatMap(app -> app.tenant().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    public Map<RoleKey, RoleDefinition> roles() {
        return roles;
    }

    public Map<AppId, AppDefinition> apps() {
        return apps;
    }

    /** The entitlements of an app that some role names, or named before it was edited: those that Usher takes away when no cause explains them. */
    public Set<Entitlement> managed(AppId app) {
        return named.getOrDefault(app, Set.of());
    }

    /** The tenants in which people can be given accounts. */
    public Set<Tenant> tenants() {
        return tenants;
    }

    private static Map<AppId, Set<Entitlement>> named(Map<RoleKey, RoleDefinition> roles) {
        var named = new HashMap<AppId, Set<Entitlement>>();
        for (var role : roles.values()) {
            for (var grant : role.grants()) {
                named.computeIfAbsent(grant.app(), app -> new HashSet<>()).addAll(grant.entitlements());
            }
            role.formerly()
                    .forEach((app, entitlements) ->
                            named.computeIfAbsent(app, any -> new HashSet<>()).addAll(entitlements));
        }
        named.replaceAll((app, entitlements) -> Set.copyOf(entitlements));
        return Map.copyOf(named);
    }
}
