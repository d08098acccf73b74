package dev.usher.controller;

import dev.usher.api.Role;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.access.Grant;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.access.UnreadRole;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the people of one namespace can be given: what is declared there, and of other namespaces what roles lead to, what
 * people have from there, and what else is named in the apps there.
 */
final class Survey {
    private final String home;
    private final Caches caches;
    private final Declarations declarations;
    private final Offering offering;
    private final UnaryOperator<RoleDefinition> remembering;
    private final Consumer<String> source;
    private final Map<RoleKey, RoleDefinition> roles = new HashMap<>();
    private final Map<RoleKey, UnreadRole> unread = new HashMap<>();
    private final Map<AppId, AppDefinition> apps = new HashMap<>();
    private final Set<AppId> named = new HashSet<>();
    private final Set<RoleKey> reached = new HashSet<>();
    private final Queue<RoleKey> open = new ArrayDeque<>();
    private final Set<RoleKey> rolesInDoubt = new HashSet<>();
    private final Set<AppId> appsInDoubt = new HashSet<>();

    /**
     * A survey of nothing yet.
     *
     * @param remembering adds to a role what it gave before
     * @param source hears of every namespace, before anything there is looked at
     */
    Survey(
            String home,
            Caches caches,
            Declarations declarations,
            Offering offering,
            UnaryOperator<RoleDefinition> remembering,
            Consumer<String> source) {
        this.home = home;
        this.caches = caches;
        this.declarations = declarations;
        this.offering = offering;
        this.remembering = remembering;
        this.source = source;
    }

    /** Looks at what is declared here and leads elsewhere, and at what people have from elsewhere. */
    Survey of(Set<RoleKey> heldAbroad, Set<AppId> hadAbroad) {
        source.accept(home);
        caches.rolesIn(home).map(Translate::key).forEach(open::add);
        open.addAll(heldAbroad);
        while (!open.isEmpty()) {
            follow(open.remove());
        }
        caches.appsIn(home).map(Translate::id).forEach(named::add);
        named.addAll(hadAbroad);
        // What is ours to take is the same for all accounts of an app: what the roles beside it name, or named.
        named.stream().flatMap(this::namingBesideIt).toList().forEach(this::take);
        leaveOutDoubts();
        named.forEach(this::take);
        return this;
    }

    private void follow(RoleKey key) {
        if (!reached.add(key)) {
            return;
        }
        source.accept(key.namespace());
        offering.role(home, key).flatMap(this::take).ifPresent(role -> {
            open.addAll(role.inherits());
            role.grants().stream().map(Grant::app).forEach(named::add);
            named.addAll(role.unoffered().apps());
            doubt(role);
        });
    }

    private void doubt(RoleDefinition role) {
        var from = role.key().namespace();
        role.inherits().stream()
                .filter(contained -> offering.isInDoubt(from, contained))
                .forEach(rolesInDoubt::add);
        role.grants().stream()
                .map(Grant::app)
                .filter(app -> offering.isInDoubt(from, app))
                .forEach(appsInDoubt::add);
    }

    /** What nobody can tell to be offered is unknown: nobody gets anything by it, and nobody loses anything. */
    private void leaveOutDoubts() {
        for (var key : rolesInDoubt) {
            if (!key.namespace().equals(home)) {
                Optional.ofNullable(roles.remove(key))
                        .ifPresent(role -> leave(key, role.separation().conflictsWith(), role.formerly()));
            }
        }
        named.removeIf(app -> !app.namespace().equals(home) && appsInDoubt.contains(app));
    }

    private Optional<RoleDefinition> take(Role role) {
        var key = Translate.key(role);
        if (roles.containsKey(key) || unread.containsKey(key)) {
            return Optional.ofNullable(roles.get(key));
        }
        if (offering.isGoing(role)) {
            return Optional.of(ending(role));
        }
        if (role.isMarkedForDeletion() || !(Translate.role(role) instanceof Reading.Of<RoleDefinition> read)) {
            // A role that is not understood, or of which nobody knows why it goes, is unknown, which is neither yes nor
            // no.
            leave(key, conflictsAtHome(role), remembering.apply(declared(role)).formerly());
            return Optional.empty();
        }
        namespaces(read.value()).forEach(source);
        var supported = declarations.mappings().supported(read.value(), grant -> caches.app(grant.app()));
        var offered = remembering.apply(offering.offered(supported));
        var seen = key.namespace().equals(home) ? offered : offered.abroad();
        roles.put(key, seen);
        return Optional.of(seen);
    }

    private void leave(RoleKey role, Set<RoleKey> conflicts, Map<AppId, Set<Entitlement>> gave) {
        unread.put(role, new UnreadRole(true, conflicts, seenFrom(home, role, gave)));
    }

    /** What a role gave that cannot be read is neither forgotten nor taken; of one from elsewhere, what it gave beside itself. */
    static Map<AppId, Set<Entitlement>> seenFrom(String home, RoleKey role, Map<AppId, Set<Entitlement>> gave) {
        return gave.entrySet().stream()
                .filter(app -> role.namespace().equals(home)
                        || role.namespace().equals(app.getKey().namespace()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private RoleDefinition ending(Role role) {
        var read = declared(role);
        namespaces(read).forEach(source);
        var gave = remembering.apply(read);
        var seen = (gave.key().namespace().equals(home) ? gave : gave.abroad()).ended();
        roles.put(seen.key(), seen);
        return seen;
    }

    private RoleDefinition declared(Role role) {
        return Translate.role(role) instanceof Reading.Of<RoleDefinition>(RoleDefinition declared)
                ? offering.offered(declared)
                : Roles.unread(role);
    }

    private static Set<RoleKey> conflictsAtHome(Role role) {
        return Roles.conflicts(role).stream()
                .filter(other -> other.namespace().equals(role.getMetadata().getNamespace()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Also those where nothing is offered: an offer is an edit there. */
    private static Stream<String> namespaces(RoleDefinition role) {
        return Stream.concat(
                        role.inherits().stream().map(RoleKey::namespace),
                        role.grants().stream().map(grant -> grant.app().namespace()))
                .distinct();
    }

    private void take(AppId id) {
        source.accept(id.namespace());
        offering.app(home, id).flatMap(declarations::definition).ifPresent(app -> apps.put(id, app));
    }

    private Stream<Role> namingBesideIt(AppId app) {
        return app.namespace().equals(home)
                ? Stream.empty()
                : caches.rolesIn(app.namespace())
                        .filter(role -> grants(role, app)
                                || NamedEntitlements.formerly(role).containsKey(app))
                        .filter(role -> offering.role(home, Translate.key(role)).isPresent());
    }

    static boolean grants(Role role, AppId app) {
        return Optional.ofNullable(role.getSpec()).stream()
                .flatMap(spec -> spec.grants().stream())
                .anyMatch(grant -> Translate.app(role, grant.app()).equals(app));
    }

    Map<RoleKey, RoleDefinition> roles() {
        return roles;
    }

    /** Those that are not understood. */
    Map<RoleKey, UnreadRole> unread() {
        return unread;
    }

    Map<AppId, AppDefinition> apps() {
        return apps;
    }
}
