package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Transition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What should be, for one person at one instant.
 *
 * @param apps a decision for every app that is granted or remembered, unless nothing is due there
 * @param next what the next resolution has to know; resolving with it at the same instant gives the same again
 * @param nextTransition when time alone changes the answer
 */
public record Resolution(
        LifecycleState state,
        Map<AppId, Decision> apps,
        Memory next,
        Optional<Transition> nextTransition,
        List<Problem> problems) {
    public Resolution {
        apps = Map.copyOf(apps);
        problems = problems.stream().distinct().sorted().toList();
    }
}
