package dev.usher.domain.feed;

import dev.usher.domain.person.Employment;
import dev.usher.domain.person.PersonType;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The words that a user may have where there is a choice. */
final class Words {
    static final Set<String> STATUSES = names(Employment.Status.values());
    static final Set<String> TYPES = names(PersonType.values());

    private Words() {}

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toUnmodifiableSet());
    }
}
