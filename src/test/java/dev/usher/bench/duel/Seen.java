package dev.usher.bench.duel;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * How often each did something in a second, and what that took, in the middle of all rounds.
 *
 * @param ratios how many times as much as plain code the connector gets done in a time, from the worst round to the best
 */
public record Seen(Took connector, Took hand, List<Double> ratios) {
    static Seen of(List<Rounds.Pair> rounds) {
        return new Seen(
                median(rounds.stream().map(Rounds.Pair::connector).toList()),
                median(rounds.stream().map(Rounds.Pair::hand).toList()),
                rounds.stream()
                        .mapToDouble(round ->
                                round.connector().perSecond() / round.hand().perSecond())
                        .sorted()
                        .boxed()
                        .toList());
    }

    /** Of an even number the worse one of the two in the middle. */
    public double ratio() {
        return ratios.get((ratios.size() - 1) / 2);
    }

    /** What either did in a second. */
    public String perSecond() {
        return String.format(Locale.ROOT, "%,.0f and %,.0f", connector.perSecond(), hand.perSecond());
    }

    /** What each took of the cores in this process. */
    public String cpu() {
        return String.format(Locale.ROOT, "%.0f and %.0f µs", connector.cpuMicros(), hand.cpuMicros());
    }

    private static Took median(List<Took> seen) {
        return new Took(
                median(seen.stream().mapToDouble(Took::perSecond)),
                median(seen.stream().mapToDouble(Took::cpuMicros)));
    }

    private static double median(DoubleStream seen) {
        var sorted = seen.sorted().toArray();
        return sorted[(sorted.length - 1) / 2];
    }
}
