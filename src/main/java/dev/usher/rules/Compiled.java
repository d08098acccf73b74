package dev.usher.rules;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.usher.domain.rule.Flaw;
import java.util.Map;
import java.util.function.Function;

/**
 * A rule or a formula after a look at its text.
 *
 * @param <T> what it says of somebody, or of something
 */
sealed interface Compiled<T> {
    T answer(Fields asked);

    /** Whether its answer may change at midnight. */
    boolean asksForTheDay();

    /**
     * It can be answered, though not of everybody.
     *
     * @param reading of what the program yields
     * @param unknown where it yields nothing
     */
    record Usable<T>(Program program, boolean asksForTheDay, Function<Object, T> reading, T unknown)
            implements Compiled<T> {
        @Override
        public T answer(Fields asked) {
            try {
                return reading.apply(program.eval(Map.of(asked.variable(), asked)));
            } catch (CelEvaluationException | RuntimeException | StackOverflowError e) {
                // What went wrong may quote personal data, and goes nowhere.
                return unknown;
            }
        }
    }

    record Flawed<T>(Flaw flaw, T unknown) implements Compiled<T> {
        @Override
        public T answer(Fields asked) {
            return unknown;
        }

        @Override
        public boolean asksForTheDay() {
            return false;
        }
    }
}
