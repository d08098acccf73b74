package dev.usher.connector.sql;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One statement with places for values: a value is bound, and never becomes part of the text.
 *
 * @param sql as the driver takes it, with a question mark in each place
 * @param parameters whose value stands there, in their order
 * @param words the words outside literals and quotes, in small letters
 * @param names how columns are called that it shows, by their names in small letters; others as they are known anyway
 */
record Query(String sql, List<String> parameters, List<String> words, Map<String, String> names) {
    Query {
        parameters = List.copyOf(parameters);
        words = List.copyOf(words);
        names = Map.copyOf(names);
    }

    /** One that shows columns by names that others declare: the server makes small letters of what is not quoted. */
    Query showing(Collection<String> declared) {
        return new Query(
                sql,
                parameters,
                words,
                declared.stream()
                        .collect(Collectors.toMap(
                                name -> name.toLowerCase(Locale.ROOT), name -> name, (one, _) -> one)));
    }

    /** What a column is to us. */
    String name(String column) {
        var known = Row.name(column);
        return known.equals(column) ? names.getOrDefault(column, column) : known;
    }

    /** Of a text in which values are named, as {@code :userName}. */
    static Query of(String text) {
        return switch (new Lexer(text).read()) {
            case Lexer.Reading.Of(Query query) -> query;
            case Lexer.Reading.Wrong(String why) -> throw new IllegalArgumentException(why);
        };
    }

    /** Why a text is no single statement; empty where it is one. */
    static Optional<String> problem(String text) {
        return new Lexer(text).read() instanceof Lexer.Reading.Wrong(String why) ? Optional.of(why) : Optional.empty();
    }

    boolean names(String parameter) {
        return parameters.contains(parameter);
    }
}
