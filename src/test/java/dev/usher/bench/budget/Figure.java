package dev.usher.bench.budget;

import java.util.Locale;
import java.util.Optional;

/**
 * One figure beside its bound.
 *
 * @param key its name for machines
 * @param value what was seen, in a unit
 * @param beside the same of the null operator, which makes the bound one of the ratio; else the bound is one of the value
 * @param must the bound
 * @param note what else is to be known of it
 * @param worthless why it says nothing
 */
record Figure(
        String key,
        String what,
        double value,
        String unit,
        Optional<Double> beside,
        double must,
        String note,
        Optional<String> worthless) {

    /** How a figure stands to its bound. */
    enum Verdict {
        OK,
        OVER,
        VOID;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A figure whose bound is its own. */
    static Figure of(String key, String what, double value, String unit, double must, String note) {
        return new Figure(key, what, value, unit, Optional.empty(), must, note, Optional.empty());
    }

    /** A figure whose bound is a multiple of what the null operator took; worthless where that was not the same each time. */
    static Figure ratio(String key, String what, Spread real, Spread bare, String unit, double must) {
        var note = String.format(
                Locale.ROOT,
                "%.2f to %.2f %s, null %.2f to %.2f",
                real.least(),
                real.most(),
                unit,
                bare.least(),
                bare.most());
        return new Figure(
                key,
                what,
                real.median(),
                unit,
                Optional.of(bare.median()),
                must,
                note,
                Optional.of(bare)
                        .filter(Spread::isVoid)
                        .map(wide -> "null runs differ by %.0f %%".formatted(wide.width() * 100)));
    }

    /** What could not be measured. */
    static Figure missing(String key, String what, String why) {
        return new Figure(key, what, Double.NaN, "", Optional.empty(), Double.NaN, "", Optional.of(why));
    }

    Figure noting(String more) {
        return new Figure(key, what, value, unit, beside, must, note.isEmpty() ? more : note + "; " + more, worthless);
    }

    Optional<Double> ratio() {
        return beside.map(bare -> value / bare);
    }

    Verdict verdict() {
        if (worthless.isPresent()) {
            return Verdict.VOID;
        }
        return ratio().orElse(value) <= must ? Verdict.OK : Verdict.OVER;
    }
}
