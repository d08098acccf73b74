package dev.usher.domain.access;

import dev.usher.domain.rule.Truths;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param undecided those that were held by a rule that cannot be answered any more or is gone, or through a role of which
 *     nobody knows whether it is held; with the causes that are in doubt
 * @param tooMany those beyond the most that one user can hold
 */
record EffectiveRoles(
        SortedMap<RoleKey, Held> held,
        SortedSet<RoleKey> missing,
        SortedMap<RoleKey, Held> undecided,
        SortedSet<RoleKey> tooMany) {
    /** The most roles that one user can hold: what is beyond would not fit into the status, and be forgotten. */
    static final int MOST_ROLES = 256;

    static final EffectiveRoles NONE = new EffectiveRoles(
            Collections.emptySortedMap(),
            Collections.emptySortedSet(),
            Collections.emptySortedMap(),
            Collections.emptySortedSet());

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
        search.inheritDoubt();
        return search.found();
    }

    /** Those that were held by a rule of which nobody knows what it says. */
    Stream<RoleKey> unanswered() {
        return undecided.entrySet().stream()
                .filter(role -> role.getValue().causes().stream().anyMatch(cause -> cause.kind() == Cause.Kind.Rule))
                .map(Map.Entry::getKey);
    }

    /** The roles and their causes while they are gathered. */
    private static final class Search {
        private final Access access;
        private final Memory memory;
        private final SortedMap<RoleKey, List<Cause>> causes = new TreeMap<>();
        private final SortedMap<RoleKey, List<Cause>> doubtful = new TreeMap<>();
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
                    .forEach(cause -> doubt(role, cause));
        }

        private void doubt(RoleKey role, Cause cause) {
            doubtful.computeIfAbsent(role, first -> new ArrayList<>()).add(cause);
        }

        void inherit(Instant now) {
            while (!open.isEmpty()) {
                var key = open.remove();
                Optional.ofNullable(access.roles().get(key)).stream()
                        .flatMap(role -> role.inherits().stream())
                        .forEach(parent -> reach(parent, new Cause(Cause.Kind.Inherited, Optional.of(key), now)));
            }
        }

        /** What was held through a role of which nobody knows whether it is held is in doubt with it. */
        void inheritDoubt() {
            var seen = new HashSet<RoleKey>();
            open.addAll(doubtful.keySet());
            causes.keySet().stream()
                    .filter(role -> !access.roles().containsKey(role))
                    .forEach(open::add);
            while (!open.isEmpty()) {
                var via = open.remove();
                if (seen.add(via)) {
                    memory.roles()
                            .forEach((role, held) -> held.causes().stream()
                                    .filter(cause ->
                                            cause.via().filter(via::equals).isPresent())
                                    .forEach(cause -> {
                                        doubt(role, cause);
                                        open.add(role);
                                    }));
                }
            }
        }

        EffectiveRoles found() {
            var missing = new TreeSet<>(causes.keySet());
            missing.removeAll(access.roles().keySet());
            var undecided = new TreeMap<RoleKey, Held>();
            doubtful.forEach((role, reasons) -> {
                if (!causes.containsKey(role)) {
                    undecided.put(role, new Held(reasons));
                }
            });
            var remembered =
                    missing.stream().filter(memory.roles()::containsKey).count();
            var held = causes.keySet().stream()
                    .filter(access.roles()::containsKey)
                    .sorted(Comparator.comparing(
                                    (RoleKey role) -> !memory.roles().containsKey(role))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
            var room = (int) Math.min(held.size(), Math.max(0, MOST_ROLES - undecided.size() - remembered));
            return new EffectiveRoles(
                    held.subList(0, room).stream()
                            .collect(Collectors.toMap(role -> role, this::held, (a, b) -> a, TreeMap::new)),
                    missing,
                    undecided,
                    new TreeSet<>(held.subList(room, held.size())));
        }

        /** What another cause gives is not in doubt; the doubtful one stays, for the day on which the other one goes. */
        private Held held(RoleKey role) {
            var reasons = causes.getOrDefault(role, List.of());
            var inDoubt = doubtful.getOrDefault(role, List.of()).stream()
                    .filter(cause -> reasons.stream().noneMatch(cause::sameReasonAs));
            return new Held(Stream.concat(reasons.stream().map(reason -> sinceBefore(role, reason)), inDoubt)
                    .sorted(Comparator.comparing(Cause::kind)
                            .thenComparing(
                                    cause -> cause.via().map(RoleKey::namespace).orElse(""))
                            .thenComparing(
                                    cause -> cause.via().map(RoleKey::name).orElse("")))
                    .toList());
        }

        private Cause sinceBefore(RoleKey role, Cause reason) {
            return before(role).stream()
                    .filter(reason::sameReasonAs)
                    .findFirst()
                    .orElse(reason);
        }

        private List<Cause> before(RoleKey role) {
            return Optional.ofNullable(memory.roles().get(role))
                    .map(Held::causes)
                    .orElse(List.of());
        }
    }
}
