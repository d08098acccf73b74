package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.api.Role;
import dev.usher.domain.access.Access;
import dev.usher.domain.access.Grant;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.access.RoleKey;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
            case Reading.Of<RoleDefinition> of -> of(of.value(), conditions, accesses);
        };
    }

    private static List<Condition> of(RoleDefinition role, Conditions conditions, Accesses accesses) {
        // The cache that a translation is kept for may have moved on since; a role that was edited asks anew.
        accesses.forget(role.key().namespace());
        var access = accesses.of(role.key().namespace());
        var flaw = accesses.flaw(role);
        if (flaw.isPresent()) {
            return conditions
                    .stalled(
                            Reason.RuleInvalid.name(),
                            "`spec.membership.rule`, " + flaw.get().text()
                                    + ": correct it; until then it gives the role to nobody new, and takes it from nobody")
                    .list();
        }
        if (isInCircle(role, access)) {
            return conditions
                    .stalled(Reason.RoleCycle.name(), Reason.RoleCycle.meaning())
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
        var roles = role.inherits().stream()
                .filter(parent -> !access.roles().containsKey(parent))
                .map(parent -> new Missing(
                        Reason.RoleNotFound,
                        "Role " + parent.name()
                                + " does not exist here: create it, or take it out of `spec.inherits`"));
        var apps = role.grants().stream()
                .map(Grant::app)
                .filter(app -> !access.apps().containsKey(app))
                .map(app -> new Missing(
                        Reason.AppNotFound,
                        "TargetApp " + app.name()
                                + " does not exist here: create it, or take it out of `spec.grants`"));
        return Stream.concat(roles, apps).findFirst();
    }

    private static boolean isInCircle(RoleDefinition role, Access access) {
        Set<RoleKey> reached = new HashSet<>();
        var open = new ArrayDeque<>(role.inherits());
        while (!open.isEmpty()) {
            var key = open.remove();
            if (key.equals(role.key())) {
                return true;
            }
            if (reached.add(key)) {
                Optional.ofNullable(access.roles().get(key)).ifPresent(next -> open.addAll(next.inherits()));
            }
        }
        return false;
    }
}
