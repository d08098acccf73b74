package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Of which types columns are, as the server writes them.
 *
 * @param types by table and column
 * @param computed tables of which what is read need not be what they keep
 * @param unsure those, as table and column, whose order need not be one of all different texts
 */
record ColumnTypes(Map<String, Map<String, String>> types, Set<String> computed, Set<String> unsure) {
    /** A table of PostgreSQL has no more. */
    private static final int MOST = 1_600;

    private static final Set<String> WHOLE = Set.of("smallint", "integer", "bigint");

    private static final String BY_TEXT = "::text COLLATE \"C\"";

    /** Without lengths, as of no length was ever spoken: a cast to a type that has one cuts what is too long, and {@code character} has one. */
    private static final Query ASKED = Query.of("""
            SELECT a.attname::text AS name,
                format_type(b.oid, -1) AS type,
                (b.typnamespace = 'pg_catalog'::regnamespace AND COALESCE(l.collisdeterministic, true))::text AS sure,
                (c.relkind IN ('r', 'p') AND NOT c.relhasrules)::text AS kept
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
            JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
            LEFT JOIN pg_collation l ON l.oid = a.attcollation
            WHERE a.attrelid = :table::regclass AND a.attnum > 0 AND NOT a.attisdropped""");

    static ColumnTypes asked(Sql sql, Set<String> tables) throws SQLException, AppFailure {
        var types = new HashMap<String, Map<String, String>>();
        var computed = new HashSet<String>();
        var unsure = new HashSet<String>();
        for (var table : tables) {
            var columns = new HashMap<String, String>();
            for (var row : sql.read(ASKED, Map.of("table", Identifier.declared(table)), MOST)) {
                var name = row.get("name").orElse("");
                columns.put(name, row.get("type").orElse(""));
                if (!row.get("sure").equals(Optional.of("true"))) {
                    unsure.add(table + " " + name);
                }
                if (!row.get("kept").equals(Optional.of("true"))) {
                    computed.add(table);
                }
            }
            types.put(table, columns);
        }
        return new ColumnTypes(types, computed, unsure);
    }

    /** A statement that reads them. By views, and by types of somebody's, it can run functions of somebody's. */
    Query reading(String text) {
        var query = Query.of(text);
        return computed.isEmpty() && unsure.isEmpty() ? query : query.reading();
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

    /** A column as a text; of a whole number nothing else could be one, and the driver has a shorter way. */
    String shown(String column, String table, String name) {
        return WHOLE.contains(type(table, name)) ? column : column + "::text";
    }

    /** What is ordered by: the column, or its text where two different ids could be equal to the type, or its order another one than its {@code >}. */
    String order(String column, String table, String name) {
        return unsure.contains(table + " " + name) ? column + BY_TEXT : column;
    }

    /** What is behind the last one in that order. */
    String behind(String column, String table, String name) {
        return unsure.contains(table + " " + name)
                ? column + BY_TEXT + " > :after::text COLLATE \"C\""
                : column + " > " + place("after", table, name);
    }

    /** A column that is not there is said to be so by whatever names it. */
    private String type(String table, String column) {
        return types.getOrDefault(table, Map.of()).getOrDefault(column, "text");
    }
}
