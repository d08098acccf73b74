package dev.usher.controller;

import dev.usher.api.UserSourceSpec;
import dev.usher.api.UserSourceSpec.SourceField;
import dev.usher.domain.feed.Composed;
import dev.usher.domain.feed.DateFormat;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.source.Formulated;
import java.util.List;
import java.util.Optional;

/** What becomes of the fields of records, as it is declared. */
final class FieldDeclarations {
    private FieldDeclarations() {}

    /** What is wrong with any of them; nothing else is read before that is mended. */
    static Optional<String> objection(UserSourceSpec spec) {
        return spec.fields().stream()
                .flatMap(field -> objection(field).stream())
                .findFirst();
    }

    private static Optional<String> objection(SourceField field) {
        var name = "spec.fields[" + field.to() + "]";
        if ((field.from() == null) == (field.value() == null)) {
            return Optional.of("`" + name + "` must hold exactly one of `from` and `value`");
        }
        return Optional.ofNullable(field.value())
                .map(Formulated::read)
                .flatMap(read ->
                        read instanceof Formulated.Read.Flawed flawed ? Optional.of(flawed.flaw()) : Optional.empty())
                .map(flaw -> "`" + name + ".value`, " + flaw.text()
                        + ": correct it; until then nothing of the source is applied");
    }

    static List<FieldTerms> read(UserSourceSpec spec) {
        return spec.fields().stream().map(FieldDeclarations::field).toList();
    }

    private static FieldTerms field(SourceField said) {
        return new FieldTerms(
                said.to(),
                Optional.ofNullable(said.from()).orElse(said.to()),
                said.words(),
                Optional.ofNullable(said.format()).map(DateFormat::new),
                Optional.ofNullable(said.value()).flatMap(FieldDeclarations::composed));
    }

    private static Optional<Composed> composed(String expression) {
        return Formulated.read(expression) instanceof Formulated.Read.Of(Composed value)
                ? Optional.of(value)
                : Optional.empty();
    }
}
