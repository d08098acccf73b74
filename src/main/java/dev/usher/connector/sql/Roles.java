package dev.usher.connector.sql;

import java.util.Optional;

/**
 * The statements about roles of the server.
 *
 * <p>Somebody's role logs in, or did before Usher disabled it, by which time its comment says so: {@code usher:}, and the external id. Any other
 * role that does not log in is a group. Roles that may do everything, those of the server itself, and Usher's own are neither.
 */
final class Roles {
    /** How the comment of an account of ours begins. */
    static final String MARK = "usher:";

    private static final String SHOWN = """
            SELECT r.oid::text AS "id", r.rolname::text AS "userName", r.rolcanlogin::text AS "active",
                CASE WHEN d.description LIKE 'usher:%' THEN substr(d.description, 7) END AS "externalId"
            FROM pg_catalog.pg_roles r
            LEFT JOIN pg_catalog.pg_shdescription d
                ON d.objoid = r.oid AND d.classoid = 'pg_catalog.pg_authid'::regclass
            WHERE NOT r.rolsuper AND NOT r.rolreplication AND NOT r.rolbypassrls
                AND r.rolname <> session_user AND r.rolname <> current_user AND left(r.rolname, 3) <> 'pg_'
            """;

    private static final String ACCOUNT = " AND (r.rolcanlogin OR d.description LIKE 'usher:%')";

    private static final String GROUP =
            " AND NOT r.rolcanlogin AND (d.description IS NULL OR d.description NOT LIKE 'usher:%')";

    static final Query FIRST = Query.of(SHOWN + ACCOUNT + " ORDER BY r.oid LIMIT :limit::bigint");
    static final Query NEXT =
            Query.of(SHOWN + ACCOUNT + " AND r.oid > :after::oid ORDER BY r.oid LIMIT :limit::bigint");
    static final Query READ = Query.of(SHOWN + ACCOUNT + " AND r.oid = :id::oid");
    static final Query ANY = Query.of("SELECT r.oid::text AS \"id\" FROM pg_catalog.pg_roles r WHERE r.oid = :id::oid");
    static final Query ID_ALONE = Query.of("SELECT :id::oid::text AS \"id\"");
    static final Query SOME = Query.of(SHOWN + ACCOUNT + " AND r.oid = ANY(:ids::oid[])");
    static final Query NAMED = Query.of(SHOWN + ACCOUNT + " AND r.rolname = :userName");
    static final Query FIND = Query.of(
            SHOWN + ACCOUNT
                    + " AND (d.description = 'usher:' || :externalId::text OR lower(r.rolname::text COLLATE \"default\") = lower(:userName::text))");
    static final Query COUNT = Query.of(SHOWN + GROUP + " AND r.rolname = :group");
    /** A group through which somebody comes to be one of those that may do everything, whatever is between them. */
    static final Query RISING = Query.of("""
            SELECT g.oid::text AS "id" FROM pg_catalog.pg_roles g WHERE g.rolname = :group AND EXISTS (
                SELECT 1 FROM pg_catalog.pg_roles s
                WHERE (s.rolsuper OR s.rolreplication OR s.rolbypassrls
                        OR s.rolname = session_user OR s.rolname = current_user)
                    AND pg_catalog.pg_has_role(g.oid, s.oid, 'MEMBER'))""");

    static final Query MEMBERS = Query.of(SHOWN + ACCOUNT + members() + " ORDER BY r.oid LIMIT :limit::bigint");
    static final Query NEXT_MEMBERS =
            Query.of(SHOWN + ACCOUNT + members() + " AND r.oid > :after::oid ORDER BY r.oid LIMIT :limit::bigint");
    static final Query NESTED = Query.of(SHOWN + GROUP + members() + " LIMIT 1");
    static final Query STILL_IN = Query.of(SHOWN + ACCOUNT + members() + " AND r.oid = ANY(:ids::oid[])");
    static final Query END_SESSIONS = Query.of("""
            SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
            WHERE usesysid = :id::oid AND pid <> pg_catalog.pg_backend_pid()""");

    /** What was asked last is kept for as long as a transaction lasts. */
    static final Query WAIT = Query.of("SELECT pg_catalog.pg_stat_clear_snapshot(), pg_catalog.pg_sleep(0.05)");

    static final Query SESSIONS =
            Query.of("SELECT pid::text AS \"id\" FROM pg_catalog.pg_stat_activity WHERE usesysid = :id::oid LIMIT 1");

    private Roles() {}

    /** By itself, and not through another group. */
    private static String members() {
        return """
                 AND EXISTS (
                    SELECT 1 FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles g ON g.oid = m.roleid
                    WHERE m.member = r.oid AND g.rolname = :group)""";
    }

    /** What says whose account it is; the server takes no parameters here. */
    static String comment(String role, Optional<String> externalId) {
        var words = MARK + externalId.orElse("");
        return "COMMENT ON ROLE " + role + " IS '" + words.replace("'", "''") + "'";
    }
}
