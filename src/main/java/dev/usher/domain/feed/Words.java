package dev.usher.domain.feed;

import dev.usher.domain.person.Employment;
import dev.usher.domain.person.PersonType;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The words that a user may have where there is a choice. */
final class Words {
    static final String MISSING = Employment.Status.Missing.name();

    /** That somebody is missing is not what a record says, but that there is none. */
    static final Set<String> STATUSES = without(names(Employment.Status.values()), MISSING);

    static final Set<String> TYPES = names(PersonType.values());

    private Words() {}

    private static Set<String> without(Set<String> names, String one) {
        return names.stream().filter(name -> !name.equals(one)).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toUnmodifiableSet());
    }
}
