package dev.usher.connector.sql;

import java.util.List;
import java.util.Optional;

/**
 * One statement with places for values: a value is bound, and never becomes part of the text.
 *
 * @param sql as the driver takes it, with a question mark in each place
 * @param parameters whose value stands there, in their order
 * @param words the words outside literals and quotes, in small letters
 */
record Query(String sql, List<String> parameters, List<String> words) {
    Query {
        parameters = List.copyOf(parameters);
        words = List.copyOf(words);
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
