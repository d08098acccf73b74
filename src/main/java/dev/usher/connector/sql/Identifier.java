package dev.usher.connector.sql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names in a statement, which cannot be bound: they are checked, and quoted here, and nowhere else. */
final class Identifier {
    /** What the server keeps of a name; it cuts off the rest without a word that one could rely on. */
    static final int MOST_BYTES = 63;

    private static final Pattern COLUMN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    private Identifier() {}

    /** What is wrong with the name of a column. */
    static Optional<String> problemOfColumn(String name) {
        return COLUMN.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(
                        "give the name of a column as the database has it, without quotes: letters, digits and _");
    }

    /** What is wrong with the name of a table. */
    static Optional<String> problemOfTable(String name) {
        var parts = name.split("\\.", -1);
        return parts.length == 2
                        && Arrays.stream(parts)
                                .allMatch(part -> COLUMN.matcher(part).matches())
                ? Optional.empty()
                : Optional.of("give a table with its schema, such as app.users, without quotes");
    }

    /** A name that was declared. */
    static String declared(String name) {
        return Arrays.stream(name.split("\\.", -1))
                .map(part -> quoted(part).orElseThrow(() -> new IllegalArgumentException("no name: " + name)))
                .collect(Collectors.joining("."));
    }

    /** Any name; empty of what the server could not keep as it is. */
    static Optional<String> quoted(String name) {
        return !name.isEmpty()
                        && name.indexOf('\0') < 0
                        && name.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
                        && StandardCharsets.UTF_8.newEncoder().canEncode(name)
                ? Optional.of('"' + name.replace("\"", "\"\"") + '"')
                : Optional.empty();
    }
}
