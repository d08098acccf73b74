package dev.usher.domain.access;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.rule.EntitlementRule;
import dev.usher.domain.rule.EntitlementTruths;
import dev.usher.domain.rule.Truth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What apps ignore.
 *
 * <p>Of what is ignored nobody is given anything and nobody loses anything. Where it cannot be told nobody loses anything
 * either, and what roles give is given: a slip in a rule costs nobody their access.
 */
final class HandsOff {
    private final Map<AppId, EntitlementRule> ignored = new HashMap<>();
    private final EntitlementTruths truths;

    HandsOff(Map<AppId, AppDefinition> apps, EntitlementTruths truths) {
        this.truths = truths;
        apps.forEach((app, definition) -> definition.entitlements().ignore().ifPresent(rule -> ignored.put(app, rule)));
    }

    /** Roles without what is ignored. */
    Map<RoleKey, RoleDefinition> without(Map<RoleKey, RoleDefinition> roles) {
        if (ignored.isEmpty()) {
            return Map.copyOf(roles);
        }
        return roles.values().stream().map(this::without).collect(toUnmodifiableMap(RoleDefinition::key, any -> any));
    }

    private RoleDefinition without(RoleDefinition role) {
        var grants = role.grants().stream()
                .map(grant ->
                        new Grant(grant.app(), kept(grant.entitlements(), given(grant.app())), grant.attributes()))
                .toList();
        var formerly = new HashMap<>(role.formerly());
        formerly.replaceAll((app, entitlements) -> kept(entitlements, given(app)));
        return role.granting(grants).remembering(formerly);
    }

    /** Of what roles name, or named, that which accounts may lose. */
    Set<Entitlement> losable(AppId app, Set<Entitlement> named) {
        return kept(named, mayBe(app).negate());
    }

    /** What is ignored in an app, or may be. */
    Predicate<Entitlement> mayBe(AppId app) {
        var rule = ignored.get(app);
        return rule == null ? any -> false : entitlement -> truths.of(rule, entitlement) != Truth.NO;
    }

    private Predicate<Entitlement> given(AppId app) {
        var rule = ignored.get(app);
        return rule == null ? any -> true : entitlement -> truths.of(rule, entitlement) != Truth.YES;
    }

    private static Set<Entitlement> kept(Set<Entitlement> all, Predicate<Entitlement> which) {
        var kept = new HashSet<>(all);
        return kept.removeIf(which.negate()) ? kept.stream().collect(toUnmodifiableSet()) : all;
    }
}
