package dev.usher.source;

import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.NamingTerms;
import dev.usher.domain.feed.Target;
import dev.usher.domain.rule.Flaw;
import dev.usher.rules.Composer;
import dev.usher.rules.Composition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a source names people, understood.
 *
 * @param terms as they are declared
 */
public record Naming(NamingTerms terms, Optional<OfName> userName, Optional<OfName> email) {
    /** Where the records say how people are called. */
    public static final Naming NONE = new Naming(NamingTerms.NONE, Optional.empty(), Optional.empty());

    /** What nobody's name is made of: who is above them, whether they work here, and what they are to the company. */
    private static final Set<Target> LEFT_OUT =
            Set.of(Target.MANAGER, Target.TYPE, Target.STATUS, Target.START_TIME, Target.END_TIME);

    /** How one name is chosen. */
    public record OfName(Target target, List<Composition.Usable> candidates, NamingTerms.OnNameChange onChange) {
        public OfName {
            candidates = List.copyOf(candidates);
        }

        Set<String> reads() {
            return candidates.stream()
                    .flatMap(candidate -> candidate.reads().stream())
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /** What comes of reading a declaration. */
    public sealed interface Read {
        record Of(Naming naming) implements Read {}

        /**
         * A candidate that cannot be understood.
         *
         * @param field where, as the declaration has it
         */
        record Flawed(String field, Flaw flaw) implements Read {}
    }

    /** Reads how people are named of whom these fields are said. */
    public static Read read(NamingTerms terms, List<FieldTerms> fields) {
        var names = new HashSet<>(fields.stream()
                .filter(field -> field.target().filter(LEFT_OUT::contains).isEmpty())
                .map(FieldTerms::name)
                .toList());
        var userName = terms.userName().map(said -> read(said, Target.USER_NAME, Composer.ofPerson(names)));
        if (userName.isPresent() && userName.get() instanceof Part.Flawed flawed) {
            return flawed.read();
        }
        if (terms.userName().isPresent()) {
            names.add(Target.USER_NAME.path());
        }
        var email = terms.email().map(said -> read(said, Target.EMAIL, Composer.ofPerson(names)));
        return email.isPresent() && email.get() instanceof Part.Flawed flawed
                ? flawed.read()
                : new Read.Of(new Naming(terms, userName.flatMap(Part::name), email.flatMap(Part::name)));
    }

    private sealed interface Part {
        default Optional<OfName> name() {
            return this instanceof Of of ? Optional.of(of.understood()) : Optional.empty();
        }

        record Of(OfName understood) implements Part {}

        record Flawed(Read.Flawed read) implements Part {}
    }

    private static Part read(NamingTerms.OfName said, Target target, Composer composer) {
        var candidates = new ArrayList<Composition.Usable>();
        for (var candidate : said.candidates()) {
            switch (composer.understand(candidate)) {
                case Composition.Usable usable -> candidates.add(usable);
                case Composition.Flawed(Flaw flaw) -> {
                    var field = "naming." + target.path() + ".candidates[" + candidates.size() + "]";
                    return new Part.Flawed(new Read.Flawed(field, flaw));
                }
            }
        }
        return new Part.Of(new OfName(target, candidates, said.onChange()));
    }

    boolean isNone() {
        return userName.isEmpty() && email.isEmpty();
    }

    /** What of a user it chooses. */
    Set<String> chosen() {
        return all().map(name -> name.target().path()).collect(Collectors.toUnmodifiableSet());
    }

    /** What the records say that names are made of. */
    Set<String> reads() {
        var chosen = chosen();
        return all().flatMap(name -> name.reads().stream())
                .filter(path -> !chosen.contains(path))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Stream<OfName> all() {
        return Stream.concat(userName.stream(), email.stream());
    }
}
