package dev.usher.bench;

import dev.usher.bench.budget.Farm;
import dev.usher.bench.connector.Comparison;
import dev.usher.bench.connector.Growth;
import dev.usher.bench.connector.Race;
import dev.usher.bench.connector.Reader;
import java.io.PrintStream;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The connector alone, without lanes and Kubernetes: beside plain code over its HTTP library, in requests, and in memory. */
final class ConnectorBench {
    private static final double LEAST_RATIO = 0.9;
    private static final double MOST_REQUESTS = 1.1;
    private static final double MOST_REQUESTS_WITH_LOOK_UP = 2.1;
    /** Of each row a number is kept until the list has come to its end, in a table that grows ahead of it. */
    private static final double MOST_BYTES_EACH = 32;

    private static final int ROUNDS = 7;
    private static final int WARMING = 6;
    private static final int ROUND = 8_000;
    private static final int COUNTED = 2_000;
    private static final int FEW = 10_000;
    private static final int MANY = 100_000;

    private final Figures figures;

    private ConnectorBench(PrintStream out) {
        this.figures = new Figures(out);
    }

    /** Returns whether every figure is within its bound. */
    static boolean run(PrintStream out) {
        // As in the operator: the HTTP library would word what it does, for nobody.
        Logger.getLogger("").setLevel(Level.INFO);
        var bench = new ConnectorBench(out);
        bench.figures.head();
        try {
            var onboarding = bench.onboarding();
            return bench.reading() && onboarding;
        } catch (Exception e) {
            throw new IllegalStateException("the bench did not come to its end", e);
        }
    }

    private boolean onboarding() throws Exception {
        var most = (WARMING + ROUNDS) * ROUND + 2 * COUNTED;
        try (var farm = Farm.quick();
                var race = new Race(farm, most)) {
            race.rounds(1, ROUND);
            var few = race.joined();
            var withFew = Race.inUse();
            race.rounds(WARMING - 1, ROUND);
            var server = farm.cpu();
            var comparison = race.rounds(ROUNDS, ROUND);
            var cpuOfServer = farm.cpu().minus(server).toNanos() / 1e3 / (2 * ROUNDS * ROUND);
            var kept = new Growth(few, withFew, race.joined(), Race.inUse());
            var quick = throughput(comparison, cpuOfServer);
            var sparing = requests(race);
            return bytes("onboarded", kept) && sparing && quick;
        }
    }

    private boolean throughput(Comparison seen, double cpuOfServer) {
        var ratios = seen.ratios();
        var within = figures.row(
                "people onboarded in a time, beside plain code",
                "≥ " + LEAST_RATIO + " ×",
                String.format(
                        Locale.ROOT,
                        "%.2f × (%d rounds: %.2f to %.2f)",
                        seen.ratio(),
                        ratios.size(),
                        ratios.getFirst(),
                        ratios.getLast()),
                seen.ratio() >= LEAST_RATIO);
        figures.row(
                "time of a core for each: connector, plain code, the app",
                "–",
                String.format(Locale.ROOT, "%.0f, %.0f, %.0f µs", seen.cpuOfConnector(), seen.cpuByHand(), cpuOfServer),
                true);
        return within;
    }

    private boolean requests(Race race) throws Exception {
        var both = race.requests();
        if (Math.abs(both.getFirst() - both.getLast()) > both.getLast() / 1_000) {
            throw new IllegalStateException("one side sent more requests than the other: " + both);
        }
        var each = both.getFirst() / (double) race.joined();
        var withOne = race.requestsEach(COUNTED, 1);
        var withTwo = race.requestsEach(COUNTED, 2);
        var within = figures.row(
                "requests for each, two groups included",
                "≤ " + MOST_REQUESTS,
                String.format(Locale.ROOT, "%.2f", each),
                each <= MOST_REQUESTS);
        within &= figures.row(
                "the same where one key is looked up before",
                "≤ " + MOST_REQUESTS_WITH_LOOK_UP,
                String.format(Locale.ROOT, "%.2f", withOne),
                withOne <= MOST_REQUESTS_WITH_LOOK_UP);
        figures.row(
                "the same where both keys are, as before any inventory",
                "–",
                String.format(Locale.ROOT, "%.2f", withTwo),
                true);
        return within;
    }

    private boolean reading() throws Exception {
        try (var farm = Farm.quick();
                var reader = new Reader(farm)) {
            var small = reader.app(FEW);
            var large = reader.app(MANY);
            var accounts = reader.accounts(small, FEW, large, MANY);
            var members = reader.members(small, FEW / 2, large, MANY / 2);
            var within = bytes("read, in a heap of %d MB".formatted(Reader.MEGABYTES), accounts);
            return bytes("member of a group read, beside the text of the answer", members) && within;
        }
    }

    private boolean bytes(String what, Growth growth) {
        return figures.row(
                "heap for each one more " + what,
                String.format(Locale.ROOT, "≤ %.0f B", MOST_BYTES_EACH),
                String.format(
                        Locale.ROOT,
                        "%.0f B (%,d: %,d KB; %,d: %,d KB)",
                        growth.each(),
                        growth.few(),
                        growth.withFew() >> 10,
                        growth.many(),
                        growth.withMany() >> 10),
                growth.each() <= MOST_BYTES_EACH);
    }
}
