package dev.usher.connector.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tables of an application, by names that were checked.
 *
 * @param lastUse the column that says when an account was last used; empty where none does
 * @param columns of the table of accounts, by names of ours
 * @param groups empty where the app has no entitlements
 */
record TableSettings(
        String table,
        String id,
        String key,
        Optional<String> lastUse,
        Map<String, String> columns,
        Disable disable,
        Optional<Groups> groups) {
    TableSettings {
        columns = new TreeMap<>(columns);
    }

    /** All of them. */
    Set<String> tables() {
        var tables = new HashSet<>(Set.of(table));
        groups.ifPresent(of -> tables.addAll(List.of(of.table(), of.members().table())));
        return tables;
    }

    /**
     * The column that says that nobody gets in.
     *
     * @param disabled what it then is; empty where it then says since when
     * @param enabled what it is otherwise; empty where it then is nothing
     */
    record Disable(String column, Optional<String> disabled, Optional<String> enabled) {}

    /**
     * A table of groups, and another one of who is in them.
     *
     * @param create whether a group is made that a role names
     */
    record Groups(String table, String id, String name, Members members, boolean create) {}

    /** Which columns say who is in which group. */
    record Members(String table, String user, String group) {}
}
