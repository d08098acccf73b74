package dev.usher.source;

import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.Person;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What those who are listed would have no more. */
final class Taken {
    private Taken() {}

    /** Those of some fields of which anybody who is listed has a value now. */
    static Set<String> of(Set<String> fields, Drafting drafting, List<Person> known, Roll roll) {
        if (fields.isEmpty()) {
            return fields;
        }
        var listed = known.stream()
                .filter(person -> person.key().filter(roll::has).isPresent())
                .toList();
        return drafting.fields().stream()
                .filter(field -> listed.stream().anyMatch(person -> has(person, field)))
                .flatMap(field -> field.watched().stream())
                .filter(fields::contains)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean has(Person person, FieldTerms field) {
        return (field.isOfLife() ? person.life() : person.values()).containsKey(field.name());
    }
}
