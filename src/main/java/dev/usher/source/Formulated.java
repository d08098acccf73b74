package dev.usher.source;

import dev.usher.domain.feed.Composed;
import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.rule.Flaw;
import dev.usher.rules.Composer;
import dev.usher.rules.Composition;
import java.util.Optional;
import java.util.Set;

/** A value that an expression over a record makes, such as {@code record['First'] + ' ' + record['Last']}. */
public final class Formulated implements Composed {
    private static final Composer COMPOSER = Composer.ofRecord();

    private final String expression;
    private final Composition.Usable composition;

    private Formulated(String expression, Composition.Usable composition) {
        this.expression = expression;
        this.composition = composition;
    }

    /** What comes of reading an expression. */
    public sealed interface Read {
        /** The value, where the expression is understood. */
        default Optional<Composed> value() {
            return this instanceof Of(Composed understood) ? Optional.of(understood) : Optional.empty();
        }

        record Of(Composed understood) implements Read {}

        record Flawed(Flaw flaw) implements Read {}
    }

    public static Read read(String expression) {
        return switch (COMPOSER.understand(expression)) {
            case Composition.Usable usable -> new Read.Of(new Formulated(expression, usable));
            case Composition.Flawed(Flaw flaw) -> new Read.Flawed(flaw);
        };
    }

    @Override
    public Set<String> reads() {
        return composition.reads();
    }

    @Override
    public Optional<String> of(FeedRecord record) {
        return composition.text(record.values(), 0).map(String::strip);
    }

    /** By which a run under another declaration is told from this one. */
    @Override
    public String toString() {
        return expression;
    }
}
