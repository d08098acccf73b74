package dev.usher.bench;

import dev.usher.domain.account.Attributes;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Subject;
import dev.usher.domain.rule.Truth;
import dev.usher.rules.CelRulings;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What rules cost: an answer, and an edit that everybody is asked about. */
final class RulesBench {
    private static final int PEOPLE = 100_000;
    private static final int RULES = 20;
    private static final int ROUNDS = 5;
    private static final int MOST_NANOS = 1_000;
    private static final int MOST_MILLIS = 2_000;
    private static final LocalDate TODAY = LocalDate.parse("2026-12-01");
    private static final List<String> DEPARTMENTS = List.of("Engineering", "Sales", "Support", "Finance", "Legal");
    private static final List<String> LOCATIONS = List.of("London", "Paris", "Berlin", "Los Angeles");

    private RulesBench() {}

    /** Returns whether every figure is within its bound. */
    static boolean run(PrintStream out) {
        var figures = new Figures(out);
        figures.head();
        var people = people();
        var answers = new double[ROUNDS];
        var edits = new double[ROUNDS];
        // The first round is the compiler's.
        for (var round = -1; round < ROUNDS; round++) {
            var rulings = new CelRulings();
            var rules = rules(round);
            var answer = seconds(rulings, rules, people) * 1e9 / PEOPLE / RULES;
            var edited = new HashSet<>(rules);
            edited.remove(rule(0, round));
            edited.add(rule(RULES, round));
            var edit = seconds(rulings, edited, people) * 1e3;
            if (round >= 0) {
                answers[round] = answer;
                edits[round] = edit;
            }
        }
        var quick = figures.row(
                "an answer, %d rules of %,d people in one thread".formatted(RULES, PEOPLE), answers, MOST_NANOS, "ns");
        return figures.row(
                        "one of %d rules is edited: %,d people are asked again".formatted(RULES, PEOPLE),
                        edits,
                        MOST_MILLIS,
                        "ms")
                && quick;
    }

    private static double seconds(CelRulings rulings, Set<Rule> rules, List<Subject> people) {
        var judge = rulings.judge("people", rules, Set.of());
        var asked = rules.iterator().next();
        var yes = 0;
        var began = System.nanoTime();
        for (var person : people) {
            yes += judge.about(person).of(asked) == Truth.YES ? 1 : 0;
        }
        var took = System.nanoTime() - began;
        if (yes == 0) {
            throw new IllegalStateException("nobody was asked");
        }
        return took / 1e9;
    }

    private static Set<Rule> rules(int round) {
        var rules = new HashSet<Rule>();
        for (var number = 0; number < RULES; number++) {
            rules.add(rule(number, round));
        }
        return rules;
    }

    /** Conditions as people write them, each with a text of its own in each round, so that nothing is compiled already. */
    private static Rule rule(int number, int round) {
        var department = DEPARTMENTS.get(number % DEPARTMENTS.size());
        return new Rule(
                "user.department == '" + department + "' && user.type == 'Employee' && user.location in ['London', '"
                        + LOCATIONS.get(number % LOCATIONS.size()) + "', 'Nowhere " + number + " " + round + "']");
    }

    private static List<Subject> people() {
        var people = new Subject[PEOPLE];
        Arrays.setAll(people, RulesBench::person);
        return List.of(people);
    }

    private static Subject person(int number) {
        var name = "person-%06d".formatted(number);
        return new Subject(
                "people",
                name,
                "Employee",
                Attributes.of(Map.of(
                        Attributes.USER_NAME,
                        name,
                        Attributes.DISPLAY_NAME,
                        "The " + name,
                        Attributes.EMAIL,
                        name + "@example.com",
                        Attributes.DEPARTMENT,
                        DEPARTMENTS.get(number % DEPARTMENTS.size()),
                        Attributes.LOCATION,
                        LOCATIONS.get(number % LOCATIONS.size()),
                        "badge",
                        Integer.toString(number))),
                TODAY);
    }
}
