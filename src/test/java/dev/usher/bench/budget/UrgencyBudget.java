package dev.usher.bench.budget;

import dev.usher.bench.budget.NullPlan.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** P4: who is shut out, and who leaves, while many who join wait in the same apps. */
final class UrgencyBudget {
    private static final int APPS = 20;
    private static final int LOCKS = 12;
    private static final int LOCKS_WITHOUT_ONE = 6;
    /** Those that go at once whatever the limits on removals say. */
    private static final int DEPARTURES = 5;

    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Duration MOST = Duration.ofMinutes(10);
    private static final Duration ACTS_WITHIN = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Plant plant;
    private final Options options;
    private final InstantSource clock = InstantSource.system();
    /** By the name of the person and of the app. */
    private final Map<String, Map<String, String>> ids = new HashMap<>();

    UrgencyBudget(Plant plant, Options options) {
        this.plant = plant;
        this.options = options;
    }

    List<Figure> measure() {
        var company = plant.company(APPS, LATENCY);
        plant.declare(company, Limit.QUOTA);
        var victims = People.named("victim", LOCKS + DEPARTURES + LOCKS_WITHOUT_ONE);
        try (var readiness = new Readiness(plant.client(), company.namespace())) {
            company.create(victims, any -> {});
            readiness.await(victims.size(), MOST);
            victims.forEach(victim -> ids.put(victim, ids(company, victim)));
            company.create(People.named("joiner", options.round()), any -> {});
            var locks = victims.subList(0, LOCKS);
            var leavers = victims.subList(LOCKS, LOCKS + DEPARTURES);
            var late = victims.subList(LOCKS + DEPARTURES, victims.size());
            var lock = each(company.apps(), locks, company::lock);
            var departure = each(company.apps(), leavers, company::terminate);
            var alive = company.apps().subList(0, APPS - 1);
            plant.farm().down(company.apps().getLast());
            var without = each(alive, late, company::lock);
            var queued = "%,d of %,d who joined were not ready yet at the end"
                    .formatted(options.round() + victims.size() - readiness.count(), options.round());
            return List.of(
                    figure("p4_lock", "a lock in %d apps while others join".formatted(APPS), lock, 2)
                            .noting(queued),
                    figure("p4_departure", "one of the first five departures, the same way", departure, 5),
                    figure("p4_dead", "a lock in the other apps while one is dead", without, 2));
        }
    }

    private static Figure figure(String key, String what, Spread seen, double must) {
        return Figure.of(
                key,
                what + ", 100 ms latency, p99 of " + seen.seen().size(),
                seen.quantile(0.99),
                "s",
                must,
                String.format(Locale.ROOT, "median %.2f s, each %s", seen.median(), seen.seen()));
    }

    private static Map<String, String> ids(Company company, String person) {
        var ids = new HashMap<String, String>();
        company.stored(person).getStatus().accounts().forEach(account -> {
            if (account.id() != null) {
                ids.put(account.app(), account.id());
            }
        });
        return ids;
    }

    /** Does it to one after the other, and says how long it took until the last of the apps had confirmed. */
    private Spread each(List<Farm.App> apps, List<String> people, Consumer<String> act) {
        var took = new ArrayList<Double>();
        for (var person : people) {
            var began = clock.instant();
            act.accept(person);
            Waiting.until(
                    ACTS_WITHIN,
                    LOOK_EVERY,
                    "not every app was told",
                    () -> told(apps, person).size() == apps.size());
            var last = told(apps, person).stream().max(Instant::compareTo).orElseThrow();
            took.add(Duration.between(began, last.plus(LATENCY)).toMillis() / 1e3);
            Waiting.pause(BETWEEN);
        }
        return new Spread(took);
    }

    private List<Instant> told(List<Farm.App> apps, String person) {
        return apps.stream()
                .flatMap(app ->
                        plant
                                .farm()
                                .first(
                                        app,
                                        "PATCH",
                                        "/Users/"
                                                + ids.getOrDefault(person, Map.of())
                                                        .get(app.name()))
                                .stream())
                .toList();
    }
}
