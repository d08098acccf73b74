package dev.usher.bench;

import dev.usher.bench.directory.Duel;
import dev.usher.thirdparty.Slapd;
import java.io.PrintStream;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The LDAP connector alone, beside plain code over its library, on one OpenLDAP. */
final class DirectoryBench {
    private static final double LEAST_RATIO = 0.8;
    private static final int ROUNDS = 15;
    private static final int WARMING = 10;
    private static final int ROUND = 500;
    private static final int LISTED = 10_000;

    private DirectoryBench() {}

    /** Returns whether every figure is within its bound. */
    static boolean run(PrintStream out) {
        Logger.getLogger("").setLevel(Level.INFO);
        var figures = new Figures(out);
        figures.head();
        try (var duel = new Duel(Slapd.start(), LISTED)) {
            duel.creates(WARMING, ROUND);
            duel.changes(WARMING, ROUND);
            var within = row(figures, "accounts made in a second", duel.creates(ROUNDS, ROUND));
            within &= row(figures, "accounts changed in a second, each found by its id", duel.changes(ROUNDS, ROUND));
            duel.reads(WARMING);
            return row(figures, "accounts read in a second, of %,d".formatted(LISTED), duel.reads(ROUNDS)) && within;
        } catch (Exception e) {
            throw new IllegalStateException("the bench did not come to its end", e);
        }
    }

    private static boolean row(Figures figures, String what, Duel.Seen seen) {
        var ratios = seen.ratios();
        return figures.row(
                what + ", beside plain code",
                "≥ " + LEAST_RATIO + " ×",
                String.format(
                        Locale.ROOT,
                        "%.2f × (%s; %s of a core each; %d rounds: %.2f to %.2f)",
                        seen.ratio(),
                        seen.perSecond(),
                        seen.cpu(),
                        ratios.size(),
                        ratios.getFirst(),
                        ratios.getLast()),
                seen.ratio() >= LEAST_RATIO);
    }
}
