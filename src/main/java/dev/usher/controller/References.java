package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which users a change of another resource touches. */
final class References {
    private final Caches caches;
    private final Accesses accesses;
    private final CachedWorld world;
    private final Consumer<AppId> changed;
    private final Consumer<AppId> gone;

    /**
     * The users of these caches.
     *
     * @param world what rules say of a user now, and who the other identities of their person are
     * @param changed hears of an app that may have been edited
     * @param gone hears of an app that is not there any more
     */
    References(Caches caches, Accesses accesses, CachedWorld world, Consumer<AppId> changed, Consumer<AppId> gone) {
        this.caches = caches;
        this.accesses = accesses;
        this.world = world;
        this.changed = changed;
        this.gone = gone;
    }

    /**
     * Everybody who holds the role, asks for it, or holds one that leads to it; whoever its rule gives it now; and the other
     * identities of them all, which must not hold what it conflicts with.
     */
    Set<ResourceID> usersOf(Role role) {
        accesses.forget(role.getMetadata().getNamespace());
        var touched = usersOf(Stream.of(Translate.key(role)));
        Optional.ofNullable(role.getSpec())
                .flatMap(spec -> Optional.ofNullable(spec.membership()))
                // At a start everybody is looked at anyway.
                .filter(membership -> caches.areFilled())
                .map(membership -> new Rule(membership.rule()))
                .ifPresent(rule -> caches.usersIn(role.getMetadata().getNamespace())
                        .filter(user -> isTrueOf(rule, user))
                        .map(ResourceID::fromResource)
                        .forEach(touched::add));
        touched.addAll(otherIdentities(touched));
        return touched;
    }

    private Set<ResourceID> otherIdentities(Set<ResourceID> touched) {
        return touched.stream()
                .flatMap(id -> caches.user(id.getNamespace().orElse(""), id.getName()).stream())
                .flatMap(world.circle()::otherIdentities)
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    private boolean isTrueOf(Rule rule, ProvisionedUser user) {
        return world.truths(user).filter(said -> said.of(rule) == Truth.YES).isPresent();
    }

    /** Everybody who has an account there, or holds a role that gives one. */
    Set<ResourceID> usersOf(TargetApp app) {
        var namespace = app.getMetadata().getNamespace();
        accesses.forget(namespace);
        var id = Translate.id(app);
        if (caches.app(id).isEmpty()) {
            gone.accept(id);
        } else {
            // The app's own reconciler may not hear of an edit, see Room#written.
            changed.accept(id);
        }
        var granted = usersOf(
                caches.rolesIn(namespace).filter(role -> grants(role, id)).map(Translate::key));
        granted.addAll(ids(caches.usersWith(id)));
        return granted;
    }

    /** Everybody of the namespace, and whoever names somebody there from elsewhere. */
    Set<ResourceID> usersOf(ProvisioningPolicy policy) {
        var namespace = policy.getMetadata().getNamespace();
        accesses.forget(namespace);
        return Stream.concat(caches.usersIn(namespace), caches.usersNamingInto(namespace))
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    /** Whoever may get the account back. */
    Set<ResourceID> usersOf(RetainedAccount account) {
        if (account.getSpec() == null) {
            return Set.of();
        }
        return ids(caches.usersOf(
                new Identity(account.getSpec().realm(), account.getSpec().externalId())));
    }

    private static boolean grants(Role role, AppId app) {
        return role.getSpec() != null
                && role.getSpec().grants().stream()
                        .anyMatch(grant -> Translate.app(role, grant.app()).equals(app));
    }

    private Set<ResourceID> usersOf(Stream<RoleKey> changed) {
        var reached = new HashSet<RoleKey>();
        var open = new ArrayDeque<>(changed.toList());
        while (!open.isEmpty()) {
            var role = open.remove();
            if (reached.add(role)) {
                caches.rolesIn(role.namespace())
                        .filter(heir -> inherits(heir, role))
                        .map(Translate::key)
                        .forEach(open::add);
            }
        }
        return reached.stream()
                .flatMap(role -> ids(caches.usersWith(role)).stream())
                .collect(Collectors.toSet());
    }

    private static boolean inherits(Role heir, RoleKey role) {
        return Translate.role(heir) instanceof Reading.Of<RoleDefinition> read
                && read.value().inherits().contains(role);
    }

    private static Set<ResourceID> ids(Collection<ProvisionedUser> users) {
        return users.stream().map(ResourceID::fromResource).collect(Collectors.toSet());
    }
}
