package dev.usher.controller;

import dev.usher.domain.measure.Age;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is not over, counted by its age. */
final class Waiting {
    private final Map<List<String>, Map<Age, Integer>> counts = new HashMap<>();
    private final Map<String, Duration> oldest = new HashMap<>();

    /**
     * Something that waits since then.
     *
     * @param labels of the count but for the age; the first one is that of the oldest
     */
    void add(Instant since, Instant now, String... labels) {
        if (since.isAfter(now)) {
            return;
        }
        var age = Duration.between(since, now);
        counts.computeIfAbsent(List.of(labels), _ -> new HashMap<>()).merge(Age.of(age), 1, Integer::sum);
        oldest.merge(labels[0], age, (one, other) -> one.compareTo(other) < 0 ? other : one);
    }

    List<Figures.Level> levels(Gauges count, Gauges age) {
        var levels = new ArrayList<Figures.Level>();
        counts.forEach((labels, byAge) -> byAge.forEach((of, number) -> {
            var all = new ArrayList<>(labels);
            all.add(of.label());
            levels.add(new Figures.Level(count, all, number));
        }));
        oldest.forEach((label, of) -> levels.add(age.at((double) of.toSeconds(), label)));
        return levels;
    }
}
