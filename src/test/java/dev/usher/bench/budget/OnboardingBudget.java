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
    private static final int LEAST_AT_QUOTA = 60;
    private static final int MOST_AT_QUOTA = 200;

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
                        1.3)
                .noting(cores(real, Cores.Part.OPERATOR))
                .noting("beside null " + cores(bare, Cores.Part.NULL)));
        figures.add(Figure.of(
                "p2",
                "requests to the app per created account, groups included",
                new Spread(real.stream().map(Onboarding.Seen::askedPerAccount).toList()).median(),
                "",
                2.1,
                real.getLast().kinds().toString()));
        figures.add(writes(real));
        quota(figures, recipe);
        return figures;
    }

    /** Where the apps bear little the lanes wait for them, and nothing that an operator thinks should be seen. */
    private void quota(List<Figure> figures, Recipe recipe) {
        var quota = new Onboarding(plant, options.apps(), Limit.QUOTA);
        var users = Math.clamp(options.users() / 10, LEAST_AT_QUOTA, MOST_AT_QUOTA);
        var real = new ArrayList<Onboarding.Seen>();
        var bare = new ArrayList<Onboarding.Seen>();
        for (var run = 1; run <= RUNS; run++) {
            bare.add(quota.bare(users, "null-quota" + run, recipe));
            say("null, quota-bound", bare.getLast());
            real.add(quota.real(users, "real-quota" + run));
            say("real, quota-bound", real.getLast());
        }
        figures.add(Figure.ratio(
                "p1_quota",
                "%,d users into %d apps at 25 requests a second".formatted(users, options.apps()),
                seconds(real),
                seconds(bare),
                "s",
                1.1));
        figures.add(Figure.of(
                "p2_quota",
                "requests to the app per created account at 25 a second",
                new Spread(real.stream().map(Onboarding.Seen::askedPerAccount).toList()).median(),
                "",
                2.1,
                real.getLast().kinds() + ", null " + bare.getLast().kinds()));
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

    /** What a user costs in time of a core, which other work on the machine hardly changes. */
    private static String cores(List<Onboarding.Seen> runs, Cores.Part operator) {
        return String.format(
                Locale.ROOT,
                "ms of a core per user: %s %.1f, API server %.1f, apps %.1f",
                operator.name().toLowerCase(Locale.ROOT),
                median(runs, operator),
                median(runs, Cores.Part.API_SERVER),
                median(runs, Cores.Part.APPS));
    }

    private static double median(List<Onboarding.Seen> runs, Cores.Part part) {
        return new Spread(runs.stream()
                        .map(run -> run.cores().getOrDefault(part, 0.0))
                        .toList())
                .median();
    }

    private static Spread seconds(List<Onboarding.Seen> runs) {
        return new Spread(runs.stream().map(Onboarding.Seen::seconds).toList());
    }

    private void say(String what, Onboarding.Seen seen) {
        out.printf(Locale.ROOT, "  %s: %,d users in %.1f s%n", what, seen.users(), seen.seconds());
    }
}
