package dev.usher.controller;

import dev.usher.domain.access.RoleKey;
import dev.usher.domain.account.AppId;
import dev.usher.sync.Basis;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** On whose labels it rests what people have of other namespaces. */
record Labelled(Caches caches) {
    /** For somebody who has this: the labels of what may refer to it; nothing where none of it is offered by labels. */
    List<Basis.Labels> behind(String home, Set<RoleKey> roles, Set<AppId> apps) {
        var offers = Stream.concat(
                roles.stream()
                        .filter(role -> !role.namespace().equals(home))
                        .flatMap(role -> caches.role(role).stream())
                        .flatMap(role -> Optional.ofNullable(role.getSpec()).stream())
                        .map(spec -> Visibilities.asksForLabels(spec.allowedNamespaces())),
                apps.stream()
                        .filter(app -> !app.namespace().equals(home))
                        .flatMap(app -> caches.app(app).stream())
                        .flatMap(app -> Optional.ofNullable(app.getSpec()).stream())
                        .map(spec -> Visibilities.asksForLabels(Offering.namespaces(spec.allowedNamespaces()))));
        return offers.anyMatch(asks -> asks)
                ? Stream.concat(Stream.of(home), roles.stream().map(RoleKey::namespace))
                        .distinct()
                        .flatMap(namespace -> of(namespace).stream())
                        .toList()
                : List.of();
    }

    /** For somebody who names people of another namespace. */
    List<Basis.Labels> behind(String home, String namespace) {
        return caches
                .policy(namespace)
                .flatMap(policy -> Optional.ofNullable(policy.getSpec()))
                .filter(spec -> Visibilities.asksForLabels(spec.allowedNamespaces()))
                .flatMap(any -> of(home))
                .stream()
                .toList();
    }

    private Optional<Basis.Labels> of(String namespace) {
        return caches.namespaces().labels(namespace).map(labels -> new Basis.Labels(namespace, labels));
    }
}
