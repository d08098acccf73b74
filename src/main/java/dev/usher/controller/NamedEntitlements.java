package dev.usher.controller;

import dev.usher.api.Role;
import dev.usher.api.RoleStatus;
import dev.usher.api.RoleStatus.NamedEntitlement;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a role names or ever named: taking it out of the role must take it from the members, too. */
final class NamedEntitlements {
    private static final int MOST = 256;

    private static final Comparator<NamedEntitlement> ORDER = Comparator.comparing(NamedEntitlement::namespace)
            .thenComparing(NamedEntitlement::app)
            .thenComparing(NamedEntitlement::kind)
            .thenComparing(NamedEntitlement::value);

    private NamedEntitlements() {}

    /**
     * For the status, as far as there is room: what is not named any more comes first, since nothing else tells of it.
     *
     * @param offered what of it counts
     */
    static List<NamedEntitlement> of(Role role, Reading<RoleDefinition> offered) {
        var named = new TreeSet<>(ORDER);
        if (offered instanceof Reading.Of<RoleDefinition> read) {
            for (var grant : read.value().grants()) {
                grant.entitlements().forEach(entitlement -> named.add(entry(grant.app(), entitlement)));
            }
        }
        return Stream.concat(recorded(role).filter(entry -> !named.contains(entry)), named.stream())
                .limit(MOST)
                .sorted(ORDER)
                .toList();
    }

    /** For resolution. */
    static Map<AppId, Set<Entitlement>> formerly(Role role) {
        var formerly = new HashMap<AppId, Set<Entitlement>>();
        recorded(role)
                .forEach(entry -> formerly.computeIfAbsent(
                                new AppId(entry.namespace(), entry.app()), app -> new HashSet<>())
                        .add(new Entitlement(entry.kind(), entry.value())));
        return formerly;
    }

    private static Stream<NamedEntitlement> recorded(Role role) {
        return Optional.ofNullable(role.getStatus()).map(RoleStatus::named).orElse(List.of()).stream();
    }

    private static NamedEntitlement entry(AppId app, Entitlement entitlement) {
        return new NamedEntitlement(app.name(), app.namespace(), entitlement.kind(), entitlement.value());
    }
}
