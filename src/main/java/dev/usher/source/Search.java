package dev.usher.source;

import dev.usher.domain.feed.Draft;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Target;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whom the records of a run mean, of the users that are there. */
final class Search {
    private static final int NAME_BYTES = 8;
    private static final int MANY = 16;
    private static final String EXTERNAL_ID = Target.EXTERNAL_ID.path();

    private final SourceId source;
    private final List<String> match;
    private final Population.Register register;
    private final Roll roll;
    private final Map<String, String> found = new HashMap<>();

    Search(SourceId source, List<String> match, Population.Register register, Roll roll) {
        this.source = source;
        this.match = match;
        this.register = register;
        this.roll = roll;
    }

    /** Those who are meant; more than one where nobody can tell whom. */
    sealed interface Answer {
        /**
         * It is this one.
         *
         * @param isCopied whether others have the same employment, by a copy of the user
         */
        record One(Person person, boolean isCopied) implements Answer {}

        record Several() implements Answer {}

        /** Somebody whom the source did not make has the name that a new one would have. */
        record Taken() implements Answer {}

        /** Somebody whom the source knows by another key, of which it says nothing now. */
        record Elsewhere() implements Answer {}

        record Nobody() implements Answer {}
    }

    /** Notes whom a record means of whom the source has not spoken yet, before anybody is named as a manager. */
    void meets(Draft draft) {
        if (of(draft) instanceof Answer.One one && one.person().key().isEmpty()) {
            found.put(draft.key(), one.person().name());
        }
    }

    Answer of(Draft draft) {
        var known = register.ofKey(draft.key());
        if (known.size() > 1) {
            return Optional.of(nameOf(draft.key()))
                    .filter(known::contains)
                    .flatMap(name -> register.named(name, draft.key()))
                    .<Answer>map(person -> new Answer.One(person, true))
                    .orElseGet(Answer.Several::new);
        }
        if (known.isEmpty() && roll.isDelta() && isKnownOtherwise(draft)) {
            return new Answer.Elsewhere();
        }
        var names = known.isEmpty() ? matching(draft) : known;
        if (names.size() > 1) {
            return new Answer.Several();
        }
        return names.stream()
                .findFirst()
                .flatMap(name -> register.named(name, draft.key()))
                .<Answer>map(person -> new Answer.One(person, false))
                .orElseGet(() ->
                        register.named(nameOf(draft.key())).isPresent() ? new Answer.Taken() : new Answer.Nobody());
    }

    private boolean isKnownOtherwise(Draft draft) {
        return Optional.ofNullable(draft.attributes().get(EXTERNAL_ID)).stream()
                .flatMap(value -> register.having(EXTERNAL_ID, value).stream())
                .anyMatch(name -> !isFree(name));
    }

    /** Of whom the source has spoken by this key, where it is one. */
    Optional<Person> known(String key) {
        var names = register.ofKey(key);
        return names.size() == 1
                ? names.stream().findFirst().flatMap(name -> register.named(name, key))
                : Optional.empty();
    }

    /** The resource of whoever has a key, be they there or not. */
    String resourceOf(String key) {
        return known(key)
                .map(Person::name)
                .or(() -> Optional.ofNullable(found.get(key)))
                .orElseGet(() -> nameOf(key));
    }

    /** By the first path by which anybody is found. */
    private Set<String> matching(Draft draft) {
        return Stream.concat(Stream.of(EXTERNAL_ID), match.stream())
                .distinct()
                .map(path -> matching(draft, path))
                .filter(names -> !names.isEmpty())
                .findFirst()
                .orElse(Set.of());
    }

    private Set<String> matching(Draft draft, String path) {
        var having = Optional.ofNullable(draft.attributes().get(path))
                .map(value -> register.having(path, value))
                .orElse(Set.of());
        // Of an address that many share nobody can tell whose it is, and it would take long to find that out for each
        // of them.
        return having.size() > MANY
                ? having
                : having.stream()
                        .filter(name -> path.equals(EXTERNAL_ID) ? isFree(name) : mayBe(name, draft))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** An address or a login can be given to somebody else later, and the key of a person never is. */
    private boolean mayBe(String name, Draft draft) {
        var said = Optional.ofNullable(draft.attributes().get(EXTERNAL_ID));
        var there = register.named(name)
                .flatMap(person -> Optional.ofNullable(person.values().get(EXTERNAL_ID)));
        return register.keys(name).isEmpty() && (said.isEmpty() || there.isEmpty() || said.equals(there));
    }

    /** Whether the run speaks of them under no other key; where it does not list everybody, whether the source ever did. */
    boolean isFree(String name) {
        return register.keys(name).stream().noneMatch(key -> roll.isDelta() || roll.has(key));
    }

    /** The same for one key of one source, whatever is installed where; it tells nobody the key. */
    String nameOf(String key) {
        var digest = Roll.sha256().digest((source + "\0" + key).getBytes(StandardCharsets.UTF_8));
        return source.name() + "-" + HexFormat.of().formatHex(digest, 0, NAME_BYTES);
    }
}
