package dev.usher.controller;

import dev.usher.api.AccessLockStatus;
import dev.usher.api.Condition;
import dev.usher.api.LegalHoldStatus;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.ProvisioningPolicyStatus;
import dev.usher.api.RemovalDecisionStatus;
import dev.usher.api.Resource;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.api.Role;
import dev.usher.api.RoleStatus;
import dev.usher.api.TargetAppStatus;
import dev.usher.api.UserSourceStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many resources of each kind stand how, as their own statuses say and kstatus reads them, and how many people have which role. */
final class Standings {
    private static final String NOT_SEEN = "Pending";

    private final List<Kind<?, ?>> kinds;
    private final Supplier<Stream<Role>> roles;

    Standings(Caches caches, Locks locks, Holds holds, Sources sources, RemovalOrders orders) {
        this.roles = caches::roles;
        this.kinds = List.of(
                new Kind<>(caches::users, ProvisionedUserStatus::conditions),
                new Kind<>(caches::roles, RoleStatus::conditions),
                new Kind<>(caches::apps, TargetAppStatus::conditions),
                new Kind<>(caches::policies, ProvisioningPolicyStatus::conditions),
                new Kind<>(caches::retained, RetainedAccountStatus::conditions),
                new Kind<>(locks::all, AccessLockStatus::conditions),
                new Kind<>(holds::all, LegalHoldStatus::conditions),
                new Kind<>(sources::all, UserSourceStatus::conditions),
                new Kind<>(orders::all, RemovalDecisionStatus::conditions));
    }

    /**
     * All of one kind.
     *
     * @param said what a status says
     */
    private record Kind<R extends Resource<?, T>, T>(Supplier<Stream<R>> all, Function<T, List<Condition>> said) {
        Stream<Standing> standings() {
            return all.get().map(this::standing);
        }

        private Standing standing(R resource) {
            var conditions = Optional.ofNullable(resource.getStatus()).map(said).orElse(List.of());
            return new Standing(
                    resource.getMetadata().getNamespace(),
                    resource.getKind(),
                    resource.isMarkedForDeletion() ? "terminating" : state(conditions),
                    Conditions.of(conditions, "Ready").map(Condition::reason).orElse(NOT_SEEN));
        }
    }

    private record Standing(String namespace, String kind, String state, String reason) {}

    private static String state(List<Condition> conditions) {
        if (isTrue(conditions, "Stalled")) {
            return "stalled";
        }
        if (Conditions.areReady(conditions)) {
            return "ready";
        }
        return isTrue(conditions, "Reconciling") ? "reconciling" : "waiting";
    }

    private static boolean isTrue(List<Condition> conditions, String type) {
        return Conditions.of(conditions, type)
                .filter(said -> said.status().equals("True"))
                .isPresent();
    }

    List<Figures.Level> levels() {
        var standings = kinds.stream()
                .flatMap(Kind::standings)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return Stream.concat(
                        standings.entrySet().stream().map(entry -> level(entry.getKey(), entry.getValue())),
                        roles.get().flatMap(Standings::members))
                .toList();
    }

    /** None of a role of which nothing was said yet. */
    private static Stream<Figures.Level> members(Role role) {
        return Optional.ofNullable(role.getStatus()).map(RoleStatus::members).stream()
                .map(members -> Gauges.ROLE_MEMBERS.at(
                        members,
                        role.getMetadata().getNamespace(),
                        role.getMetadata().getName()));
    }

    private static Figures.Level level(Standing standing, long count) {
        return Gauges.RESOURCES.at(
                (double) count, standing.namespace(), standing.kind(), standing.state(), standing.reason());
    }
}
