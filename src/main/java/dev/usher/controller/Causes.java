package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.ProvisionedUserStatus.AssignmentEntry;
import dev.usher.api.ProvisionedUserStatus.CauseEntry;
import dev.usher.domain.access.RoleKey;
import dev.usher.sync.Decided;
import dev.usher.sync.Decided.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Which reasons for roles began and ended between two statuses of a user, and why. */
final class Causes {
    private final ProvisionedUser user;
    private final BiFunction<RoleKey, CauseEntry, String> ends;

    private Causes(ProvisionedUser user, BiFunction<RoleKey, CauseEntry, String> ends) {
        this.user = user;
        this.ends = ends;
    }

    /** What makes a cause another one: that its end was moved does not. */
    private record Sort(String kind, Optional<RoleKey> via) {
        static Sort of(CauseEntry cause, String home) {
            return new Sort(
                    cause.kind(),
                    Optional.ofNullable(cause.via())
                            .map(via -> new RoleKey(
                                    Optional.ofNullable(via.namespace()).orElse(home), via.name())));
        }
    }

    static Stream<Decided> between(
            ProvisionedUser user, ProvisionedUserStatus before, ProvisionedUserStatus after, Instant now) {
        return new Causes(user, (role, cause) -> end(role, cause, after, now)).between(before, after);
    }

    /** All of them end, for one reason. */
    static Stream<Decided> ending(ProvisionedUser user, ProvisionedUserStatus before, String why) {
        return new Causes(user, (role, cause) -> why).between(before, ProvisionedUserStatus.NONE);
    }

    private Stream<Decided> between(ProvisionedUserStatus before, ProvisionedUserStatus after) {
        var had = causes(before);
        var has = causes(after);
        var roles = new TreeSet<>(had.keySet());
        roles.addAll(has.keySet());
        return roles.stream()
                .flatMap(role -> between(role, had.getOrDefault(role, Map.of()), has.getOrDefault(role, Map.of())));
    }

    private Map<RoleKey, Map<Sort, CauseEntry>> causes(ProvisionedUserStatus status) {
        var home = user.getMetadata().getNamespace();
        var causes = new TreeMap<RoleKey, Map<Sort, CauseEntry>>();
        status.roles().forEach(role -> {
            var all = causes.computeIfAbsent(new RoleKey(role.namespace(), role.name()), any -> new LinkedHashMap<>());
            role.causes().forEach(cause -> all.putIfAbsent(Sort.of(cause, home), cause));
        });
        return causes;
    }

    /** A role is lost with the last cause that ends, and gained with the first one that begins. */
    private Stream<Decided> between(RoleKey role, Map<Sort, CauseEntry> had, Map<Sort, CauseEntry> has) {
        var decided = new ArrayList<Decided>();
        var ended = had.keySet().stream().filter(sort -> !has.containsKey(sort)).toList();
        for (var sort : ended) {
            var loses = has.isEmpty() && sort.equals(ended.getLast());
            var cause = Optional.ofNullable(had.get(sort)).orElseThrow();
            decided.add(Decisions.about(
                    user, new What.CauseEnds(role, sort.kind(), sort.via(), loses), ends.apply(role, cause)));
        }
        var begun = has.keySet().stream().filter(sort -> !had.containsKey(sort)).toList();
        for (var sort : begun) {
            var gains = had.isEmpty() && sort.equals(begun.getFirst());
            decided.add(Decisions.about(
                    user, new What.CauseBegins(role, sort.kind(), sort.via(), gains), begin(sort.kind())));
        }
        return decided.stream();
    }

    private static String begin(String kind) {
        return switch (kind) {
            case "Explicit" -> "AskedFor";
            case "Rule" -> "RuleTrue";
            case "Grace" -> "KeptForAWhile";
            case "Inherited" -> "ContainedInRole";
            default -> kind;
        };
    }

    private static String end(RoleKey role, CauseEntry cause, ProvisionedUserStatus after, Instant now) {
        if (after.departedTime() != null) {
            return "Departed";
        }
        if (Times.parse(cause.until()).filter(until -> !now.isBefore(until)).isPresent()) {
            return "TimeOver";
        }
        return switch (cause.kind()) {
            case "Explicit" -> ended(role, after).orElse("NotAskedFor");
            case "Rule" -> "RuleNotTrue";
            case "Grace" -> "NotKept";
            case "Inherited" -> "NotContainedInRole";
            default -> cause.kind();
        };
    }

    /** What ended one that is still asked for. */
    private static Optional<String> ended(RoleKey role, ProvisionedUserStatus after) {
        return after.assignments().stream()
                .filter(entry -> entry.name().equals(role.name()))
                .map(AssignmentEntry::endedBy)
                .flatMap(by -> Optional.ofNullable(by).stream())
                .findFirst();
    }
}
