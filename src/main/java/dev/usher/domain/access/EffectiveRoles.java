package dev.usher.domain.access;

import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.rule.Truths;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The roles that a person holds by request, by rule and by inheritance.
 *
 * @param held those that exist
 * @param missing those that are asked for and cannot be read: neither a yes nor a no
 * @param undecided those that were held by a rule that cannot be answered any more or is gone, or through a role of which
 *     nobody knows whether it is held; with the causes that are in doubt
 * @param assignments what has to be remembered of assignments by hand
 * @param refused those that are asked for, or would follow, and are not given, and why
 * @param excepted what is held because of an exception to a conflict
 * @param problems what is to be said of them
 * @param transitions the instants at which time alone changes them
 */
record EffectiveRoles(
        SortedMap<RoleKey, Held> held,
        SortedSet<RoleKey> missing,
        SortedMap<RoleKey, Held> undecided,
        Map<RoleKey, AssignmentState> assignments,
        SortedMap<RoleKey, Refusal> refused,
        List<Excepted> excepted,
        List<Problem> problems,
        List<Transition> transitions) {
    /** The most roles that one user can hold: what is beyond would not fit into the status, and be forgotten. */
    static final int MOST_ROLES = 256;

    /** The roles of somebody who is there. */
    static EffectiveRoles of(Asked asked, Truths truths, Circumstances here) {
        var byHand = ByHand.of(asked.assignments(), here);
        var byRule = ByRule.of(truths, here);
        var segregation = new Segregation(here, asked.elsewhere());
        var search = new RoleSearch(here, segregation, asked);
        byHand.held().forEach(search::claim);
        byRule.held().forEach(search::claim);
        byRule.unknown().forEach(search::doubt);
        search.run();
        var transitions = search.ends();
        transitions.addAll(byHand.transitions());
        var excepted = search.excepted().toList();
        excepted.forEach(beside -> transitions.add(new Transition(beside.until(), Transition.What.ExceptionEnds)));
        return found(search, byHand, here, excepted, transitions);
    }

    /** The roles of somebody who departed: none, whatever anything says. */
    static EffectiveRoles none(Asked asked, Instant departed, Memory memory) {
        return new EffectiveRoles(
                Collections.emptySortedMap(),
                Collections.emptySortedSet(),
                Collections.emptySortedMap(),
                Returned.leftBehind(asked.assignments(), memory, departed),
                Collections.emptySortedMap(),
                List.of(),
                List.of(),
                List.of());
    }

    private static EffectiveRoles found(
            RoleSearch search,
            ByHand byHand,
            Circumstances here,
            List<Excepted> excepted,
            List<Transition> transitions) {
        var memory = here.memory();
        var home = here.self().namespace();
        var missing = search.missing();
        var undecided = search.undecided();
        var problems = unclear(search, undecided, home);
        var room = MOST_ROLES - undecided.size();
        for (var role : missing) {
            room -= memory.roles().containsKey(role) ? 1 : 0;
        }
        var there = search.there();
        if (there.size() > room) {
            there.sort(search.byNews());
        }
        var held = new TreeMap<RoleKey, Held>();
        var tooMany = new TreeMap<RoleKey, Problem>();
        for (var role : there) {
            if (held.size() < room) {
                held.put(role, search.held(role));
            } else {
                tooMany.put(role, new Problem(Problem.Kind.TooManyRoles, role.seenFrom(home)));
            }
        }
        var refused = refused(search, byHand);
        if (!here.access().unoffered().isEmpty()) {
            sayWhatIsNotOffered(here, held, problems, refused);
        }
        problems.addAll(refused.values());
        problems.addAll(tooMany.values());
        var refusals = refusals(byHand, refused, tooMany);
        return new EffectiveRoles(held, missing, undecided, byHand.states(), refusals, excepted, problems, transitions);
    }

    /** What is said of those that are not there, or of which nobody can tell whether a rule still gives them. */
    private static List<Problem> unclear(RoleSearch search, SortedMap<RoleKey, Held> undecided, String home) {
        var problems = new ArrayList<Problem>();
        search.missing().forEach(role -> problems.add(new Problem(Problem.Kind.RoleNotFound, role.seenFrom(home))));
        search.absent().forEach(role -> problems.add(new Problem(Problem.Kind.RoleNotFound, role.seenFrom(home))));
        undecided.forEach((role, doubtful) -> {
            if (doubtful.causes().stream().anyMatch(Cause::isOfRule)) {
                problems.add(new Problem(Problem.Kind.RuleUnknown, role.seenFrom(home)));
            }
        });
        return problems;
    }

    private static SortedMap<RoleKey, Problem> refused(RoleSearch search, ByHand byHand) {
        var refused = new TreeMap<>(byHand.refused());
        for (var withheld : search.withheld()) {
            refused.put(withheld.role(), new Problem(Problem.Kind.RoleConflict, withheld.sides()));
        }
        if (!search.excluded().isEmpty()) {
            search.excluded()
                    .forEach((role, exclusion) -> refused.put(
                            role, new Problem(Problem.Kind.RoleExcluded, exclusion.of(role, search.home()))));
        }
        return refused;
    }

    /** One for each role: what only lacks room would be held otherwise, and the dates of an entry keep only the hand away. */
    private static SortedMap<RoleKey, Refusal> refusals(
            ByHand byHand, SortedMap<RoleKey, Problem> refused, SortedMap<RoleKey, Problem> tooMany) {
        var all = new TreeMap<>(byHand.outOfTime());
        refused.forEach((role, problem) -> all.put(role, new Refusal.Because(problem)));
        tooMany.forEach((role, problem) -> all.put(role, new Refusal.Because(problem)));
        return all;
    }

    /** An unknown role that was held stays in memory, because forgetting it would turn "unknown" into "no". */
    Map<RoleKey, Held> toRemember(Memory memory) {
        if (undecided.isEmpty() && missing.isEmpty()) {
            // In a steady world nothing is copied.
            return held.equals(memory.roles()) ? memory.roles() : held;
        }
        var remembered = new HashMap<RoleKey, Held>(held);
        remembered.putAll(undecided);
        for (var role : missing) {
            Optional.ofNullable(memory.roles().get(role)).ifPresent(before -> remembered.put(role, before));
        }
        return remembered;
    }

    private static void sayWhatIsNotOffered(
            Circumstances here,
            SortedMap<RoleKey, Held> held,
            List<Problem> problems,
            SortedMap<RoleKey, Problem> refused) {
        var home = here.self().namespace();
        for (var role : held.keySet()) {
            var names = here.access().unoffered().getOrDefault(role, Unoffered.NOTHING);
            names.problems(home).forEach(problems::add);
            names.roles().stream()
                    .filter(other -> !held.containsKey(other))
                    .forEach(other ->
                            refused.putIfAbsent(other, new Problem(Problem.Kind.RoleNotFound, other.seenFrom(home))));
        }
    }
}
