package dev.usher.connector.sql;

import static dev.usher.connector.sql.Identifier.declared;

/** The statements about the groups of an application's tables. */
record GroupWording(TableSettings accounts, TableSettings.Groups settings, ColumnTypes types) {
    private String table() {
        return declared(settings.table());
    }

    private String id() {
        return declared(settings.id());
    }

    private String members() {
        return declared(settings.members().table());
    }

    private String user() {
        return declared(settings.members().user());
    }

    private String group() {
        return declared(settings.members().group());
    }

    private String named() {
        return table() + " WHERE " + declared(settings.name()) + " = " + place();
    }

    private String place() {
        return types.place("group", settings.table(), settings.name());
    }

    Query count() {
        return types.reading("SELECT " + id() + "::text AS \"id\" FROM " + named() + " LIMIT 2");
    }

    Query first() {
        return members("");
    }

    Query next() {
        return members(" AND " + types.behind("u." + declared(accounts.id()), accounts.table(), accounts.id()));
    }

    private Query members(String after) {
        var own = "u." + declared(accounts.id());
        return types.reading("SELECT " + own + "::text AS \"id\" FROM " + declared(accounts.table())
                + " u WHERE EXISTS (SELECT 1 FROM "
                + members() + " m WHERE m." + user() + " = " + own + " AND m." + group() + " IN (SELECT " + id()
                + " FROM "
                + named() + "))" + after + " ORDER BY " + types.order(own, accounts.table(), accounts.id())
                + " LIMIT :limit::bigint");
    }

    /**
     * Shows how many groups there are of this name, which of the ids are accounts, and who was in or was put in; puts them in where there is
     * one.
     */
    Query enter() {
        return Query.of("""
                WITH g AS (SELECT %1$s AS id FROM %2$s),
                    u AS (SELECT %3$s AS id FROM %4$s WHERE %3$s = ANY(%8$s)),
                    entered AS (
                        INSERT INTO %5$s (%6$s, %7$s) SELECT u.id, g.id FROM u, g
                        WHERE (SELECT count(*) FROM g) = 1
                            AND NOT EXISTS (SELECT 1 FROM %5$s m WHERE m.%6$s = u.id AND m.%7$s = g.id)
                        ON CONFLICT DO NOTHING RETURNING %6$s AS id)
                SELECT (SELECT count(*) FROM g)::text AS groups, u.id::text AS "id",
                    (EXISTS (SELECT 1 FROM entered e WHERE e.id = u.id)
                        OR EXISTS (SELECT 1 FROM %5$s m JOIN g ON g.id = m.%7$s WHERE m.%6$s = u.id))::text AS held
                FROM (SELECT 1) one LEFT JOIN u ON true""".formatted(
                        id(),
                        named(),
                        declared(accounts.id()),
                        declared(accounts.table()),
                        members(),
                        user(),
                        group(),
                        types.places("ids", accounts.table(), accounts.id())));
    }

    /** Which of the ids are in it. */
    Query among() {
        return types.reading("SELECT m." + user() + "::text AS \"id\" FROM " + members() + " m WHERE m." + group()
                + " IN (SELECT " + id() + " FROM " + named() + ") AND m." + user() + " = ANY("
                + types.places(
                        "ids", settings.members().table(), settings.members().user())
                + ") LIMIT :limit::bigint");
    }

    /** Shows how many groups there are of this name, and whether all were taken out that were in. */
    Query leave() {
        return Query.of("""
                WITH g AS (SELECT %1$s AS id FROM %2$s),
                    gone AS (
                        DELETE FROM %3$s m USING g WHERE m.%5$s = g.id AND m.%4$s = ANY(%6$s)
                            AND (SELECT count(*) FROM g) = 1 RETURNING 1)
                SELECT (SELECT count(*) FROM g)::text AS groups,
                    ((SELECT count(*) FROM gone) =
                        (SELECT count(*) FROM %3$s m JOIN g ON g.id = m.%5$s WHERE m.%4$s = ANY(%6$s)))::text AS left""".formatted(
                id(),
                named(),
                members(),
                user(),
                group(),
                types.places(
                        "ids", settings.members().table(), settings.members().user())));
    }

    Query define() {
        return Query.of("INSERT INTO " + table() + " (" + declared(settings.name()) + ") VALUES (" + place()
                + ") ON CONFLICT DO NOTHING");
    }
}
