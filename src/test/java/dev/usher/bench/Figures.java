package dev.usher.bench;

import dev.usher.bench.duel.Seen;
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

    /** What a connector gets done in a time beside plain code, which must be so many times as much at least. */
    boolean beside(String what, Seen seen, double least) {
        var ratios = seen.ratios();
        return row(
                what + ", beside plain code",
                "≥ " + least + " ×",
                String.format(
                        Locale.ROOT,
                        "%.2f × (%s; %s of a core each; %d rounds: %.2f to %.2f)",
                        seen.ratio(),
                        seen.perSecond(),
                        seen.cpu(),
                        ratios.size(),
                        ratios.getFirst(),
                        ratios.getLast()),
                seen.ratio() >= least);
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
