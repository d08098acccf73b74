package dev.usher.rules;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.usher.domain.rule.Flaw;
import dev.usher.domain.rule.Text;
import java.util.Map;
import java.util.Optional;

/** A formula after a look at its text. */
sealed interface CompiledFormula {
    Text answer(Fields user);

    /** Whether its answer may change at midnight. */
    boolean asksForTheDay();

    /** It can be answered, though not of everybody. */
    record Usable(Program program, boolean asksForTheDay) implements CompiledFormula {
        @Override
        public Text answer(Fields user) {
            try {
                return switch (program.eval(Map.of(Language.USER, user))) {
                    case String text -> new Text.Value(text);
                    case Optional<?> text ->
                        new Text.Value(text.map(Object::toString).orElse(""));
                    default -> Text.UNKNOWN;
                };
            } catch (CelEvaluationException | RuntimeException | StackOverflowError e) {
                // What went wrong may quote personal data, and goes nowhere.
                return Text.UNKNOWN;
            }
        }
    }

    record Flawed(Flaw flaw) implements CompiledFormula {
        @Override
        public Text answer(Fields user) {
            return Text.UNKNOWN;
        }

        @Override
        public boolean asksForTheDay() {
            return false;
        }
    }
}
