package dev.usher.rules;

import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rules of a namespace in a fixed order, so that the answers to them fit into bits.
 *
 * @param mark tells these from all others at one glance
 */
record Columns(Object mark, List<Compiled<Truth>> rules, Map<Rule, Integer> places) {
    static Columns of(Set<Rule> rules, Function<Rule, Compiled<Truth>> compile) {
        var ordered = rules.stream().sorted().toList();
        return new Columns(
                new Object(),
                ordered.stream().map(compile).toList(),
                IntStream.range(0, ordered.size()).boxed().collect(Collectors.toUnmodifiableMap(ordered::get, n -> n)));
    }

    boolean asksForTheDay() {
        return rules.stream().anyMatch(Compiled::asksForTheDay);
    }
}
