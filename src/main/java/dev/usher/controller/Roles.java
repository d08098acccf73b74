package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.Reference;
import dev.usher.api.Role;
import dev.usher.api.RoleSpec;
import dev.usher.domain.access.AssignmentTerms;
import dev.usher.domain.access.ConflictException;
import dev.usher.domain.access.Grant;
import dev.usher.domain.access.Membership;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.access.Separation;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.person.Moment;
import dev.usher.domain.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Role resources as the domain's words; the border where null ends. */
final class Roles {
    private static final String OWN = "attributes.";
    private static final String EXPLICIT = "spec.assignment.explicit";

    private Roles() {}

    static Reading<RoleDefinition> role(Role role) {
        var spec = role.getSpec();
        if (spec == null) {
            return new Reading.Newer<>("spec");
        }
        return grants(role, spec)
                .then(grants -> terms(spec)
                        .then(terms -> separation(role, spec)
                                .then(separation -> Visibilities.selector(spec.allowedNamespaces())
                                        .then(_ -> new Reading.Of<>(new RoleDefinition(
                                                Translate.key(role),
                                                keys(role, spec.inherits()),
                                                grants,
                                                membership(spec),
                                                terms,
                                                separation,
                                                NamedEntitlements.formerly(role)))))));
    }

    /** All that is known of one that is not understood: what it gave. */
    static RoleDefinition unread(Role role) {
        return new RoleDefinition(Translate.key(role), List.of(), List.of())
                .remembering(NamedEntitlements.formerly(role));
    }

    private static Reading<List<Grant>> grants(Role role, RoleSpec spec) {
        var grants = new ArrayList<Grant>();
        for (var entry : spec.grants()) {
            var entitlements = new HashSet<Entitlement>();
            for (var entitlement : entry.entitlements()) {
                if (!Entitlement.GROUP.equals(entitlement.kind())) {
                    return new Reading.Newer<>("spec.grants.entitlements.kind");
                }
                entitlements.add(new Entitlement(entitlement.kind(), entitlement.value()));
            }
            grants.add(new Grant(Translate.app(role, entry.app()), entitlements, entry.attributes()));
        }
        return new Reading.Of<>(grants);
    }

    private static Optional<Membership> membership(RoleSpec spec) {
        return Optional.ofNullable(spec.membership())
                .map(entry -> new Membership(
                        new Rule(entry.rule()),
                        Optional.ofNullable(entry.graceSeconds())
                                .map(Duration::ofSeconds)
                                .orElse(Duration.ZERO)));
    }

    private static Reading<AssignmentTerms> terms(RoleSpec spec) {
        var entry = spec.assignment();
        if (entry == null) {
            return new Reading.Of<>(AssignmentTerms.STANDARD);
        }
        return explicit(Optional.ofNullable(entry.explicit()))
                .then(allowed -> attributes(entry.endOnChangeOf())
                        .then(watched -> new Reading.Of<>(new AssignmentTerms(
                                allowed,
                                Optional.ofNullable(entry.maximumSeconds()).map(Duration::ofSeconds),
                                watched))));
    }

    private static Reading<Boolean> explicit(Optional<String> said) {
        return switch (said.orElse("Allowed")) {
            case "Allowed" -> new Reading.Of<>(true);
            case "Forbidden" -> new Reading.Of<>(false);
            default -> new Reading.Newer<>(EXPLICIT);
        };
    }

    /** A slip in a name must not leave a role without its end. */
    private static Reading<SortedSet<String>> attributes(List<String> fields) {
        var names = new TreeSet<String>();
        for (var field : fields) {
            var name = attribute(field);
            if (name.isEmpty()) {
                return new Reading.Invalid<>(
                        "`spec.assignment.endOnChangeOf` names `" + field
                                + "`, on which no assignment can end: take a text of a user's spec such as department or name.family, or attributes.badge for an attribute of your own");
            }
            names.add(name.get());
        }
        return new Reading.Of<>(names);
    }

    /** The name under which a profile has it. */
    private static Optional<String> attribute(String field) {
        return switch (field) {
            case "name.given" -> Optional.of(Attributes.GIVEN_NAME);
            case "name.family" -> Optional.of(Attributes.FAMILY_NAME);
            default ->
                field.startsWith(OWN)
                        ? Optional.of(field.substring(OWN.length())).filter(name -> !name.isEmpty())
                        : Optional.of(field).filter(Attributes.FIELDS::contains);
        };
    }

    /** With which roles a role conflicts, also where nothing else of it is understood. */
    static Set<RoleKey> conflicts(Role role) {
        return Optional.ofNullable(role.getSpec()).map(RoleSpec::conflictsWith).orElse(List.of()).stream()
                .map(other -> new RoleKey(Translate.namespace(role, other), other.name()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Reading<Separation> separation(Role role, RoleSpec spec) {
        Set<RoleKey> conflicts = conflicts(role);
        if (conflicts.stream()
                .anyMatch(other -> !other.namespace().equals(role.getMetadata().getNamespace()))) {
            return new Reading.Invalid<>(
                    "`spec.conflictsWith` names a role of another namespace, which cannot be seen from there: roles that conflict are of one namespace");
        }
        var exceptions = new ArrayList<ConflictException>();
        for (var entry : spec.exceptions()) {
            var until = Moment.parse(entry.until());
            if (until.isEmpty()) {
                return new Reading.Invalid<>("`spec.exceptions.until` must be a date or an instant that exists");
            }
            var user =
                    Translate.namespace(role, entry.user()) + "/" + entry.user().name();
            exceptions.add(new ConflictException(user, until.get(), entry.reason()));
        }
        return new Reading.Of<>(new Separation(conflicts, exceptions));
    }

    /** Whether the status of a user says that they hold it. */
    static boolean isHeldBy(ProvisionedUser user, RoleKey role) {
        return user.getStatus() != null
                && user.getStatus().roles().stream()
                        .anyMatch(held -> held.name().equals(role.name())
                                && held.namespace().equals(role.namespace()));
    }

    private static List<RoleKey> keys(Role role, List<Reference> references) {
        return references.stream()
                .map(reference -> new RoleKey(Translate.namespace(role, reference), reference.name()))
                .toList();
    }
}
