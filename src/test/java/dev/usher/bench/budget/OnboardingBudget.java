package dev.usher.bench.budget;

import dev.usher.bench.budget.NullPlan.Limit;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** P1 to P3: people who join, by the operator and by the null operator in turn. */
final class OnboardingBudget {
    private static final int RUNS = 3;
    private static final int LEAST_WARM = 200;

    private final Plant plant;
    private final Options options;
    private final PrintStream out;

    OnboardingBudget(Plant plant, Options options, PrintStream out) {
        this.plant = plant;
        this.options = options;
        this.out = out;
    }

    List<Figure> measure() {
        var full = new Onboarding(plant, options.apps(), Limit.FULL_SPEED);
        var warm = Math.max(LEAST_WARM, options.users() / 5);
        var first = full.real(warm, "warm");
        say("warm-up", first);
        var recipe = first.recipe();
        full.bare(warm, "warm", recipe);
        var real = new ArrayList<Onboarding.Seen>();
        var bare = new ArrayList<Onboarding.Seen>();
        for (var run = 1; run <= RUNS; run++) {
            bare.add(full.bare(options.users(), "null" + run, recipe));
            say("null", bare.getLast());
            real.add(full.real(options.users(), "real" + run));
            say("real", real.getLast());
        }
        var figures = new ArrayList<Figure>();
        figures.add(Figure.ratio(
                "p1",
                "%,d users into %d apps, apply to Ready, full speed".formatted(options.users(), options.apps()),
                seconds(real),
                seconds(bare),
                "s",
                1.3));
        figures.add(Figure.of(
                "p2",
                "requests to the app per created account, groups included",
                new Spread(real.stream().map(Onboarding.Seen::askedPerAccount).toList()).median(),
                "",
                2.1,
                real.getLast().kinds().toString()));
        figures.add(writes(real));
        return figures;
    }

    private static Figure writes(List<Onboarding.Seen> real) {
        var users = new Spread(real.stream()
                .map(seen -> seen.perUser(seen.api()
                        .of(asked -> asked.resource().equals("provisionedusers")
                                && asked.isWrite()
                                && !asked.verb().equals("POST"))))
                .toList());
        var last = real.getLast();
        return Figure.of(
                "p3",
                "writes to our kinds per onboarded user: finalizer, status",
                users.median(),
                "",
                2.05,
                String.format(
                        Locale.ROOT,
                        "ledger %.2f, events %.2f per user",
                        last.perUser(last.api().writesTo("secrets")),
                        last.perUser(last.api().writesTo("events"))));
    }

    private static Spread seconds(List<Onboarding.Seen> runs) {
        return new Spread(runs.stream().map(Onboarding.Seen::seconds).toList());
    }

    private void say(String what, Onboarding.Seen seen) {
        out.printf(Locale.ROOT, "  %s: %,d users in %.1f s%n", what, seen.users(), seen.seconds());
    }
}
