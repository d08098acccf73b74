package dev.usher.domain.access;

import dev.usher.domain.account.Attributes;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * Attributes on whose change an assignment ends, with their values.
 *
 * <p>Their fingerprint is {@code names.values}, so that an edit of the role, which names others, is no change of the person.
 */
record Watched(SortedSet<String> names, Attributes profile) {
    /** Empty where nothing is watched. */
    Optional<String> fingerprint() {
        return names.isEmpty() ? Optional.empty() : Optional.of(ofNames() + "." + ofValues());
    }

    boolean hasChangedSince(String earlier) {
        return earlier.startsWith(ofNames() + ".") && !fingerprint().equals(Optional.of(earlier));
    }

    private String ofNames() {
        return Fingerprint.of(names);
    }

    /** No value and an empty one are the same: nothing is said. */
    private String ofValues() {
        return Fingerprint.of(names.stream()
                .flatMap(name -> Stream.of(name, profile.get(name).orElse("")))
                .toList());
    }
}
