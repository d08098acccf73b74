package dev.usher.bench.connector;

import dev.usher.bench.budget.Farm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The connector and plain code let people join in turn, each in an app of its own, in one process. */
public final class Race implements AutoCloseable {
    /** As many requests at a time as a lane has where nothing else is declared. */
    private static final int CONCURRENCY = 8;

    private static final int TOGETHER = 100;

    private final Farm farm;
    private final Farm.App appOfConnector;
    private final Farm.App appOfHand;
    private final Side connector;
    private final Side hand;
    private int joined;

    /** @param most how many join in all */
    public Race(Farm farm, int most) throws Exception {
        this.farm = farm;
        appOfConnector = app("connector", most);
        appOfHand = app("hand", most);
        connector = new ByConnector(Session.open(appOfConnector.endpoint(), appOfConnector.name(), CONCURRENCY));
        hand = new ByHand(appOfHand.endpoint(), appOfHand.name(), CONCURRENCY);
        // What a session asks when it is opened is asked once, however many join.
        farm.reset(appOfConnector);
    }

    private Farm.App app(String name, int most) {
        var app = farm.start(name, Duration.ZERO, Farm.USUAL_PAGE);
        for (var number = 0; number < most; number += Newcomer.TEAM) {
            new Newcomer(number).groups().forEach(group -> farm.group(app, group));
        }
        return app;
    }

    /** So many join by each side; who goes first changes from round to round. */
    Comparison.Pair round(int number, int people) throws Exception {
        var from = joined;
        joined += people;
        if (number % 2 == 0) {
            var first = by(connector, from, people);
            return new Comparison.Pair(first, by(hand, from, people));
        }
        var first = by(hand, from, people);
        return new Comparison.Pair(by(connector, from, people), first);
    }

    private static Onboarding.Took by(Side side, int from, int people) throws Exception {
        return new Onboarding(side, CONCURRENCY, TOGETHER).of(from, people, 0);
    }

    /** So many rounds. */
    public Comparison rounds(int count, int people) throws Exception {
        var rounds = new ArrayList<Comparison.Pair>();
        for (var number = 0; number < count; number++) {
            rounds.add(round(number, people));
        }
        return new Comparison(rounds);
    }

    /** What the connector asks its app for each of so many more, who are looked for by so many keys first. */
    public double requestsEach(int people, int lookedUp) throws Exception {
        var before = farm.counts(appOfConnector).all();
        new Onboarding(connector, CONCURRENCY, TOGETHER).of(joined, people, lookedUp);
        joined += people;
        return (farm.counts(appOfConnector).all() - before) / (double) people;
    }

    /** What both asked their apps, each since the start. */
    public List<Long> requests() {
        return List.of(farm.counts(appOfConnector).all(), farm.counts(appOfHand).all());
    }

    /** How many have joined by each side. */
    public int joined() {
        return joined;
    }

    /** The bytes in use here, after a collection. */
    public static long inUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public void close() throws IOException {
        connector.close();
        hand.close();
    }
}
