package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What should be, for one person at one instant.
 *
 * @param paused whether somebody asked that nothing is added or changed
 * @param forgets whether the personal data of somebody who departed is to go
 * @param apps a decision for every app that is granted or remembered, unless nothing is due there
 * @param next what the next resolution has to know; resolving with it at the same instant gives the same again
 * @param transitions the instants at which time alone changes the answer, the next first
 * @param refused the roles that are asked for, or would follow, and are not given
 * @param excepted the roles that are held because of an exception to a conflict
 * @param lockout what shuts the person out now
 */
public record Resolution(
        LifecycleState state,
        boolean paused,
        boolean forgets,
        Map<AppId, Decision> apps,
        Memory next,
        List<Transition> transitions,
        List<Problem> problems,
        Map<RoleKey, Refusal> refused,
        List<Excepted> excepted,
        Lockout lockout) {
    public Resolution {
        apps = Map.copyOf(apps);
        transitions = List.copyOf(new TreeSet<>(transitions));
        problems = List.copyOf(new TreeSet<>(problems));
        refused = Map.copyOf(refused);
        excepted = List.copyOf(new TreeSet<>(excepted));
    }

    /** One in which nothing is refused, and nothing excepted. */
    public Resolution(
            LifecycleState state,
            boolean paused,
            boolean forgets,
            Map<AppId, Decision> apps,
            Memory next,
            List<Transition> transitions,
            List<Problem> problems) {
        this(state, paused, forgets, apps, next, transitions, problems, Map.of(), List.of(), Lockout.NONE);
    }

    /** The same where the personal data was taken out of the resource then. */
    public Resolution forgotten(Instant at) {
        return new Resolution(
                state, paused, false, apps, next.forgotten(at), transitions, problems, refused, excepted, lockout);
    }

    /** The same with one thing more to say. */
    public Resolution saying(Problem problem) {
        var all = Stream.concat(problems.stream(), Stream.of(problem)).toList();
        return new Resolution(state, paused, forgets, apps, next, transitions, all, refused, excepted, lockout);
    }

    /** The roles that locks keep from the person. */
    public Set<RoleKey> excluded() {
        return refused.isEmpty()
                ? Set.of()
                : refused.entrySet().stream()
                        .filter(role -> role.getValue() instanceof Refusal.Because(Problem problem)
                                && problem.kind() == Problem.Kind.RoleExcluded)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** When time alone changes the answer next. */
    public Optional<Transition> nextTransition() {
        return transitions.stream().findFirst();
    }

    /** The next one that anybody may read; a day that begins hides nothing that happens to the person. */
    public Optional<Transition> shownTransition() {
        var shown = transitions.stream().filter(next -> !next.confidential()).toList();
        return shown.stream()
                .filter(next -> next.what() != Transition.What.DayBegins)
                .findFirst()
                .or(() -> shown.stream().findFirst());
    }
}
