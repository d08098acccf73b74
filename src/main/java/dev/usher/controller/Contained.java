package dev.usher.controller;

import dev.usher.domain.access.Access;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.access.RoleKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The roles that a role contains, to any depth.
 *
 * @param from the role itself
 * @param roles each with the one through which it was reached first; the role itself too, where that is in a circle
 */
record Contained(RoleKey from, SortedMap<RoleKey, RoleKey> roles) {
    static Contained in(RoleDefinition role, Access access) {
        var reached = new TreeMap<RoleKey, RoleKey>();
        var open = new ArrayDeque<RoleDefinition>();
        open.add(role);
        while (!open.isEmpty()) {
            var next = open.remove();
            for (var contained : next.inherits()) {
                if (reached.putIfAbsent(contained, next.key()) == null) {
                    Optional.ofNullable(access.roles().get(contained)).ifPresent(open::add);
                }
            }
        }
        return new Contained(role.key(), reached);
    }

    /** The way on which the role contains itself, for a message. */
    Optional<String> circle() {
        return roles.containsKey(from) ? Optional.of(way()) : Optional.empty();
    }

    private String way() {
        var names = new ArrayList<String>();
        for (var role = via(from); !role.equals(from); role = via(role)) {
            names.addFirst(role.name());
        }
        return names.isEmpty() ? "nothing but itself" : String.join(", ", names);
    }

    private RoleKey via(RoleKey role) {
        return Optional.ofNullable(roles.get(role)).orElse(from);
    }

    /** Two roles that conflict and are both held with this one, for a message. */
    Optional<String> conflict(Access access) {
        if (isInConflictWithItself(access)) {
            return Optional.of("`spec.conflictsWith` names Role " + from.name() + " itself");
        }
        Set<RoleKey> all =
                Stream.concat(Stream.of(from), roles.keySet().stream()).collect(Collectors.toCollection(TreeSet::new));
        return all.stream()
                .flatMap(role -> access.conflictsOf(role).stream()
                        .filter(all::contains)
                        .sorted()
                        .map(other -> "The role comes with Role " + role.name() + " and Role " + other.name()))
                .findFirst();
    }

    private boolean isInConflictWithItself(Access access) {
        return Optional.ofNullable(access.roles().get(from))
                .filter(role -> role.separation().conflictsWith().contains(from))
                .isPresent();
    }
}
