package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.api.Role;
import dev.usher.domain.access.Access;
import dev.usher.domain.access.Grant;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.access.Unoffered;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether everything that a role names is there, and whether it leads back to itself. */
final class RoleConditions {
    private RoleConditions() {}

    static List<Condition> of(Role role, Conditions conditions, Accesses accesses) {
        return switch (Translate.role(role)) {
            case Reading.Newer<RoleDefinition> newer ->
                conditions
                        .stalled(Reason.NewerThanOperator.name(), newer.message())
                        .list();
            case Reading.Invalid<RoleDefinition> invalid ->
                conditions.stalled(Reason.SpecInvalid.name(), invalid.message()).list();
            case Reading.Of<RoleDefinition> of ->
                of(of.value(), accesses.objection(role.getSpec().allowedNamespaces()), conditions, accesses);
        };
    }

    private static List<Condition> of(
            RoleDefinition role, Optional<Objection> offer, Conditions conditions, Accesses accesses) {
        // The cache that a translation is kept for may have moved on since; a role that was edited asks anew.
        accesses.forget(role.key().namespace());
        var access = accesses.of(role.key().namespace());
        var objection = accesses.objection(role).or(() -> offer);
        if (objection.isPresent()) {
            return conditions
                    .stalled(objection.get().reason().name(), objection.get().message())
                    .list();
        }
        // Of what is not offered nothing may be said, not even how it fits together.
        var contained =
                Contained.in(Optional.ofNullable(access.roles().get(role.key())).orElse(role), access);
        if (contained.circle().isPresent()) {
            return conditions
                    .stalled(
                            Reason.RoleCycle.name(),
                            "The role contains itself, by way of "
                                    + contained.circle().get() + ": take one of `spec.inherits` out")
                    .list();
        }
        if (contained.conflict(access).isPresent()) {
            return conditions
                    .stalled(
                            Reason.RolesConflict.name(),
                            contained.conflict(access).get()
                                    + ", which nobody may hold together: take one out of `spec.inherits`, or out of the `spec.conflictsWith` of the other")
                    .list();
        }
        return missing(role, access)
                .map(absent -> conditions
                        .reconciling("False", absent.reason().name(), absent.message())
                        .list())
                .orElseGet(() -> conditions.ready(Reason.Resolved).list());
    }

    /** What a role names that is not there. */
    private record Missing(Reason reason, String message) {}

    private static Optional<Missing> missing(RoleDefinition role, Access access) {
        var home = role.key().namespace();
        var unoffered = Optional.ofNullable(access.roles().get(role.key()))
                .map(RoleDefinition::unoffered)
                .orElse(Unoffered.NOTHING);
        var roles = role.inherits().stream()
                .filter(parent -> isAbsent(parent, access) || unoffered.roles().contains(parent))
                .map(parent -> new Missing(
                        Reason.RoleNotFound,
                        "Role " + parent.seenFrom(home) + absent(home, parent.namespace())
                                + "or take it out of `spec.inherits`"));
        var conflicts = role.separation().conflictsWith().stream()
                .sorted()
                .filter(other -> isAbsent(other, access))
                .map(other -> new Missing(
                        Reason.RoleNotFound,
                        "Role " + other.name()
                                + " does not exist here: create it, or take it out of `spec.conflictsWith`"));
        var apps = role.grants().stream()
                .map(Grant::app)
                .filter(app ->
                        !access.apps().containsKey(app) || unoffered.apps().contains(app))
                .map(app -> new Missing(
                        Reason.AppNotFound,
                        "TargetApp " + app.seenFrom(home) + absent(home, app.namespace())
                                + "or take it out of `spec.grants`"));
        return Stream.of(roles, conflicts, apps).flatMap(absent -> absent).findFirst();
    }

    /** One that is being deleted gives nothing any more. */
    private static boolean isAbsent(RoleKey role, Access access) {
        return Optional.ofNullable(access.roles().get(role))
                .filter(there -> !there.ending())
                .isEmpty();
    }

    /** Of another namespace the same is said of what is not there and of what is not offered: nobody can ask around there. */
    private static String absent(String home, String namespace) {
        return home.equals(namespace)
                ? " does not exist here: create it, "
                : " does not exist, or is not offered to this namespace: create it, offer it by its `allowedNamespaces`, ";
    }
}
