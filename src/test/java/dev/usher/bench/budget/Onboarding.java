package dev.usher.bench.budget;

import dev.usher.bench.budget.NullPlan.Limit;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One time that people join: from the first apply until the last is Ready. */
final class Onboarding {
    private static final Duration MOST = Duration.ofMinutes(30);
    private static final Duration NO_LATENCY = Duration.ZERO;
    /** Lists of some apps take a moment to show what was made, so that the operator waits as long before it reads one again. */
    private static final Duration A_MOMENT = Duration.ofMillis(1500);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int SETTLERS = 12;

    private final Plant plant;
    private final int apps;
    private final Limit limit;

    Onboarding(Plant plant, int apps, Limit limit) {
        this.plant = plant;
        this.apps = apps;
        this.limit = limit;
    }

    /**
     * What it took.
     *
     * @param asked what the apps were asked
     * @param kinds the latest of that by kind of request
     * @param status of whoever was Ready last
     * @param cores milliseconds of a core for each user
     */
    record Seen(
            double seconds,
            int users,
            long asked,
            Map<String, Integer> kinds,
            ApiRequests api,
            String status,
            Map<Cores.Part, Double> cores,
            Company company) {
        double askedPerAccount() {
            return (double) asked / users / company.apps().size();
        }

        /** The same for a null operator. */
        Recipe recipe() {
            return Recipe.of(this);
        }

        double perUser(long count) {
            return (double) count / users;
        }
    }

    /** By the operator, in apps that are new to it. */
    Seen first(int users, String prefix) {
        var company = plant.company(apps, NO_LATENCY);
        plant.declare(company, limit);
        return run(company, People.named(prefix, users), Operator.REAL);
    }

    /** By the operator, in apps of which it knows some accounts. */
    Seen real(int users, String prefix) {
        var company = plant.company(apps, NO_LATENCY);
        plant.declare(company, limit);
        settle(company);
        return run(company, People.named(prefix, users), Operator.REAL);
    }

    private void settle(Company company) {
        try (var readiness = new Readiness(plant.client(), company.namespace())) {
            company.create(People.named("settler", SETTLERS), any -> {});
            readiness.await(company.people().size(), MOST);
            Waiting.pause(A_MOMENT);
            company.create(People.named("later", 2), any -> {});
            readiness.await(company.people().size(), MOST);
        }
        Waiting.until(MOST, LOOK_EVERY, "an app was not read again", () -> plant.shows(company, SETTLERS));
    }

    /** By the null operator, which sends as many requests as were seen. */
    Seen bare(int users, String prefix, Recipe recipe) {
        var company = plant.companyOfNull(apps, NO_LATENCY);
        plant.bare().plan(recipe.plan(company, limit));
        return run(company, People.named(prefix, users), Operator.NULL);
    }

    private enum Operator {
        REAL,
        NULL
    }

    private Seen run(Company company, List<String> names, Operator by) {
        var earlier = company.people().size();
        company.apps().forEach(plant.farm()::reset);
        var before = ApiRequests.now(plant.client());
        var cores = Cores.now();
        try (var readiness = new Readiness(plant.client(), company.namespace())) {
            var began = System.nanoTime();
            company.create(names, name -> {
                if (by == Operator.NULL) {
                    plant.bare().created(name);
                }
            });
            if (by == Operator.NULL) {
                plant.bare().awaitDone();
            }
            var ended = readiness.await(earlier + names.size(), MOST);
            var used = each(cores, names.size());
            var api = ApiRequests.now(plant.client()).since(before);
            var kinds = new TreeMap<String, Integer>();
            var asked = 0L;
            for (var app : company.apps()) {
                var counts = plant.farm().counts(app);
                asked += counts.all();
                counts.kinds().forEach((kind, count) -> kinds.merge(kind, count, Integer::sum));
            }
            var status = plant.client()
                    .getKubernetesSerialization()
                    .asJson(readiness.latest().getStatus());
            return new Seen((ended - began) / 1e9, names.size(), asked, kinds, api, status, used, company);
        }
    }

    private static Map<Cores.Part, Double> each(Cores before, int users) {
        var now = Cores.now();
        var each = new EnumMap<Cores.Part, Double>(Cores.Part.class);
        for (var part : Cores.Part.values()) {
            each.put(part, now.millisSince(before, part) / users);
        }
        return each;
    }
}
