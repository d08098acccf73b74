package dev.usher.domain.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * A role that another identity of the same person holds.
 *
 * @param identity namespace and name of the other user resource, in the form {@code namespace/name}
 * @param cause for which it is held
 * @param since when it was granted there: through another role, no earlier than that one
 * @param isGrace whether it is only kept for a while, be it through another role
 */
public record Elsewhere(String identity, RoleKey role, Cause.Kind cause, Instant since, boolean isGrace) {
    /** A cause that rests on another role. */
    private record Step(RoleKey role, Cause cause) {}

    /**
     * What an identity holds, each role by the cause that was granted first.
     *
     * <p>Roles are settled in the order in which they were granted: however many ways lead to one, it is looked at once.
     */
    public static List<Elsewhere> of(String identity, Map<RoleKey, Held> roles) {
        var steps = new HashMap<RoleKey, List<Step>>();
        var open = new PriorityQueue<Elsewhere>(Elsewhere::order);
        roles.forEach((role, held) -> held.causes()
                .forEach(cause -> cause.via()
                        .ifPresentOrElse(
                                via -> steps.computeIfAbsent(via, any -> new ArrayList<>())
                                        .add(new Step(role, cause)),
                                () -> open.add(direct(identity, role, cause)))));
        var first = new TreeMap<RoleKey, Elsewhere>();
        while (!open.isEmpty()) {
            var next = open.remove();
            if (first.putIfAbsent(next.role, next) == null) {
                steps.getOrDefault(next.role, List.of()).stream()
                        .filter(step -> !first.containsKey(step.role()))
                        .forEach(step -> open.add(through(next, step.role(), step.cause())));
            }
        }
        return List.copyOf(first.values());
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
