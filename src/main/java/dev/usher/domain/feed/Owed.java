package dev.usher.domain.feed;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a source is to be told of one person: how they are called, where their record does not say so.
 *
 * @param key by which the source knows them
 * @param values that their record is to have, by the source's own names
 * @param said what the record said under these names when it was read; what was empty is not there
 */
public record Owed(String key, SortedMap<String, String> values, Map<String, String> said) {
    public Owed {
        values = new TreeMap<>(values);
        said = Map.copyOf(said);
    }
}
