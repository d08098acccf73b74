package dev.usher.domain.feed;

import java.util.Map;
import java.util.Optional;

/**
 * What a source says of one person.
 *
 * @param place where it stands, counted from one: the line of a file at which it begins, or its number among the records
 * @param values by the source's own names, without the white space around them; what is empty is not there
 * @param faults what of it cannot be read, by the same names, and why: all else counts
 */
public record FeedRecord(long place, Map<String, String> values, Map<String, Refusal.Rule> faults) {
    public FeedRecord {
        values = Map.copyOf(values);
        faults = Map.copyOf(faults);
    }

    /** One of which everything can be read. */
    public FeedRecord(long place, Map<String, String> values) {
        this(place, values, Map.of());
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
