package dev.usher.bench.budget;

import dev.usher.bench.budget.NullPlan.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** P5 and P7: a world in which nothing happens, and one in which somebody changes an account behind Usher's back. */
final class SteadyBudget {
    private static final int PAGE = 10;
    private static final int READS_A_SECOND = 25;
    /** Numbers are counted every half minute. */
    private static final Duration CALM = Duration.ofSeconds(25);

    /** What an operator holds once it has had something to do at all is not of those who come later. */
    private static final int EARLY = 100;

    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final Duration WATCHED = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofMinutes(30);
    private static final double MOST_HEAP = 5;

    private final Plant plant;
    private final Options options;
    private final InstantSource clock = InstantSource.system();
    private final List<Figure> figures = new ArrayList<>();

    SteadyBudget(Plant plant, Options options) {
        this.plant = plant;
        this.options = options;
    }

    List<Figure> measure() {
        var company = plant.company(options.apps(), Duration.ZERO, PAGE);
        plant.declare(company, Limit.FULL_SPEED);
        var calm = new Calm(plant);
        join(company, "early", EARLY);
        var before = options.asks("p5") ? calmBytes(company, calm) : 0;
        join(company, "steady", options.round());
        Waiting.pause(SHORT);
        if (options.asks("p5")) {
            sweep(company);
        }
        if (options.asks("p7")) {
            drift(company);
        }
        if (options.asks("p5")) {
            calm.await(CALM);
            silence(company, calm);
            heap(OperatorJvm.current().liveBytes() - before, before);
        }
        return figures;
    }

    private void join(Company company, String prefix, int count) {
        try (var readiness = new Readiness(plant.client(), company.namespace())) {
            company.create(People.named(prefix, count), any -> {});
            readiness.await(company.people().size(), MOST);
        }
    }

    /** What is in use once every app was read and nothing happens any more, as it is at the end. */
    private long calmBytes(Company company, Calm calm) {
        Waiting.pause(SHORT);
        readAll(company, 1799);
        calm.await(CALM);
        return OperatorJvm.current().liveBytes();
    }

    private void heap(long bytes, long before) {
        var each = bytes / 1024.0 / options.round();
        figures.add(Figure.of(
                "p5_heap",
                "heap per user with %d accounts, difference by %,d users".formatted(options.apps(), options.round()),
                each,
                "KB",
                MOST_HEAP,
                String.format(Locale.ROOT, "live objects: %.1f MB before", before / 1048576.0)));
    }

    private void silence(Company company, Calm calm) {
        company.apps().forEach(plant.farm()::reset);
        var api = calm.writes(WATCHED);
        var writes = company.apps().stream()
                .mapToLong(app -> plant.farm().counts(app).writes())
                .sum();
        var time = " in " + WATCHED.toSeconds() + " s of a steady world";
        figures.add(Figure.of("p5_api", "writes to Kubernetes but its Lease" + time, (double) api, "", 0, ""));
        figures.add(Figure.of("p5_apps", "writes to apps" + time, (double) writes, "", 0, ""));
    }

    private void sweep(Company company) {
        var app = company.apps().getFirst();
        readAll(company, 1800);
        var counts = plant.farm().counts(app);
        var accounts = company.people().size();
        var least = (accounts + 1.0) / PAGE;
        figures.add(new Figure(
                "p5_sweep",
                "requests of an inventory: %,d accounts and a group, %d a page".formatted(accounts, PAGE),
                (double) counts.all() - counts.kinds().getOrDefault("ping", 0),
                "",
                Optional.of(least),
                1.05,
                counts.kinds().toString(),
                Optional.empty()));
    }

    /** Whoever edits an app has it read, and looked at what the ledger still holds of those who joined. */
    private void readAll(Company company, int everySeconds) {
        company.apps().forEach(plant.farm()::reset);
        company.apps()
                .forEach(each ->
                        company.declare(each, Limit.FULL_SPEED, "inventory: {everySeconds: " + everySeconds + "}\n"));
        company.apps().forEach(this::awaitRead);
    }

    private void awaitRead(Farm.App app) {
        Waiting.until(
                Duration.ofMinutes(1),
                LOOK_EVERY,
                "no inventory began",
                () -> plant.farm().counts(app).all() > 0);
        Waiting.until(
                MOST,
                LOOK_EVERY,
                "the inventory did not end",
                () -> plant.farm()
                        .latest(app)
                        .filter(at -> at.plus(QUIET).isBefore(clock.instant()))
                        .isPresent());
    }

    /** The edit of how often an app is read has it read at once: as the next of inventories that follow each other. */
    private void drift(Company company) {
        var app = company.apps().getLast();
        plant.farm().edit(app, company.people().getLast(), "displayName", "Drifted");
        plant.farm().reset(app);
        var edited = clock.instant();
        company.declare(app, new Limit(READS_A_SECOND, 1, 8), "inventory: {everySeconds: 1801}\n");
        Waiting.until(
                MOST,
                LOOK_EVERY,
                "the drift was not corrected",
                () -> corrected(app).isBefore(Instant.MAX));
        var lag = Duration.between(edited, corrected(app)).toMillis() / 1e3;
        var pages = Math.ceil(company.people().size() / (double) PAGE);
        figures.add(new Figure(
                "p7",
                "drift until it is corrected, %.0f pages at %d a second".formatted(pages, READS_A_SECOND),
                lag,
                "s",
                Optional.of(pages / READS_A_SECOND),
                1.2,
                "beside it pages ÷ read rate; everySeconds is at least 60, so that inventories follow each other only by edits",
                Optional.empty()));
    }

    private Instant corrected(Farm.App app) {
        return plant.farm().first(app, "PATCH", "/Users/").orElse(Instant.MAX);
    }
}
