package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which users a change of another resource touches. */
final class References {
    private final Caches caches;
    private final Realms realms;
    private final Accesses accesses;
    private final CachedWorld world;
    private final Mailbox mailbox;

    /**
     * The users of these caches.
     *
     * @param world what rules say of a user now, and who the other identities of their person are
     * @param mailbox by which roles and apps are told, once these caches have what others may not have heard of yet
     */
    References(Caches caches, Accesses accesses, CachedWorld world, Mailbox mailbox) {
        this.caches = caches;
        this.realms = new Realms(caches);
        this.accesses = accesses;
        this.world = world;
        this.mailbox = mailbox;
    }

    /**
     * Everybody who holds the role, asks for it, or holds one that leads to it; whoever its rule gives it now; and the other
     * identities of them all, which must not hold what it conflicts with.
     */
    Set<ResourceID> usersOf(Role role) {
        var key = Translate.key(role);
        accesses.forget(key.namespace());
        tell(key.namespace(), caches.heirsElsewhere(key));
        var touched = usersOf(Stream.of(key));
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

    /** Those who may have been given a role without any record of that, see {@link RecordedFirst}. */
    Set<ResourceID> newcomers(Role role) {
        return heirs(Stream.of(Translate.key(role))).stream()
                .map(RoleKey::namespace)
                .distinct()
                .flatMap(caches::usersIn)
                .filter(user -> !Recall.hasAnAccount(user))
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    /** A role is not there any more; of one that somebody deleted nothing is remembered. */
    void gone(Role role) {
        if (accesses.isGoing(role)) {
            accesses.ended(role);
        }
    }

    /** What a role says of another resource may become true, or cease to, with it; at a start all are looked at anyway. */
    private void tell(String namespace, List<Role> elsewhere) {
        if (caches.areFilled()) {
            Stream.concat(caches.rolesIn(namespace), elsewhere.stream()).forEach(mailbox::look);
        }
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
        // The app's own reconciler may not hear of an edit, see Room#written.
        mailbox.changed(id);
        tell(namespace, caches.rolesGrantingFromElsewhere(id));
        var granted = usersOf(Stream.concat(
                        caches.rolesIn(namespace).filter(role -> Survey.grants(role, id)),
                        caches.rolesGrantingFromElsewhere(id).stream())
                .map(Translate::key));
        granted.addAll(ids(caches.usersWith(id)));
        return granted;
    }

    /** Everybody of the namespace, and of those that share its people, and whoever names somebody there from elsewhere. */
    Set<ResourceID> usersOf(ProvisioningPolicy policy) {
        var namespace = policy.getMetadata().getNamespace();
        accesses.forget(namespace);
        var around = realms.around(namespace);
        around.forEach(other -> caches.policy(other).ifPresent(mailbox::look));
        return Stream.of(
                        caches.usersIn(namespace),
                        caches.usersNamingInto(namespace),
                        around.stream().flatMap(caches::usersIn))
                .flatMap(users -> users)
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    /** Whoever may get the account back. */
    Set<ResourceID> usersOf(RetainedAccount account) {
        if (account.getSpec() == null) {
            return Set.of();
        }
        return ids(realms.usersOf(Translate.identity(account.getSpec())).toList());
    }

    private Set<ResourceID> usersOf(Stream<RoleKey> changed) {
        return heirs(changed).stream()
                .flatMap(role -> ids(caches.usersWith(role)).stream())
                .collect(Collectors.toSet());
    }

    /** These roles, and all that lead to them. */
    private Set<RoleKey> heirs(Stream<RoleKey> changed) {
        var reached = new HashSet<RoleKey>();
        var open = new ArrayDeque<>(changed.toList());
        while (!open.isEmpty()) {
            var role = open.remove();
            if (reached.add(role)) {
                Stream.concat(
                                caches.rolesIn(role.namespace()).filter(heir -> inherits(heir, role)),
                                caches.heirsElsewhere(role).stream())
                        .map(Translate::key)
                        .forEach(open::add);
            }
        }
        return reached;
    }

    private static boolean inherits(Role heir, RoleKey role) {
        return Translate.role(heir) instanceof Reading.Of<RoleDefinition> read
                && read.value().inherits().contains(role);
    }

    private static Set<ResourceID> ids(Collection<ProvisionedUser> users) {
        return users.stream().map(ResourceID::fromResource).collect(Collectors.toSet());
    }
}
