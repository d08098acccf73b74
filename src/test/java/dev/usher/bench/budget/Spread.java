package dev.usher.bench.budget;

import java.util.Arrays;
import java.util.List;

/** Several sightings of one figure. */
record Spread(List<Double> seen) {
    /** Null runs that differ by more say that the machine was not the same for all of them. */
    static final double MOST_OF_NULL = 0.15;

    Spread {
        if (seen.isEmpty()) {
            throw new IllegalArgumentException("nothing was seen");
        }
        seen = seen.stream().sorted().toList();
    }

    static Spread of(double... seen) {
        return new Spread(Arrays.stream(seen).boxed().toList());
    }

    /** The lower one of the two in the middle where there is an even number. */
    double median() {
        return seen.get((seen.size() - 1) / 2);
    }

    double least() {
        return seen.getFirst();
    }

    double most() {
        return seen.getLast();
    }

    /** By how much the largest is more than the least, as a share of the least. */
    double width() {
        return most() / least() - 1;
    }

    /** Whether null runs that took so long mean anything. */
    boolean isVoid() {
        return width() > MOST_OF_NULL;
    }

    /** At least this share of what was seen is not more than that. */
    double quantile(double share) {
        return seen.get(Math.max(0, (int) Math.ceil(share * seen.size()) - 1));
    }
}
