package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserSpec;
import dev.usher.api.Reference;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountSpec;
import dev.usher.api.Role;
import dev.usher.domain.access.Assignment;
import dev.usher.domain.access.Links;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.person.Moment;
import dev.usher.sync.Key;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resources as the domain's words; the border where null ends. */
final class Translate {
    private Translate() {}

    /** The key by which the person is known; the resource's own name stands for one that is not set, or not free to take. */
    static Identity identity(ProvisionedUser user) {
        return given(user).filter(key -> !isReserved(key, user)).orElseGet(() -> byName(user));
    }

    private static Optional<Identity> given(ProvisionedUser user) {
        return Optional.ofNullable(user.getSpec())
                .flatMap(spec -> Optional.ofNullable(spec.externalId()))
                .map(key -> new Identity(user.getMetadata().getNamespace(), key));
    }

    /** Whether the key is one by which another resource goes, or may go one day, because of its name. */
    static boolean hasReservedKey(ProvisionedUser user) {
        return given(user).filter(key -> isReserved(key, user)).isPresent();
    }

    private static boolean isReserved(Identity key, ProvisionedUser user) {
        return key.ofResource().isPresent() && !key.equals(byName(user));
    }

    /** The key under which accounts may have been made before one was set. */
    static Optional<Identity> alias(ProvisionedUser user) {
        var byName = byName(user);
        return identity(user).equals(byName) ? Optional.empty() : Optional.of(byName);
    }

    /** The key by which an account without a user goes. */
    static Identity identity(RetainedAccountSpec spec) {
        return new Identity(spec.realm(), spec.externalId());
    }

    static Identity byName(ProvisionedUser user) {
        return Identity.ofName(
                user.getMetadata().getNamespace(), user.getMetadata().getName());
    }

    /** The roles that are asked for by hand; they are of the user's own namespace. */
    static List<RoleKey> explicitRoles(ProvisionedUser user) {
        return assignments(user).stream().map(Assignment::role).toList();
    }

    /** The same with their times; the schema lets in none that cannot be read. */
    static List<Assignment> assignments(ProvisionedUser user) {
        return Optional.ofNullable(user.getSpec()).map(ProvisionedUserSpec::roles).orElse(List.of()).stream()
                .map(role -> new Assignment(
                        new RoleKey(user.getMetadata().getNamespace(), role.name()),
                        Optional.ofNullable(role.from()).flatMap(Moment::parse),
                        Optional.ofNullable(role.until()).flatMap(Moment::parse)))
                .toList();
    }

    /** What is said by hand of their accounts; of two entries for one app the first one counts. */
    static Links links(ProvisionedUser user) {
        var entries = Optional.ofNullable(user.getSpec())
                .map(ProvisionedUserSpec::accounts)
                .orElse(List.of());
        var accounts = new HashMap<AppId, RemoteId>();
        var none = new HashSet<AppId>();
        var seen = new HashSet<AppId>();
        for (var entry : entries) {
            var app = app(user, entry.app());
            if (!seen.add(app)) {
                continue;
            }
            if (entry.id().isBlank()) {
                none.add(app);
            } else {
                accounts.put(app, new RemoteId(entry.id()));
            }
        }
        return entries.isEmpty() ? Links.NONE : new Links(accounts, none);
    }

    static Reading<RoleDefinition> role(Role role) {
        return Roles.role(role);
    }

    static Key.OfUser key(ProvisionedUser user) {
        return new Key.OfUser(
                user.getMetadata().getNamespace(), user.getMetadata().getName());
    }

    static Key.OfRetained key(RetainedAccount account) {
        return new Key.OfRetained(
                account.getMetadata().getNamespace(), account.getMetadata().getName());
    }

    static RoleKey role(HasMetadata from, Reference reference) {
        return new RoleKey(namespace(from, reference), reference.name());
    }

    static RoleKey key(Role role) {
        return new RoleKey(role.getMetadata().getNamespace(), role.getMetadata().getName());
    }

    /** Which edit of a resource this is; 0 where the API server did not say. */
    static long generation(HasMetadata resource) {
        return Optional.ofNullable(resource.getMetadata().getGeneration()).orElse(0L);
    }

    /** What a text of a resource stands for; empty where this version knows no such value. */
    static <E extends Enum<E>> Optional<E> constant(Class<E> type, @Nullable String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(text))
                .findFirst();
    }

    static AppId app(HasMetadata from, Reference reference) {
        return new AppId(namespace(from, reference), reference.name());
    }

    static AppId id(HasMetadata app) {
        return new AppId(app.getMetadata().getNamespace(), app.getMetadata().getName());
    }

    /** Where a reference leads: to the namespace of the resource that has it, unless it names another. */
    static String namespace(HasMetadata from, Reference reference) {
        return Optional.ofNullable(reference.namespace())
                .orElse(from.getMetadata().getNamespace());
    }
}
