package dev.usher.domain.feed;

import java.util.Map;
import java.util.Optional;

/**
 * What a source says of one person.
 *
 * @param place where it stands, counted from one: the line of a file at which it begins, or its number among the records
 * @param values by the source's own names, without the white space around them; what is empty is not there
 */
public record FeedRecord(long place, Map<String, String> values) {
    public FeedRecord {
        values = Map.copyOf(values);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
