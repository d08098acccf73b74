package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.quality.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the roles of one person set in one app, whatever the app maps.
 *
 * @param values by attribute; where two roles differ, the one that comes first by namespace and name counts
 * @param taken those that some role sets, and none of this person's any more
 * @param doubtful those that a role sets of which nobody can tell whether it is held
 * @param contested where roles differ
 */
record Settings(SortedMap<String, String> values, Set<String> taken, Set<String> doubtful, List<Problem> contested) {
    static final Settings NONE = new Settings(Collections.emptySortedMap(), Set.of(), Set.of(), List.of());

    static Settings in(AppId app, EffectiveRoles roles, Doubt doubt, Access access) {
        var named = access.attributes(app);
        if (named.isEmpty()) {
            return NONE;
        }
        var values = new TreeMap<String, String>();
        var setBy = new TreeMap<String, Set<String>>();
        var contested = new TreeSet<String>();
        for (var key : roles.held().keySet()) {
            for (var attribute : set(key, app, access)) {
                var first = values.putIfAbsent(attribute.getKey(), attribute.getValue());
                setBy.computeIfAbsent(attribute.getKey(), name -> new TreeSet<>())
                        .add(key.name());
                if (first != null && !first.equals(attribute.getValue())) {
                    contested.add(attribute.getKey());
                }
            }
        }
        var doubtful = new HashSet<>(doubt.attributes(app));
        doubtful.removeAll(values.keySet());
        var taken = new HashSet<>(named);
        taken.removeAll(values.keySet());
        taken.removeAll(doubtful);
        var problems = contested.stream()
                .map(name -> contested(app, name, setBy.getOrDefault(name, Set.of())))
                .toList();
        return new Settings(values, taken, doubtful, problems);
    }

    private static List<Map.Entry<String, String>> set(RoleKey key, AppId app, Access access) {
        var set = new ArrayList<Map.Entry<String, String>>();
        Optional.ofNullable(access.roles().get(key)).stream()
                .flatMap(role -> role.grants().stream())
                .filter(grant -> grant.app().equals(app))
                .forEach(grant -> set.addAll(grant.attributes().entrySet()));
        return set;
    }

    private static Problem contested(AppId app, String name, Set<String> roles) {
        return new Problem(
                Problem.Kind.AttributeContested,
                name + " in TargetApp " + app.name() + " (Roles " + String.join(", ", roles) + ")");
    }
}
