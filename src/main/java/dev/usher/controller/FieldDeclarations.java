package dev.usher.controller;

import dev.usher.api.UserSourceSpec;
import dev.usher.api.UserSourceSpec.SourceField;
import dev.usher.domain.feed.DateFormat;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.rule.Flaw;
import dev.usher.source.Formulated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of the fields of records, as it is declared. */
final class FieldDeclarations {
    private FieldDeclarations() {}

    /** All of them, or what is wrong with the first that has something. */
    static Reading<List<FieldTerms>> read(UserSourceSpec spec) {
        var fields = new ArrayList<FieldTerms>();
        for (var said : spec.fields()) {
            switch (read(said)) {
                case Reading.Of<FieldTerms> of -> fields.add(of.value());
                case Reading.Newer<FieldTerms> newer -> {
                    return new Reading.Newer<>(newer.field());
                }
                case Reading.Invalid<FieldTerms> invalid -> {
                    return new Reading.Invalid<>(invalid.message());
                }
            }
        }
        return new Reading.Of<>(fields);
    }

    private static Reading<FieldTerms> read(SourceField said) {
        var name = "spec.fields[" + said.to() + "]";
        if ((said.from() == null) == (said.value() == null)) {
            return new Reading.Invalid<>("`" + name + "` must hold exactly one of `from` and `value`");
        }
        var composed = Optional.ofNullable(said.value()).map(Formulated::read);
        if (composed.isPresent() && composed.get() instanceof Formulated.Read.Flawed(Flaw flaw)) {
            return new Reading.Invalid<>("`" + name + ".value`, " + flaw.text()
                    + ": correct it; until then nothing of the source is applied");
        }
        return new Reading.Of<>(new FieldTerms(
                said.to(),
                Optional.ofNullable(said.from()).orElse(said.to()),
                said.words(),
                Optional.ofNullable(said.format()).map(DateFormat::new),
                composed.flatMap(Formulated.Read::value)));
    }
}
