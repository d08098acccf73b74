package dev.usher.bench;

import dev.usher.bench.directory.Directory;
import java.io.PrintStream;
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
        try (var duel = Directory.duel(LISTED)) {
            duel.creates(WARMING, ROUND);
            duel.changes(WARMING, ROUND);
            var within = figures.beside("accounts made in a second", duel.creates(ROUNDS, ROUND), LEAST_RATIO);
            within &= figures.beside(
                    "accounts changed in a second, each found by its id", duel.changes(ROUNDS, ROUND), LEAST_RATIO);
            duel.reads(WARMING);
            return figures.beside(
                            "accounts read in a second, of %,d".formatted(LISTED), duel.reads(ROUNDS), LEAST_RATIO)
                    && within;
        } catch (Exception e) {
            throw new IllegalStateException("the bench did not come to its end", e);
        }
    }
}
