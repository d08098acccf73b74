package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.jdbc.PgConnection;

/** Has statements done over one connection. */
record Sql(PgConnection connection) {
    /** Around a statement, with which they are sent, so that nobody waits for them. */
    private static final String BEGIN = "BEGIN READ ONLY; ";

    private static final String END = "; COMMIT";

    /**
     * What a statement did.
     *
     * @param hits how many rows it read or changed
     * @param rows those that it shows
     */
    record Effect(long hits, List<Row> rows) {
        Effect {
            rows = List.copyOf(rows);
        }
    }

    /**
     * What a statement shows.
     *
     * @param names of its columns, whether or not there is a value
     */
    record Shown(List<String> names, List<Row> rows) {
        Shown {
            names = List.copyOf(names);
            rows = List.copyOf(rows);
        }
    }

    /**
     * Reads at most so many rows.
     *
     * @throws AppFailure where there are more
     */
    List<Row> read(Query query, Map<String, String> values, int most) throws SQLException, AppFailure {
        return show(query, values, most).rows();
    }

    /** The same, and which columns there are. */
    Shown show(Query query, Map<String, String> values, int most) throws SQLException, AppFailure {
        // Within a transaction that may write, it is a part of that.
        var isGuarded = query.guarded() && connection.getAutoCommit();
        try (var statement = prepared(isGuarded ? BEGIN + query.sql() + END : query.sql(), query, values)) {
            statement.setMaxRows(most + 1);
            var shows = statement.execute();
            if (isGuarded ? !statement.getMoreResults() : !shows) {
                throw new SQLException("it shows nothing", States.NOTHING_SHOWN);
            }
            try (var answer = statement.getResultSet()) {
                var shape = query.shape(answer);
                var rows = rows(shape, answer);
                if (rows.size() > most) {
                    throw AppFailure.of(Kind.TRUNCATED, Detail.TOO_LARGE);
                }
                return new Shown(shape.names(), rows);
            }
        }
    }

    /** Changes something. */
    Effect write(Query query, Map<String, String> values) throws SQLException {
        try (var statement = prepared(query.sql(), query, values)) {
            if (!statement.execute()) {
                return new Effect(Math.max(0, statement.getLargeUpdateCount()), List.of());
            }
            try (var answer = statement.getResultSet()) {
                var rows = rows(query.shape(answer), answer);
                return new Effect(rows.size(), rows);
            }
        }
    }

    /** Has a statement read, and not done; it would show columns of these names. */
    List<String> describe(Query query) throws SQLException {
        try (var statement = connection.prepareStatement(query.sql())) {
            var columns = Optional.ofNullable(statement.getMetaData());
            var names = new ArrayList<String>();
            for (var i = 1; columns.isPresent() && i <= columns.get().getColumnCount(); i++) {
                names.add(query.name(columns.get().getColumnLabel(i)));
            }
            return names;
        }
    }

    /** One without values, of names that were quoted here: in quotes a question mark is no place for one. */
    void command(String text) throws SQLException {
        try (var statement = connection.prepareStatement(text)) {
            statement.execute();
        }
    }

    private PreparedStatement prepared(String text, Query query, Map<String, String> values) throws SQLException {
        var statement = connection.prepareStatement(text);
        try {
            for (var i = 0; i < query.parameters().size(); i++) {
                // What has no value is bound as NULL.
                statement.setString(i + 1, values.get(query.parameters().get(i)));
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static List<Row> rows(Shape shape, ResultSet answer) throws SQLException {
        var rows = new ArrayList<Row>();
        while (answer.next()) {
            rows.add(shape.row(answer));
        }
        return rows;
    }
}
