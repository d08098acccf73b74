package dev.usher.connector.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is set for each connection of ours before anything is asked, and before what roles and databases set for themselves. */
final class Pinned {
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            // pg_temp is looked at first where it is not named, and the author of a trigger could put something there.
            "search_path", "pg_catalog,pg_temp",
            "statement_timeout", Dialler.STATEMENT_SECONDS + "s",
            "lock_timeout", "5s",
            "client_min_messages", "error",
            "idle_in_transaction_session_timeout", "30s",
            "standard_conforming_strings", "on",
            // Rows that a policy hides would be accounts that are not there: the server refuses instead.
            "row_security", "off",
            "default_transaction_isolation", "read committed",
            "default_transaction_read_only", "off"));

    /** Names are written out, since nobody knows by then what they mean otherwise. */
    private static final String ASKED = SETTINGS.keySet().stream()
            .map(name -> "pg_catalog.current_setting('" + name + "')")
            .collect(Collectors.joining(", ", "SELECT pg_catalog.pg_is_in_recovery(), ", ""));

    private Pinned() {}

    /** As a connection begins with them. */
    static String options() {
        return SETTINGS.entrySet().stream()
                .map(fixed -> "-c " + fixed.getKey() + "=" + fixed.getValue().replace(" ", "\\ "))
                .collect(Collectors.joining(" "));
    }

    /**
     * Asks what came of them: what stands between can leave out options. And a server that follows another one shows what was so there once,
     * by which who is there would count as absent.
     *
     * @return why the connection is of no use, as a code of errors; empty of one that is
     */
    static Optional<String> objection(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(ASKED)) {
            if (!answer.next()) {
                return Optional.of(States.NOT_SO);
            }
            var column = 1;
            if (answer.getBoolean(column)) {
                return Optional.of(States.READ_ONLY);
            }
            for (var value : SETTINGS.values()) {
                column++;
                if (!value.equals(answer.getString(column))) {
                    return Optional.of(States.NOT_SO);
                }
            }
            return Optional.empty();
        }
    }
}
