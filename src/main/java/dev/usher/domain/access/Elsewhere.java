package dev.usher.domain.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A role that another identity of the same person holds.
 *
 * @param identity namespace and name of the other user resource, in the form {@code namespace/name}
 * @param cause for which it is held
 * @param since when it was granted there: through another role, no earlier than that one
 * @param isGrace whether it is only kept for a while, be it through another role
 */
public record Elsewhere(String identity, RoleKey role, Cause.Kind cause, Instant since, boolean isGrace) {
    /** What an identity holds, as its own resolution put it in order. */
    public static List<Elsewhere> of(String identity, Map<RoleKey, Held> roles) {
        var all = new ArrayList<Elsewhere>();
        roles.keySet().forEach(role -> first(identity, role, roles, Set.of()).ifPresent(all::add));
        return all;
    }

    /** By the cause that was granted first. */
    private static Optional<Elsewhere> first(
            String identity, RoleKey role, Map<RoleKey, Held> roles, Set<RoleKey> underway) {
        var longer = new HashSet<>(underway);
        if (!longer.add(role)) {
            return Optional.empty();
        }
        var held = Optional.ofNullable(roles.get(role)).map(Held::causes).orElse(List.of());
        return held.stream()
                .flatMap(cause -> cause.via().isEmpty()
                        ? Optional.of(direct(identity, role, cause)).stream()
                        : cause.via().flatMap(via -> first(identity, via, roles, longer)).stream()
                                .map(via -> through(via, role, cause)))
                .min((one, other) -> order(one, other));
    }

    private static Elsewhere direct(String identity, RoleKey role, Cause cause) {
        return new Elsewhere(identity, role, cause.kind(), cause.since(), cause.kind() == Cause.Kind.Grace);
    }

    private static Elsewhere through(Elsewhere via, RoleKey role, Cause cause) {
        var since = cause.since().isAfter(via.since) ? cause.since() : via.since;
        return new Elsewhere(via.identity, role, cause.kind(), since, via.isGrace);
    }

    private static int order(Elsewhere one, Elsewhere other) {
        var byGrace = Boolean.compare(one.isGrace, other.isGrace);
        var bySince = one.since.compareTo(other.since);
        return byGrace != 0 ? byGrace : bySince != 0 ? bySince : one.cause.compareTo(other.cause);
    }
}
