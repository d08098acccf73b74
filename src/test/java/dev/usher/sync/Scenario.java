package dev.usher.sync;

import dev.usher.domain.account.Identity;
import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.safety.Budgets;
import dev.usher.domain.safety.OrphanTerms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A short story: what there is before it begins, and what happens, one after the other.
 *
 * @param before happens undisturbed, one after the other
 * @param steps each is waited for, unless they are told in a hurry
 * @param done whether everything is as decided
 * @param untouchable the login names of accounts that nobody may write to
 * @param anybody whether it is the same who of all these people goes first
 */
record Scenario(
        String name,
        Upkeep upkeep,
        Budgets budgets,
        List<Consumer<Stage>> before,
        List<Step> steps,
        Predicate<Stage> done,
        Set<String> untouchable,
        boolean anybody) {
    /** Where it is only reported that somebody disabled an account, a disable that lands late is that as well. */
    static final Drift CORRECTED = new Drift(Drift.Reply.Correct, Drift.Reply.Correct, Drift.Reply.Correct);

    /** A story in an app that makes whatever it is told to, so that one create more is one account more. */
    static final String TWICE = "join-twice";

    private static final String KEY = "key of ";

    /**
     * Something happens, and has happened once the rest is so.
     *
     * @param awaited whether that is waited for in whatever hurry
     */
    record Step(Consumer<Stage> happens, Predicate<Stage> done, boolean awaited) {}

    Scenario {
        before = List.copyOf(before);
        steps = List.copyOf(steps);
        untouchable = Set.copyOf(untouchable);
    }

    static Scenario of(String name) {
        return new Scenario(
                name,
                keeping(Correlation.STANDARD),
                Budgets.STANDARD,
                List.of(),
                List.of(),
                Scenario::everybodyIsAsDecided,
                Set.of(),
                false);
    }

    static Upkeep keeping(Correlation correlation) {
        return new Upkeep(Duration.ofHours(1), CORRECTED, OrphanTerms.STANDARD, correlation);
    }

    Scenario after(Consumer<Stage> story) {
        var more = new ArrayList<>(before);
        more.add(story);
        return new Scenario(name, upkeep, budgets, more, steps, done, untouchable, anybody);
    }

    Scenario then(Consumer<Stage> step) {
        return then(step, done);
    }

    Scenario then(Consumer<Stage> step, Predicate<Stage> end) {
        return then(new Step(step, end, false));
    }

    /** It is known everywhere before anything else happens. */
    Scenario first(Consumer<Stage> step) {
        return then(new Step(step, done, true));
    }

    private Scenario then(Step step) {
        var more = new ArrayList<>(steps);
        more.add(step);
        return new Scenario(name, upkeep, budgets, before, more, done, untouchable, anybody);
    }

    /** Of the steps that follow, too. */
    Scenario until(Predicate<Stage> end) {
        return new Scenario(name, upkeep, budgets, before, steps, end, untouchable, anybody);
    }

    Scenario keeps(Upkeep other) {
        return new Scenario(name, other, budgets, before, steps, done, untouchable, anybody);
    }

    /** Who goes first is left to chance. */
    Scenario ofAnybody() {
        return new Scenario(name, upkeep, budgets, before, steps, done, untouchable, true);
    }

    Scenario limits(Budgets other) {
        return new Scenario(name, upkeep, other, before, steps, done, untouchable, anybody);
    }

    Scenario spares(String... names) {
        return new Scenario(name, upkeep, budgets, before, steps, done, Set.of(names), anybody);
    }

    /** Whether what was on its way when a process ended may land while the next one works. */
    boolean landsLate(Site site) {
        return switch (site) {
            // A status is written to the same server that keeps the lease, and long before that ends.
            case PUT, HANDOUT -> false;
            // Nobody reads it.
            case INTENT, RESULT, SAY -> false;
            case APPLY -> !name.equals(TWICE);
            default -> true;
        };
    }

    static boolean everybodyIsAsDecided(Stage stage) {
        return stage.world.keys().allMatch(key -> stage.world.agrees(key, stage.app.id()));
    }

    /** Everybody but these, who wait for somebody. */
    static Predicate<Stage> everybodyBut(String... names) {
        var waiting = Set.of(names);
        return stage -> stage.world
                .keys()
                .filter(key -> waiting.stream().noneMatch(name -> key.equals(Stage.user(name))))
                .allMatch(key -> stage.world.agrees(key, stage.app.id()));
    }

    /** By what people are called here. */
    static String nameOf(Identity identity) {
        return identity.externalId().substring(KEY.length());
    }

    static String keyOf(String name) {
        return KEY + name;
    }

    @Override
    public String toString() {
        return name;
    }
}
