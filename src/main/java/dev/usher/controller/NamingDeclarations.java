package dev.usher.controller;

import dev.usher.api.NamingSettings.NameSettings;
import dev.usher.api.UserSourceSpec;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.NamingTerms;
import dev.usher.domain.feed.NamingTerms.OnNameChange;
import dev.usher.domain.feed.Target;
import dev.usher.domain.rule.Flaw;
import dev.usher.source.Naming;
import java.util.List;
import java.util.Optional;

/** How sources name people, as it is declared. */
final class NamingDeclarations {
    private NamingDeclarations() {}

    static Reading<Naming> read(UserSourceSpec spec, List<FieldTerms> fields) {
        var said = Optional.ofNullable(spec.naming());
        var userName = said.flatMap(naming -> Optional.ofNullable(naming.userName()));
        var email = said.flatMap(naming -> Optional.ofNullable(naming.email()));
        var twice = objection(userName, Target.USER_NAME, fields).or(() -> objection(email, Target.EMAIL, fields));
        if (twice.isPresent()) {
            return new Reading.Invalid<>(twice.get());
        }
        return onChange(userName, Target.USER_NAME)
                .then(ofUserName -> onChange(email, Target.EMAIL)
                        .then(ofEmail -> understood(
                                new NamingTerms(
                                        userName.map(one -> new NamingTerms.OfName(one.candidates(), ofUserName)),
                                        email.map(one -> new NamingTerms.OfName(one.candidates(), ofEmail))),
                                fields)));
    }

    /** Whatever the record says of it would count for nothing, or what is chosen would. */
    private static Optional<String> objection(Optional<NameSettings> said, Target target, List<FieldTerms> fields) {
        return said.filter(
                        any -> fields.stream().anyMatch(field -> field.target().equals(Optional.of(target))))
                .map(any -> "`fields` and `naming` both say what becomes of " + target.path()
                        + ": take it out of one of them");
    }

    private static Reading<OnNameChange> onChange(Optional<NameSettings> said, Target target) {
        var word =
                said.flatMap(name -> Optional.ofNullable(name.onNameChange())).orElse(NameSettings.KEEP);
        return switch (word) {
            case NameSettings.KEEP -> new Reading.Of<>(OnNameChange.KEEP);
            case NameSettings.RENAME -> new Reading.Of<>(OnNameChange.RENAME);
            case NameSettings.ASK -> new Reading.Of<>(OnNameChange.ASK);
            default -> new Reading.Newer<>("spec.naming." + target.path() + ".onNameChange");
        };
    }

    private static Reading<Naming> understood(NamingTerms terms, List<FieldTerms> fields) {
        return switch (Naming.read(terms, fields)) {
            case Naming.Read.Of(Naming naming) -> new Reading.Of<>(naming);
            case Naming.Read.Flawed(String field, Flaw flaw) ->
                new Reading.Invalid<>("`spec." + field + "`, " + flaw.text()
                        + ": correct it; until then nothing of the source is applied");
        };
    }
}
