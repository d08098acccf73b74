package dev.usher.rules;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.usher.domain.rule.Flaw;
import dev.usher.domain.rule.Truth;
import java.util.Map;

/** A rule after a look at its text. */
sealed interface Compiled {
    Truth answer(Fields user);

    /** Whether its answer may change at midnight. */
    boolean asksForTheDay();

    /** It can be answered, though not of everybody. */
    record Usable(Program program, boolean asksForTheDay) implements Compiled {
        @Override
        public Truth answer(Fields user) {
            try {
                return Boolean.TRUE.equals(program.eval(Map.of(Language.USER, user))) ? Truth.YES : Truth.NO;
            } catch (CelEvaluationException | RuntimeException | StackOverflowError e) {
                // What went wrong may quote personal data, and goes nowhere.
                return Truth.UNKNOWN;
            }
        }
    }

    record Flawed(Flaw flaw) implements Compiled {
        @Override
        public Truth answer(Fields user) {
            return Truth.UNKNOWN;
        }

        @Override
        public boolean asksForTheDay() {
            return false;
        }
    }
}
