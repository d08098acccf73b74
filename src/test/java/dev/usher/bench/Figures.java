package dev.usher.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/** A table of figures that were seen in several rounds, each beside its bound. */
record Figures(PrintStream out) {
    private static final String ROW = "%-62s %10s   %s%n";

    void head() {
        out.printf(ROW, "what", "must", "seen");
    }

    /** A figure in words, beside its bound; returns whether it is within that. */
    boolean row(String what, String must, String seen, boolean within) {
        out.printf(ROW, what, must, seen + (within ? "" : "   OVER"));
        return within;
    }

    /** Returns whether the worst round is within the bound. */
    boolean row(String what, double[] seen, int most, String unit) {
        Arrays.sort(seen);
        out.printf(
                ROW,
                what,
                "≤ " + most + " " + unit,
                String.format(
                        Locale.ROOT,
                        "%.0f %s (%d rounds: %.0f to %.0f)",
                        seen[seen.length / 2],
                        unit,
                        seen.length,
                        seen[0],
                        seen[seen.length - 1]));
        return seen[seen.length - 1] <= most;
    }
}
