package dev.usher.bench.budget;

import dev.usher.bench.budget.NullPlan.Limit;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** P1 to P3: people who join, by the operator and by the null operator in turn. */
final class OnboardingBudget {
    private static final int WARM = 200;
    /** For a JVM whose compilers both take part. */
    private static final int LONG_WARM = 1_500;

    private static final int AT_QUOTA = 60;

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
        var first = full.first(WARM, "warm");
        say("warm-up", first);
        full.bare(options.lasts() ? LONG_WARM : WARM, "warm", first.recipe());
        var rounds = rounds("", full, options.round());
        var figures = new ArrayList<Figure>();
        figures.add(rounds.ratio(
                        "p1",
                        "%,d users into %d apps, apply to Ready, full speed".formatted(options.round(), options.apps()),
                        1.3)
                .noting(cores(rounds.real, Cores.Part.OPERATOR))
                .noting("beside null " + cores(rounds.bare, Cores.Part.NULL)));
        figures.add(rounds.requests("p2", "requests to the app per created account, groups included"));
        figures.add(Figure.of(
                "p2_new",
                "the same, the first %,d users of new apps".formatted(WARM),
                first.askedPerAccount(),
                "",
                2.1,
                first.kinds().toString()));
        figures.add(writes(rounds.real));
        // Where the apps bear little the lanes wait for them, and nothing that an operator thinks should be seen.
        var quota = rounds("-quota", new Onboarding(plant, options.apps(), Limit.QUOTA), AT_QUOTA);
        figures.add(quota.ratio(
                "p1_quota", "%,d users into %d apps at 25 requests a second".formatted(AT_QUOTA, options.apps()), 1.1));
        figures.add(quota.requests("p2_quota", "requests to the app per created account at 25 a second"));
        return figures;
    }

    /** What both operators took in turn. */
    private record Rounds(List<Onboarding.Seen> real, List<Onboarding.Seen> bare) {
        Figure ratio(String key, String what, double must) {
            return Figure.ratio(key, what, seconds(real), seconds(bare), "s", must);
        }

        Figure requests(String key, String what) {
            var asked = new Spread(
                    real.stream().map(Onboarding.Seen::askedPerAccount).toList());
            return Figure.of(
                    key,
                    what,
                    asked.median(),
                    "",
                    2.1,
                    real.getLast().kinds() + ", null " + bare.getLast().kinds());
        }
    }

    /** The null operator sends what the operator sent in the first round. */
    private Rounds rounds(String profile, Onboarding onboarding, int users) {
        var rounds = new Rounds(new ArrayList<>(), new ArrayList<>());
        for (var round = 1; round <= Options.ROUNDS; round++) {
            rounds.real.add(onboarding.real(users, "real" + profile + round));
            say("real" + profile, rounds.real.getLast());
            rounds.bare.add(onboarding.bare(
                    users, "null" + profile + round, rounds.real.getFirst().recipe()));
            say("null" + profile, rounds.bare.getLast());
        }
        return rounds;
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
