package dev.usher.connector.sql;

import static dev.usher.connector.sql.Identifier.declared;

import dev.usher.domain.account.Attributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The statements about the accounts of an application's tables. */
record TableWording(TableSettings settings, ColumnTypes types) {
    /** What a new value of the column is that says who gets in. */
    static final String STATE = "state";

    private static final String DISABLED = "disabled";

    private String table() {
        return declared(settings.table());
    }

    private String id() {
        return declared(settings.id());
    }

    /** What is shown of an account, under names of ours. */
    private String shown() {
        var shown = new ArrayList<String>();
        shown.add(types.shown(id(), settings.table(), settings.id()) + " AS \"id\"");
        shown.add(declared(settings.key()) + "::text AS \"externalId\"");
        shown.add("(" + active() + ") AS \"active\"");
        settings.columns().forEach((name, column) -> shown.add(declared(column) + "::text AS \"" + name + '"'));
        return String.join(", ", shown);
    }

    /** With what is told of all accounts at once alone. */
    private String listed() {
        return shown()
                + settings.lastUse()
                        .map(column -> ", " + declared(column) + " AS \"" + Row.LAST_USE + '"')
                        .orElse("");
    }

    private String place(String parameter, String column) {
        return types.place(parameter, settings.table(), column);
    }

    private String active() {
        var column = declared(settings.disable().column());
        return settings.disable().disabled().isEmpty()
                ? column + " IS NULL"
                : column + " IS DISTINCT FROM "
                        + place(DISABLED, settings.disable().column());
    }

    /** Without what makes no difference of an account: whoever cannot be listed with it can be shut out all the same. */
    Query ping() {
        return types.reading("SELECT " + shown() + " FROM " + table() + " LIMIT 0");
    }

    Query first() {
        return types.reading("SELECT " + listed() + " FROM " + table() + " t" + page());
    }

    Query next() {
        return types.reading("SELECT " + listed() + " FROM " + table() + " t WHERE "
                + types.behind("t." + id(), settings.table(), settings.id()) + page());
    }

    /** By the column, and not by the text of the same name that is shown. */
    private String page() {
        return " ORDER BY " + types.order("t." + id(), settings.table(), settings.id()) + " LIMIT :limit::bigint";
    }

    Query read() {
        return types.reading("SELECT " + shown() + " FROM " + table() + byId() + " LIMIT 2");
    }

    /** Of no row, so that nothing but the id can be refused. */
    Query alone() {
        return types.reading("SELECT " + place(Row.ID, settings.id()) + "::text AS \"id\"");
    }

    Query find() {
        var userName = declared(settings.columns().getOrDefault(Attributes.USER_NAME, settings.id()));
        return types.reading("SELECT " + shown() + " FROM " + table() + " WHERE " + declared(settings.key()) + " = "
                + place(Attributes.EXTERNAL_ID, settings.key()) + " OR lower(" + userName
                + "::text) = lower(:userName::text)");
    }

    /** Of a new one that has values of these. */
    Query create(Collection<String> names) {
        var columns = new ArrayList<String>();
        var values = new ArrayList<String>();
        for (var name : names) {
            columns.add(declared(column(name)));
            values.add(place(name, column(name)));
        }
        columns.add(declared(settings.key()));
        values.add(place(Attributes.EXTERNAL_ID, settings.key()));
        return Query.of("INSERT INTO " + table() + " (" + String.join(", ", columns) + ", "
                + declared(settings.disable().column()) + ") VALUES (" + String.join(", ", values)
                + ", %s) RETURNING ".formatted(state())
                + shown());
    }

    /** Of one in which these change. */
    Query update(Collection<String> names, boolean key, boolean enable) {
        var changes = new ArrayList<String>();
        names.forEach(name -> changes.add(declared(column(name)) + " = " + place(name, column(name))));
        if (key) {
            changes.add(declared(settings.key()) + " = " + place(Attributes.EXTERNAL_ID, settings.key()));
        }
        if (enable) {
            changes.add(declared(settings.disable().column()) + " = " + state());
        }
        return changed(changes);
    }

    /** Whoever is disabled stays so since when they were. */
    Query disable() {
        var column = declared(settings.disable().column());
        return changed(List.of(
                settings.disable().disabled().isEmpty()
                        ? column + " = COALESCE(" + column + ", now())"
                        : column + " = " + state()));
    }

    private Query changed(List<String> changes) {
        return Query.of("UPDATE " + table() + " SET " + String.join(", ", changes) + byId() + " RETURNING " + shown());
    }

    /** The value of a new account, or of one that is enabled; a time is that of the server. */
    private String state() {
        return settings.disable().disabled().isEmpty()
                ? "CASE WHEN :" + STATE + "::text IS NULL THEN NULL ELSE now() END"
                : place(STATE, settings.disable().column());
    }

    /** With what it is in: else whoever is given the id later would be in it. */
    Query delete() {
        var members = settings.groups().map(TableSettings.Groups::members);
        return Query.of(members.map(of -> "WITH gone AS (DELETE FROM " + declared(of.table()) + " WHERE "
                                + declared(of.user()) + " = "
                                + types.place(Row.ID, of.table(), of.user()) + ") ")
                        .orElse("")
                + "DELETE FROM " + table() + byId());
    }

    private String byId() {
        return " WHERE " + id() + " = " + place(Row.ID, settings.id());
    }

    private String column(String name) {
        return settings.columns().getOrDefault(name, "");
    }

    /** Shows the table if it is one, without triggers and rules of somebody's, and without tables below it that could have some. */
    static Query plain() {
        return Query.of("""
                SELECT c.oid::text AS id FROM pg_class c
                WHERE c.oid = :table::regclass AND c.relkind = 'r' AND NOT c.relhasrules AND NOT c.relhassubclass
                    AND NOT EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal)""");
    }

    /** Whether no two accounts can have the same in a column, which is said of a table and not of those that inherit from it; and in that of user names, whatever the letters. */
    static Query unique() {
        return Query.of("""
                SELECT i.indnkeyatts::text AS keys, a.attname::text AS name, t.typname::text AS type,
                    pg_get_indexdef(i.indexrelid, 1, true) AS definition
                FROM pg_index i
                LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                LEFT JOIN pg_type t ON t.oid = a.atttypid
                WHERE i.indrelid = :table::regclass AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
                    AND i.indnkeyatts = 1
                    AND NOT EXISTS (
                        SELECT 1 FROM pg_class c WHERE c.oid = i.indrelid AND c.relkind = 'r' AND c.relhassubclass)""");
    }
}
