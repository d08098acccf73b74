package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.Reference;
import dev.usher.api.Role;
import dev.usher.api.RoleSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** By what users and roles are found in caches. */
final class IndexKeys {
    private IndexKeys() {}

    static List<String> abroad(Role role, Function<RoleSpec, Stream<Reference>> named) {
        var home = role.getMetadata().getNamespace();
        return Optional.ofNullable(role.getSpec()).stream()
                .flatMap(named)
                .filter(other -> !Translate.namespace(role, other).equals(home))
                .map(other -> other.namespace() + "/" + other.name())
                .distinct()
                .toList();
    }

    static List<String> rolesOf(ProvisionedUser user) {
        var keys = new ArrayList<String>();
        Translate.explicitRoles(user).forEach(role -> keys.add(role.namespace() + "/" + role.name()));
        Optional.ofNullable(user.getStatus())
                .ifPresent(status -> status.roles().forEach(role -> keys.add(role.namespace() + "/" + role.name())));
        return keys.stream().distinct().toList();
    }

    static List<String> appsOf(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus()).stream()
                .flatMap(status -> status.accounts().stream())
                .map(entry -> Recall.id(entry).toString())
                .toList();
    }

    /** Whom a user names, as manager, person or owner. */
    static List<String> relativesOf(ProvisionedUser user) {
        return Optional.ofNullable(user.getSpec()).stream()
                .flatMap(spec -> Stream.concat(
                        Stream.of(Optional.ofNullable(spec.manager()), Optional.ofNullable(spec.person()))
                                .flatMap(Optional::stream),
                        spec.owners().stream()))
                .map(reference -> Translate.namespace(user, reference) + "/" + reference.name())
                .distinct()
                .toList();
    }
}
