package dev.usher.domain.access;

import dev.usher.domain.rule.Truths;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The roles that a person holds by request, by rule and by inheritance.
 *
 * @param held those that exist
 * @param missing those that are asked for and cannot be read: neither a yes nor a no
 * @param undecided those that were held by a rule that cannot be answered any more, or is gone: neither a yes nor a no
 */
record EffectiveRoles(SortedMap<RoleKey, Held> held, SortedSet<RoleKey> missing, SortedSet<RoleKey> undecided) {
    static final EffectiveRoles NONE = new EffectiveRoles(
            Collections.emptySortedMap(), Collections.emptySortedSet(), Collections.emptySortedSet());

    static EffectiveRoles of(List<RoleKey> explicit, Truths truths, Access access, Memory memory, Instant now) {
        var search = new Search(access, memory);
        explicit.forEach(role -> search.reach(role, new Cause(Cause.Kind.Explicit, Optional.empty(), now)));
        access.rules().forEach((role, rule) -> {
            switch (truths.of(rule)) {
                case YES -> search.reach(role, new Cause(Cause.Kind.Rule, Optional.empty(), now));
                case UNKNOWN -> search.doubt(role);
                case NO -> {}
            }
        });
        memory.roles().keySet().stream()
                .filter(role -> !access.roles().containsKey(role))
                // The rule went with its role: nobody said that what it gave is to go.
                .forEach(search::doubt);
        search.inherit(now);
        return search.found();
    }

    /** Those of which nobody knows whether they are held. */
    Set<RoleKey> unknown() {
        return Stream.concat(missing.stream(), undecided.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** The roles and their causes while they are gathered. */
    private static final class Search {
        private final Access access;
        private final Memory memory;
        private final Map<RoleKey, List<Cause>> causes = new TreeMap<>();
        private final SortedMap<RoleKey, Cause> doubtful = new TreeMap<>();
        private final ArrayDeque<RoleKey> open = new ArrayDeque<>();

        Search(Access access, Memory memory) {
            this.access = access;
            this.memory = memory;
        }

        /** Each role is opened once, which also ends a cycle: its roles are held, and it leads nowhere new. */
        void reach(RoleKey role, Cause cause) {
            var reasons = causes.computeIfAbsent(role, first -> {
                open.add(first);
                return new ArrayList<>();
            });
            if (reasons.stream().noneMatch(cause::sameReasonAs)) {
                reasons.add(cause);
            }
        }

        /** Nobody can say whether the rule of a role gives it: that matters to whoever it gave it to. */
        void doubt(RoleKey role) {
            before(role).stream()
                    .filter(cause -> cause.kind() == Cause.Kind.Rule)
                    .forEach(cause -> doubtful.put(role, cause));
        }

        void inherit(Instant now) {
            while (!open.isEmpty()) {
                var key = open.remove();
                Optional.ofNullable(access.roles().get(key)).stream()
                        .flatMap(role -> role.inherits().stream())
                        .forEach(parent -> reach(parent, new Cause(Cause.Kind.Inherited, Optional.of(key), now)));
            }
        }

        EffectiveRoles found() {
            var held = new TreeMap<RoleKey, Held>();
            var missing = new TreeSet<RoleKey>();
            causes.forEach((role, reasons) -> {
                if (access.roles().containsKey(role)) {
                    held.put(role, remembered(role, reasons));
                } else {
                    missing.add(role);
                }
            });
            var undecided = new TreeSet<>(doubtful.keySet());
            undecided.removeAll(causes.keySet());
            return new EffectiveRoles(held, missing, undecided);
        }

        /** What another cause gives is not in doubt; the doubtful one stays, for the day on which the other one goes. */
        private Held remembered(RoleKey role, List<Cause> reasons) {
            return new Held(Stream.concat(
                            reasons.stream()
                                    .map(reason -> before(role).stream()
                                            .filter(reason::sameReasonAs)
                                            .findFirst()
                                            .orElse(reason)),
                            Optional.ofNullable(doubtful.get(role)).stream())
                    .sorted(Comparator.comparing(Cause::kind)
                            .thenComparing(
                                    cause -> cause.via().map(RoleKey::namespace).orElse(""))
                            .thenComparing(
                                    cause -> cause.via().map(RoleKey::name).orElse("")))
                    .toList());
        }

        private List<Cause> before(RoleKey role) {
            return Optional.ofNullable(memory.roles().get(role))
                    .map(Held::causes)
                    .orElse(List.of());
        }
    }
}
