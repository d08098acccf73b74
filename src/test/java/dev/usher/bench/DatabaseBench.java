package dev.usher.bench;

import dev.usher.bench.database.Database;
import dev.usher.bench.database.Rows;
import dev.usher.bench.duel.Duel;
import java.io.PrintStream;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The SQL connector alone, beside plain JDBC, on one PostgreSQL. */
final class DatabaseBench {
    private static final double LEAST_RATIO = 0.8;
    private static final int ROUNDS = 15;
    private static final int WARMING = 10;
    private static final int ROUND = 3_000;
    private static final int LISTED = 50_000;

    private static final Duel.Act<Rows> SHUT = (side, id, _) -> side.disable(id);
    private static final Duel.Act<Rows> LOOKED_AT = (side, id, _) -> side.name(id);

    private DatabaseBench() {}

    /** Returns whether every figure is within its bound. */
    static boolean run(PrintStream out) {
        Logger.getLogger("").setLevel(Level.INFO);
        var figures = new Figures(out);
        figures.head();
        try (var duel = Database.duel(LISTED)) {
            duel.creates(WARMING, ROUND);
            duel.changes(WARMING, ROUND);
            duel.each(WARMING, ROUND, SHUT);
            duel.each(WARMING, ROUND, LOOKED_AT);
            duel.reads(WARMING);
            var within = figures.beside("accounts made in a second", duel.creates(ROUNDS, ROUND), LEAST_RATIO);
            within &= figures.beside("accounts changed in a second", duel.changes(ROUNDS, ROUND), LEAST_RATIO);
            within &= figures.beside("accounts disabled in a second", duel.each(ROUNDS, ROUND, SHUT), LEAST_RATIO);
            within &= figures.beside(
                    "accounts read in a second, one by one", duel.each(ROUNDS, ROUND, LOOKED_AT), LEAST_RATIO);
            return figures.beside(
                            "accounts listed in a second, of %,d".formatted(LISTED), duel.reads(ROUNDS), LEAST_RATIO)
                    && within;
        } catch (Exception e) {
            throw new IllegalStateException("the bench did not come to its end", e);
        }
    }
}
