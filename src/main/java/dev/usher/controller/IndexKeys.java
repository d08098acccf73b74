package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.Reference;
import dev.usher.api.Role;
import dev.usher.api.RoleSpec;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /** The login names that a user wants, and that their accounts may bear. */
    static List<String> loginsOf(ProvisionedUser user) {
        return Stream.concat(wantedLogin(user).stream(), heldLogin(user).stream())
                .distinct()
                .toList();
    }

    /** Whose further identity a user was noted as. */
    static List<String> personsOf(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus()).flatMap(Recall::person).stream()
                .map(pin -> text(pin.identity()))
                .toList();
    }

    /** The addresses of a user, as they are compared, those of employments included. */
    static List<String> addressesOf(ProvisionedUser user) {
        return Optional.ofNullable(user.getSpec()).stream()
                .flatMap(spec -> Stream.concat(
                        Optional.ofNullable(spec.email()).stream(),
                        spec.employments().stream()
                                .flatMap(entry ->
                                        Optional.ofNullable(entry.attributes().get(Attributes.EMAIL)).stream())))
                .map(IndexKeys::comparable)
                .distinct()
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

    /** Nobody of one realm is found under a key of another. */
    static String text(Identity identity) {
        return identity.realm() + "|" + identity.externalId();
    }

    /** The login name that a user asks for, as names are compared. */
    static Optional<String> wantedLogin(ProvisionedUser user) {
        return Optional.ofNullable(user.getSpec()).map(spec -> comparable(spec.userName()));
    }

    /** The login name that accounts of a user may bear. */
    static Optional<String> heldLogin(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus())
                .map(ProvisionedUserStatus::userName)
                .map(IndexKeys::comparable);
    }

    static String comparable(String login) {
        return login.toLowerCase(Locale.ROOT);
    }
}
