package dev.usher.domain.person;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A working life at an instant.
 *
 * @param departedAt when the departure was first seen; kept once set, until an employment is alive again
 * @param next when time alone changes the state again
 * @param contradictory the employments that say Active and have ended, by id
 */
public record Life(
        LifecycleState state, Optional<Instant> departedAt, Optional<Transition> next, List<String> contradictory) {

    /**
     * Reads the state off the employments; somebody who never had any is active, and somebody who departed returns only by
     * one that is alive.
     *
     * @param zone where a day of theirs starts and ends
     * @param departedBefore the departure that was recorded earlier
     */
    public static Life at(List<Employment> employments, ZoneId zone, Optional<Instant> departedBefore, Instant now) {
        var next = next(employments, zone, now);
        if (employments.isEmpty() && departedBefore.isEmpty()) {
            return new Life(LifecycleState.Active, Optional.empty(), next, List.of());
        }
        var contradictory = employments.stream()
                .filter(employment -> employment.contradictsItself(now, zone))
                .map(Employment::id)
                .sorted()
                .toList();
        var leading = leading(employments, zone, now);
        if (leading.isPresent()) {
            return new Life(stateOf(leading.get()), Optional.empty(), next, contradictory);
        }
        var ahead = employments.stream().anyMatch(employment -> employment.aheadOf(now, zone));
        if (ahead && departedBefore.isEmpty()) {
            return new Life(LifecycleState.Planned, Optional.empty(), next, contradictory);
        }
        return new Life(LifecycleState.Departed, Optional.of(departedBefore.orElse(now)), next, contradictory);
    }

    private static Optional<Employment> leading(List<Employment> employments, ZoneId zone, Instant now) {
        return employments.stream()
                .filter(employment -> employment.aliveAt(now, zone))
                .max(Comparator.comparing(Employment::primary)
                        .thenComparing(employment -> employment.startIn(zone))
                        .thenComparing(Employment::id));
    }

    private static LifecycleState stateOf(Employment leading) {
        return switch (leading.status()) {
            case OnLeave -> LifecycleState.OnLeave;
            case Suspended -> LifecycleState.Suspended;
            case Active, Terminated, Withdrawn -> LifecycleState.Active;
        };
    }

    private static Optional<Transition> next(List<Employment> employments, ZoneId zone, Instant now) {
        return employments.stream()
                .filter(employment -> !employment.endedBy(now, zone))
                .flatMap(employment -> Stream.concat(
                        employment.start().stream()
                                .map(moment -> new Transition(moment.start(zone), Transition.What.EmploymentStarts)),
                        employment.end().stream()
                                .map(moment -> new Transition(moment.end(zone), Transition.What.EmploymentEnds))))
                .filter(transition -> transition.time().isAfter(now))
                .min(Comparator.comparing(Transition::time).thenComparing(Transition::what));
    }
}
