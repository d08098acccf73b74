package dev.usher.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A filter of RFC 7644 section 3.4.2.2 as it was written: names are not resolved yet. */
public sealed interface Filter {

    record And(List<Filter> terms) implements Filter {}

    record Or(List<Filter> terms) implements Filter {}

    record Not(Filter term) implements Filter {}

    record Present(String path) implements Filter {}

    record Compare(String path, Operator operator, JsonNode value) implements Filter {}

    /** {@code emails[type eq "work"]}: one and the same value satisfies the inner filter. */
    record Within(String path, Filter inner) implements Filter {}

    enum Operator {
        EQ,
        NE,
        CO,
        SW,
        EW,
        GT,
        GE,
        LT,
        LE;

        static Optional<Operator> of(String word) {
            for (Operator operator : values()) {
                if (operator.name().equalsIgnoreCase(word)) {
                    return Optional.of(operator);
                }
            }
            return Optional.empty();
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What every match must equal, by lower-case path: enough to look it up in an index before the filter itself is asked. */
    default Map<String, String> equalities() {
        Map<String, String> found = new TreeMap<>();
        switch (this) {
            case And and -> and.terms().forEach(term -> found.putAll(term.equalities()));
            case Compare compare
            when compare.operator() == Operator.EQ && compare.value().isTextual() ->
                found.put(
                        compare.path().toLowerCase(Locale.ROOT), compare.value().textValue());
            case Compare _, Or _, Not _, Present _, Within _ -> {}
        }
        return found;
    }

    /** Every path that the filter names, as it was written. */
    default List<String> paths() {
        return switch (this) {
            case And and ->
                and.terms().stream().flatMap(term -> term.paths().stream()).toList();
            case Or or ->
                or.terms().stream().flatMap(term -> term.paths().stream()).toList();
            case Not not -> not.term().paths();
            case Present present -> List.of(present.path());
            case Compare compare -> List.of(compare.path());
            case Within within ->
                within.inner().paths().stream()
                        .map(inner -> within.path() + "." + inner)
                        .toList();
        };
    }
}
