package dev.usher.controller;

import dev.usher.api.AllowedNamespaces;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppSpec;
import dev.usher.domain.access.Grant;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.access.Unoffered;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.person.Visibility;
import dev.usher.domain.rule.EntitlementRule;
import dev.usher.domain.rule.EntitlementTruths;
import dev.usher.domain.rule.Truth;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What roles and apps are offered to other namespaces, as their {@code allowedNamespaces} say. */
final class Offering {
    private final Caches caches;
    private final EntitlementTruths truths;
    private final Predicate<String> isOurs;
    private final Predicate<Role> going;

    /**
     * What is offered.
     *
     * @param truths what rules say of entitlements
     * @param isOurs whether this installation looks after a namespace: what is in others is as good as not there
     * @param going whether somebody deleted a role
     */
    Offering(Caches caches, EntitlementTruths truths, Predicate<String> isOurs, Predicate<Role> going) {
        this.caches = caches;
        this.truths = truths;
        this.isOurs = isOurs;
        this.going = going;
    }

    /** A role in a namespace that may be looked at, or from which it is looked at; also one that is being deleted. */
    Optional<Role> role(String from, RoleKey key) {
        return caches.role(key).filter(role -> isSeen(from, key.namespace()));
    }

    /** Whether a role gives nothing any more, which is more than that nobody knows what it gives. */
    boolean isGoing(Role role) {
        return going.test(role);
    }

    Optional<TargetApp> app(String from, AppId id) {
        return caches.app(id).filter(app -> stands(app) && isSeen(from, id.namespace()));
    }

    private boolean isSeen(String from, String namespace) {
        return from.equals(namespace) || isOurs.test(namespace);
    }

    private static boolean stands(HasMetadata resource) {
        return !resource.isMarkedForDeletion();
    }

    /**
     * A role with no more of other namespaces than what they offer to its own.
     *
     * <p>What is not there, or cannot be understood, stays named: then nobody knows whether it would be offered, and nobody
     * loses anything by it.
     */
    RoleDefinition offered(RoleDefinition role) {
        if (namesNobody(role)) {
            return role;
        }
        var home = role.key().namespace();
        var roles = new ArrayList<RoleKey>();
        var grants = new ArrayList<Grant>();
        var withheldRoles = new HashSet<RoleKey>();
        var withheldApps = new HashSet<AppId>();
        for (var contained : role.inherits()) {
            if (isKept(home, contained)) {
                roles.add(contained);
            } else {
                withheldRoles.add(contained);
            }
        }
        for (var grant : role.grants()) {
            if (isKept(home, grant.app())) {
                grants.add(home.equals(grant.app().namespace()) ? grant : within(grant, role));
            } else {
                withheldApps.add(grant.app());
            }
        }
        return role.offered(roles, grants, new Unoffered(withheldRoles, withheldApps));
    }

    private static boolean namesNobody(RoleDefinition role) {
        var home = role.key().namespace();
        return role.inherits().stream().allMatch(other -> other.namespace().equals(home))
                && role.grants().stream()
                        .allMatch(grant -> grant.app().namespace().equals(home));
    }

    /** Other namespaces give the account, and in it what its app lets them. */
    private Grant within(Grant grant, RoleDefinition role) {
        var given = grant.entitlements().stream()
                .filter(entitlement -> isOffered(entitlement, grant.app(), role))
                .collect(Collectors.toUnmodifiableSet());
        return new Grant(grant.app(), given, Map.of());
    }

    /** A slip in the rule takes nothing from whoever was given it. */
    private boolean isOffered(Entitlement entitlement, AppId app, RoleDefinition role) {
        return switch (rule(app).map(rule -> truths.of(rule, entitlement)).orElse(Truth.NO)) {
            case YES -> true;
            case NO -> false;
            case UNKNOWN -> role.formerly().getOrDefault(app, Set.of()).contains(entitlement);
        };
    }

    private Optional<EntitlementRule> rule(AppId app) {
        return caches.app(app).flatMap(Offering::rule);
    }

    /** What roles of other namespaces may give. */
    static Optional<EntitlementRule> rule(TargetApp app) {
        return Optional.ofNullable(app.getSpec())
                .flatMap(spec -> Optional.ofNullable(spec.allowedNamespaces()))
                .flatMap(offer -> Optional.ofNullable(offer.entitlements()))
                .map(EntitlementRule::new);
    }

    /** Also where nothing is said, or nothing that can be understood. */
    private boolean isKept(String home, RoleKey contained) {
        return home.equals(contained.namespace())
                || offer(home, contained).filter(to -> to.refuses(home)).isEmpty();
    }

    private boolean isKept(String home, AppId app) {
        return home.equals(app.namespace())
                || offer(home, app).filter(to -> to.refuses(home)).isEmpty();
    }

    /** Whether nobody can tell if a role of another namespace is offered, since that hangs on labels that are not known. */
    boolean isInDoubt(String home, RoleKey contained) {
        return !home.equals(contained.namespace())
                // One that is being deleted gives nothing to anybody.
                && role(home, contained).filter(role -> !isGoing(role)).isPresent()
                && offer(home, contained).filter(to -> to.doubts(home)).isPresent();
    }

    boolean isInDoubt(String home, AppId app) {
        return !home.equals(app.namespace())
                && offer(home, app).filter(to -> to.doubts(home)).isPresent();
    }

    private Optional<Visibility> offer(String home, RoleKey key) {
        return role(home, key)
                .flatMap(role -> Optional.ofNullable(role.getSpec()))
                .flatMap(spec -> offer(spec.allowedNamespaces()));
    }

    private Optional<Visibility> offer(String home, AppId id) {
        return app(home, id)
                .flatMap(app -> Optional.ofNullable(app.getSpec()))
                .flatMap(spec -> offer(namespaces(spec.allowedNamespaces())));
    }

    private Optional<Visibility> offer(@Nullable AllowedNamespaces entry) {
        return switch (Visibilities.of(entry, caches.namespaces())) {
            case Reading.Of<Visibility>(var to) -> Optional.of(to);
            case Reading.Newer<Visibility> newer -> Optional.empty();
            case Reading.Invalid<Visibility> invalid -> Optional.of(Visibility.Selected.UNKNOWN);
        };
    }

    static @Nullable AllowedNamespaces namespaces(TargetAppSpec.@Nullable Offer offer) {
        return offer == null ? null : offer.namespaces();
    }

    /**
     * What a role gives in an app of another namespace beyond what that lets it; nothing is said where the app is not offered.
     */
    Optional<Objection> objection(RoleDefinition declared) {
        var home = declared.key().namespace();
        return declared.grants().stream()
                .filter(grant -> !grant.app().namespace().equals(home))
                .filter(grant ->
                        offer(home, grant.app()).filter(to -> to.admits(home)).isPresent())
                .flatMap(grant -> excess(grant, declared).stream())
                .findFirst();
    }

    private Optional<Objection> excess(Grant grant, RoleDefinition role) {
        var entitlement = grant.entitlements().stream()
                .filter(each -> !isOffered(each, grant.app(), role))
                .sorted()
                .findFirst()
                .map(Entitlement::toString);
        return entitlement
                .or(() -> grant.attributes().isEmpty() ? Optional.empty() : Optional.of("attributes"))
                .map(
                        what -> new Objection(
                                Reason.GrantNotOffered,
                                "TargetApp " + grant.app() + " does not let other namespaces give " + what
                                        + ", see its `spec.allowedNamespaces`: take it out of `spec.grants`, or let a role of that namespace give it; everything else is given"));
    }
}
