package dev.usher.bench.budget;

import dev.usher.bench.budget.NullPlan.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** P6: an operator that starts again where everything is as it should be, but for somebody who was locked meanwhile. */
final class RestartBudget {
    private static final int RUNS = 3;
    private static final double LOCKS_WITHIN = 15;
    private static final double RESOLVED_WITHIN = 40;
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofMinutes(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration WINDOW = Duration.ofSeconds(1);
    /** Of a core: what an operator takes that has nothing to do. */
    private static final double IDLE = 0.1;

    private final Plant plant;
    private final Options options;
    private final InstantSource clock = InstantSource.system();

    RestartBudget(Plant plant, Options options) {
        this.plant = plant;
        this.options = options;
    }

    /** What one start took, in seconds from the start of the process. */
    private record Start(double locked, double resolved, double verified, long writes) {}

    List<Figure> measure() {
        if (plant.companies().stream().allMatch(company -> company.people().isEmpty())) {
            new Onboarding(plant, options.apps(), Limit.FULL_SPEED).real(options.round(), "settled");
        }
        new Calm(plant).await(CALM);
        var starts = new ArrayList<Start>();
        var bare = new ArrayList<Double>();
        for (var run = 0; run < RUNS; run++) {
            plant.stopOperator();
            bare.add(bare());
            starts.add(start(run));
        }
        var users = plant.companies().stream()
                .mapToInt(company -> company.people().size())
                .sum();
        return figures(users, starts, new Spread(bare));
    }

    private List<Figure> figures(int users, List<Start> starts, Spread bare) {
        var after = "restart with %,d users: ".formatted(users);
        return List.of(
                Figure.of(
                        "p6_writes",
                        after + "writes to apps, the lock's aside",
                        (double) starts.stream().mapToLong(Start::writes).max().orElse(0),
                        "",
                        0,
                        ""),
                Figure.of(
                        "p6_locks",
                        after + "until a lock acts in every app",
                        new Spread(starts.stream().map(Start::locked).toList()).median(),
                        "s",
                        LOCKS_WITHIN,
                        ""),
                Figure.of(
                        "p6_resolved",
                        after + "until nothing is left to do",
                        new Spread(starts.stream().map(Start::resolved).toList()).median(),
                        "s",
                        RESOLVED_WITHIN,
                        "less than a tenth of a core in a second; all are resolved by then"),
                Figure.ratio(
                        "p6_verified",
                        after + "until every app was read",
                        new Spread(starts.stream().map(Start::verified).toList()),
                        bare,
                        "s",
                        1.5));
    }

    private double bare() {
        var arguments = new ArrayList<String>();
        arguments.add(plant.kubeconfigOfNull().toString());
        plant.companies().forEach(company -> arguments.add(company.namespace()));
        var began = System.nanoTime();
        try (var reader = Piped.start(plant.jvm(), NullStart.class, arguments.toArray(String[]::new))) {
            plant.companies().stream()
                    .flatMap(company -> company.targets().stream())
                    .forEach(app -> reader.tell(app.endpoint() + " " + app.token() + " " + app.group()));
            reader.ask("");
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private Start start(int run) {
        var company = plant.companies().getFirst();
        var locked = company.people().get(run);
        company.lock(locked);
        apps().forEach(plant.farm()::reset);
        var began = clock.instant();
        plant.startAgain();
        Waiting.until(
                MOST,
                LOOK_EVERY,
                "the lock did not act",
                () -> lastLocked(company).isPresent());
        var resolved = untilIdle();
        var verified = apps().stream()
                .flatMap(app -> plant.farm().latest(app).stream())
                .max(Instant::compareTo)
                .orElse(began);
        var writes = apps().stream()
                .mapToLong(app -> plant.farm().counts(app).writes())
                .sum();
        return new Start(
                seconds(began, lastLocked(company).orElseThrow()),
                seconds(began, resolved),
                seconds(began, verified),
                writes - company.apps().size());
    }

    private List<Farm.App> apps() {
        return plant.companies().stream()
                .flatMap(company -> company.apps().stream())
                .toList();
    }

    /** When the last app was told; empty while one was not. */
    private Optional<Instant> lastLocked(Company company) {
        var all = company.apps().stream()
                .flatMap(app -> plant.farm().first(app, "PATCH", "/Users/").stream())
                .toList();
        return all.size() < company.apps().size()
                ? Optional.empty()
                : all.stream().max(Instant::compareTo);
    }

    private Instant untilIdle() {
        var jvm = OperatorJvm.current();
        var deadline = System.nanoTime() + MOST.toNanos();
        while (System.nanoTime() < deadline) {
            var from = clock.instant();
            var cpu = jvm.cpu();
            Waiting.pause(WINDOW);
            if (jvm.cpu().minus(cpu).toMillis() < IDLE * WINDOW.toMillis()) {
                return from;
            }
        }
        throw new TooSlow("the operator was still busy after " + MOST.toSeconds() + " s");
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }
}
