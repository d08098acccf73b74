package dev.usher.sync;

import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.safety.OrphanTerms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A short story: what there is before it begins, and what happens, one after the other.
 *
 * @param before happens undisturbed
 * @param steps each is waited for, unless they are told in a hurry
 * @param done whether everything is as decided
 */
record Scenario(
        String name, Upkeep upkeep, Consumer<Stage> before, List<Consumer<Stage>> steps, Predicate<Stage> done) {
    private static final Upkeep UPKEEP =
            new Upkeep(Duration.ofHours(1), Drift.STANDARD, OrphanTerms.STANDARD, Correlation.STANDARD);

    Scenario {
        steps = List.copyOf(steps);
    }

    static Scenario of(String name) {
        return new Scenario(name, UPKEEP, stage -> {}, List.of(), Scenario::everybodyIsAsDecided);
    }

    Scenario after(Consumer<Stage> story) {
        return new Scenario(name, upkeep, story, steps, done);
    }

    Scenario then(Consumer<Stage> step) {
        var more = new ArrayList<>(steps);
        more.add(step);
        return new Scenario(name, upkeep, before, more, done);
    }

    Scenario until(Predicate<Stage> end) {
        return new Scenario(name, upkeep, before, steps, end);
    }

    Scenario keeping(Upkeep other) {
        return new Scenario(name, other, before, steps, done);
    }

    static boolean everybodyIsAsDecided(Stage stage) {
        return stage.world.keys().allMatch(key -> stage.world.agrees(key, stage.app.id()));
    }

    @Override
    public String toString() {
        return name;
    }
}
