package dev.usher.bench.connector;

import java.util.List;

/** What two sides took in turn, round by round. */
public record Comparison(List<Pair> rounds) {
    /** One round of each, one right after the other. */
    record Pair(Onboarding.Took connector, Onboarding.Took hand) {
        /** How many times as much as the other one the connector gets done in a time. */
        double ratio() {
            return connector.perSecond() / hand.perSecond();
        }
    }

    /** @throws IllegalArgumentException where nothing was seen */
    public Comparison {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("no round");
        }
    }

    public List<Double> ratios() {
        return rounds.stream().map(Pair::ratio).sorted().toList();
    }

    /** Of an even number the worse one of the two in the middle. */
    public double ratio() {
        return median(ratios());
    }

    public double cpuOfConnector() {
        return median(rounds.stream()
                .map(round -> round.connector().cpuMicrosEach())
                .sorted()
                .toList());
    }

    public double cpuByHand() {
        return median(rounds.stream()
                .map(round -> round.hand().cpuMicrosEach())
                .sorted()
                .toList());
    }

    private static double median(List<Double> sorted) {
        return sorted.get((sorted.size() - 1) / 2);
    }
}
