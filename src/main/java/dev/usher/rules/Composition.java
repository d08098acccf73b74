package dev.usher.rules;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.usher.domain.rule.Flaw;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A text that is made of what is said of somebody, after a look at how. */
public sealed interface Composition {
    /** It can be made, though not of everybody. */
    final class Usable implements Composition {
        private final Program program;
        private final Composer.Activation activation;
        private final Set<String> reads;
        private final boolean counts;

        Usable(Program program, Composer.Activation activation, Set<String> reads, boolean counts) {
            this.program = program;
            this.activation = activation;
            this.reads = Set.copyOf(reads);
            this.counts = counts;
        }

        /** The names of all that it is made of, but for the number. */
        public Set<String> reads() {
            return reads;
        }

        /** Whether it is another one for another number. */
        public boolean counts() {
            return counts;
        }

        /**
         * The text; empty where it cannot be told, such as of somebody of whom something is not said that it reads.
         *
         * @param said by name; what is not in it is not said
         */
        public Optional<String> text(Map<String, String> said, long number) {
            try {
                return switch (program.eval(activation.of(said, number))) {
                    case String text -> Optional.of(text);
                    case Optional<?> text -> text.map(Object::toString);
                    default -> Optional.empty();
                };
            } catch (CelEvaluationException | RuntimeException | StackOverflowError e) {
                // What went wrong may quote personal data, and goes nowhere.
                return Optional.empty();
            }
        }
    }

    /** It cannot be understood. */
    record Flawed(Flaw flaw) implements Composition {}
}
