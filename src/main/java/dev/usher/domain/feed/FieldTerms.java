package dev.usher.domain.feed;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How one field of a record becomes a value of a user.
 *
 * @param name what it becomes: the path of a {@link Target}, or {@code attributes.} and a name of one's own
 * @param from the field, by the source's own name; what it becomes, where it is made of several
 * @param words what a word of the source means, by that word; empty: what is written there counts
 * @param format how dates are written, such as {@code dd.MM.uuuu}; empty: as {@code 2026-12-01}, or as an instant
 * @param composed how it is made of several fields; empty where it is one
 */
public record FieldTerms(
        String name, String from, Map<String, String> words, Optional<DateFormat> format, Optional<Composed> composed) {
    /** Before the names of values of one's own. */
    public static final String OWN = "attributes.";

    public FieldTerms {
        // In one order in every process: the name of a run is made of it.
        words = Collections.unmodifiableMap(new TreeMap<>(words));
    }

    /** Of one field. */
    public FieldTerms(String name, String from, Map<String, String> words, Optional<DateFormat> format) {
        this(name, from, words, format, Optional.empty());
    }

    /** The fields that are read for it, by the source's own names. */
    public Set<String> columns() {
        return composed.map(Composed::reads).orElseGet(() -> Set.of(from));
    }

    /** By what it is noticed that the records of a run have it no more: its fields, and what is made of several. */
    public Set<String> watched() {
        return composed.isEmpty()
                ? columns()
                : Stream.concat(columns().stream(), Stream.of(made())).collect(Collectors.toUnmodifiableSet());
    }

    /** How what is made of several fields is told from a field of that name. */
    public String made() {
        return name + " (value)";
    }

    /** Whether a record has what is needed to make it, and something comes of that. */
    public boolean makes(FeedRecord record) {
        return said(record).filter(text -> !text.isEmpty()).isPresent();
    }

    /** What a record says of it; an empty text where that is nothing, and nothing where nobody can tell. */
    public Optional<String> said(FeedRecord record) {
        return composed.isPresent()
                ? composed.get().of(record)
                : Optional.of(record.value(from).orElse(""));
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
