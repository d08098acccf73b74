package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Of which types columns are, as the server writes them.
 *
 * @param types by table and column
 */
record ColumnTypes(Map<String, Map<String, String>> types) {
    /** A table of PostgreSQL has no more. */
    private static final int MOST = 1_600;

    /** Without lengths, as of no length was ever spoken: a cast to a type that has one cuts what is too long, and {@code character} has one. */
    private static final Query ASKED = Query.of("""
            SELECT a.attname::text AS name,
                format_type(CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END, -1) AS type
            FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
            WHERE a.attrelid = :table::regclass AND a.attnum > 0 AND NOT a.attisdropped""");

    static ColumnTypes asked(Sql sql, Set<String> tables) throws SQLException, AppFailure {
        var types = new HashMap<String, Map<String, String>>();
        for (var table : tables) {
            var columns = new HashMap<String, String>();
            for (var row : sql.read(ASKED, Map.of("table", Identifier.declared(table)), MOST)) {
                columns.put(row.values().getOrDefault("name", ""), row.values().getOrDefault("type", ""));
            }
            types.put(table, columns);
        }
        return new ColumnTypes(types);
    }

    /**
     * The place of a value that is compared with a column, or becomes what is in it.
     *
     * <p>A value is sent as a text. Left without a type, the driver would ask the server twice each time.
     */
    String place(String parameter, String table, String column) {
        return ":" + parameter + "::" + type(table, column);
    }

    /** The place of many of them. */
    String places(String parameter, String table, String column) {
        return ":" + parameter + "::" + type(table, column) + "[]";
    }

    /** A column that is not there is said to be so by whatever names it. */
    private String type(String table, String column) {
        return types.getOrDefault(table, Map.of()).getOrDefault(column, "text");
    }
}
