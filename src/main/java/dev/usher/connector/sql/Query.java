package dev.usher.connector.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * One statement with places for values: a value is bound, and never becomes part of the text.
 *
 * @param sql as the driver takes it, with a question mark in each place
 * @param parameters whose value stands there, in their order
 * @param words the words outside literals and quotes, in small letters
 * @param names how columns are called that it shows, by their names in small letters; others as they are known anyway
 * @param guarded whether somebody's own function may be run by it, which must not write where this is said to read
 * @param shown what the rows of its last answer had in common
 */
record Query(
        String sql,
        List<String> parameters,
        List<String> words,
        Map<String, String> names,
        boolean guarded,
        AtomicReference<Optional<Shape>> shown) {
    /** One that was never asked. */
    Query(String sql, List<String> parameters, List<String> words, Map<String, String> names) {
        this(sql, parameters, words, names, false, new AtomicReference<>(Optional.empty()));
    }

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
                        .collect(
                                Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), name -> name, (one, _) -> one)),
                guarded,
                new AtomicReference<>(Optional.empty()));
    }

    /** The same, which the server lets write nothing, whatever it runs. */
    Query reading() {
        return new Query(sql, parameters, words, names, true, new AtomicReference<>(Optional.empty()));
    }

    /** What the rows of an answer have in common, which is mostly what those of the one before had. */
    Shape shape(ResultSet answer) throws SQLException {
        var labels = new ArrayList<String>();
        var columns = answer.getMetaData();
        for (var i = 1; i <= columns.getColumnCount(); i++) {
            labels.add(columns.getColumnLabel(i));
        }
        Shape.Times times = column -> LastUse.of(answer, column);
        var known = shown.get();
        if (known.isPresent() && known.get().isOf(labels, times)) {
            return known.get();
        }
        var shape = new Shape(labels, this::name, times);
        shown.set(Optional.of(shape));
        return shape;
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
