package dev.usher.domain.feed;

import java.util.Map;
import java.util.Optional;

/**
 * How one field of a record becomes a value of a user.
 *
 * @param name what it becomes: the path of a {@link Target}, or {@code attributes.} and a name of one's own
 * @param from the field, by the source's own name
 * @param words what a word of the source means, by that word; empty: what is written there counts
 * @param format how dates are written, such as {@code dd.MM.uuuu}; empty: as {@code 2026-12-01}, or as an instant
 */
public record FieldTerms(String name, String from, Map<String, String> words, Optional<DateFormat> format) {
    /** Before the names of values of one's own. */
    public static final String OWN = "attributes.";

    public FieldTerms {
        words = Map.copyOf(words);
    }

    /** What is known of it; empty for a value of one's own. */
    public Optional<Target> target() {
        return Target.of(name);
    }

    /** Whether it says whether somebody works here. */
    public boolean isOfLife() {
        return target().filter(Target::isOfLife).isPresent();
    }
}
