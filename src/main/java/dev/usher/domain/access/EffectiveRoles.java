package dev.usher.domain.access;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The roles that a person holds by request and by inheritance.
 *
 * @param held those that exist
 * @param unknown those that are asked for and cannot be read: neither a yes nor a no
 */
record EffectiveRoles(SortedMap<RoleKey, Held> held, SortedSet<RoleKey> unknown) {

    static EffectiveRoles of(List<RoleKey> explicit, Access access, Memory memory, Instant now) {
        var causes = new TreeMap<RoleKey, List<Cause>>();
        var unknown = new TreeSet<RoleKey>();
        var open = new ArrayDeque<RoleKey>();
        for (var role : explicit) {
            reach(role, new Cause(Cause.Kind.Explicit, Optional.empty(), now), causes, open);
        }
        while (!open.isEmpty()) {
            var key = open.remove();
            var role = access.roles().get(key);
            if (role == null) {
                unknown.add(key);
                continue;
            }
            for (var parent : role.inherits()) {
                reach(parent, new Cause(Cause.Kind.Inherited, Optional.of(key), now), causes, open);
            }
        }
        var held = new TreeMap<RoleKey, Held>();
        causes.forEach((key, reasons) -> held.put(key, remembered(key, reasons, memory)));
        held.keySet().removeAll(unknown);
        return new EffectiveRoles(held, unknown);
    }

    /** Each role is opened once, which also ends a cycle: its roles are held, and it leads nowhere new. */
    private static void reach(RoleKey role, Cause cause, Map<RoleKey, List<Cause>> causes, ArrayDeque<RoleKey> open) {
        var reasons = causes.get(role);
        if (reasons == null) {
            reasons = new ArrayList<>();
            causes.put(role, reasons);
            open.add(role);
        }
        if (reasons.stream().noneMatch(cause::sameReasonAs)) {
            reasons.add(cause);
        }
    }

    private static Held remembered(RoleKey role, List<Cause> reasons, Memory memory) {
        var before =
                Optional.ofNullable(memory.roles().get(role)).map(Held::causes).orElse(List.of());
        return new Held(reasons.stream()
                .map(reason ->
                        before.stream().filter(reason::sameReasonAs).findFirst().orElse(reason))
                .sorted(Comparator.comparing(Cause::kind)
                        .thenComparing(
                                cause -> cause.via().map(RoleKey::namespace).orElse(""))
                        .thenComparing(cause -> cause.via().map(RoleKey::name).orElse("")))
                .toList());
    }
}
