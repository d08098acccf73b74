package dev.usher.sync;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One telling of a story; its text is its name, by which it can be told again.
 *
 * @param crashes how the first process ends, and the next ones
 */
record Case(Scenario scenario, Weather weather, List<Crash> crashes) {
    Case {
        crashes = List.copyOf(crashes);
    }

    static Case of(Scenario scenario, Crash... crashes) {
        return new Case(scenario, Weather.FAIR, List.of(crashes));
    }

    @Override
    public String toString() {
        return Stream.concat(Stream.of(scenario, weather), crashes.stream())
                .map(Object::toString)
                .collect(Collectors.joining("/"));
    }

    static Case of(String text) {
        var parts = text.split("/", -1);
        var scenario = Stream.concat(Scenarios.all().stream(), Scenarios.inTrouble().stream())
                .filter(one -> one.name().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no story of that name: " + parts[0]));
        return new Case(
                scenario,
                Weather.of(parts[1]),
                Arrays.stream(parts).skip(2).map(Crash::of).toList());
    }
}
