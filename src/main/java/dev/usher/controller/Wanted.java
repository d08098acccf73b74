package dev.usher.controller;

import dev.usher.domain.feed.Drafting;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is read of each record of a source.
 *
 * @param besides what becomes nothing of a user, and is compared with what the user has before it is written back
 */
record Wanted(Drafting drafting, Set<String> besides) {
    /** Where it is not records that are read. */
    static final Wanted NOTHING = new Wanted(new Drafting("", List.of()), Set.of());

    Wanted {
        besides = Set.copyOf(besides);
    }

    /** All of it but the key. */
    Set<String> columns() {
        return Stream.concat(drafting.fields().stream().flatMap(field -> field.columns().stream()), besides.stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
