package dev.usher.connector.sql;

import dev.usher.thirdparty.Postgres;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An application's tables, and how they are declared. */
final class Shop {
    private Shop() {}

    /** Makes the tables, which Usher may read and write. */
    static void open(Postgres postgres) {
        postgres.run(List.of(
                "CREATE SCHEMA app",
                """
                CREATE TABLE app.users (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, external_id text UNIQUE, login text NOT NULL,
                    full_name text, "given Name" text, given text, family text, email varchar(256), title text, department text,
                    active boolean NOT NULL DEFAULT true)""",
                "CREATE UNIQUE INDEX ON app.users (lower(login))",
                "CREATE TABLE app.roles (id serial PRIMARY KEY, name text NOT NULL UNIQUE)",
                """
                CREATE TABLE app.user_roles (
                    user_id bigint NOT NULL REFERENCES app.users, role_id integer NOT NULL REFERENCES app.roles,
                    PRIMARY KEY (user_id, role_id))""",
                "GRANT USAGE ON SCHEMA app TO usher",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA app TO usher",
                "GRANT USAGE ON ALL SEQUENCES IN SCHEMA app TO usher"));
    }

    /** The block without the port. */
    static Map<String, Object> block(Map<String, Object> more) {
        var block = new TreeMap<String, Object>(Map.of(
                "host",
                "127.0.0.1",
                "database",
                Postgres.DATABASE,
                "user",
                Postgres.USHER,
                "secretRef",
                Map.of("name", "shop", "key", "password"),
                "tls",
                Map.of("mode", "disable")));
        block.putAll(more);
        return block;
    }

    static Map<String, Object> tables() {
        return block(Map.of(
                "preset",
                "tables",
                "users",
                Map.of(
                        "table",
                        "app.users",
                        "columns",
                        Map.of(
                                "userName", "login",
                                "displayName", "full_name",
                                "givenName", "given",
                                "familyName", "family",
                                "email", "email",
                                "title", "title",
                                "department", "department"),
                        "disable",
                        Map.of("column", "active", "disabled", "false", "enabled", "true")),
                "groups",
                Map.of(
                        "table",
                        "app.roles",
                        "create",
                        true,
                        "members",
                        Map.of("table", "app.user_roles", "user", "user_id", "group", "role_id"))));
    }

    static Map<String, Object> statements() {
        var shown =
                "id, external_id AS \"externalId\", active, login AS userName, full_name AS displayName, given AS givenName, family AS familyName, email, title, department";
        return block(Map.of(
                "statements",
                new TreeMap<>(Map.ofEntries(
                        Map.entry(
                                "list",
                                "SELECT " + shown
                                        + " FROM app.users WHERE :after::bigint IS NULL OR id > :after::bigint ORDER BY id LIMIT :limit"),
                        Map.entry("read", "SELECT " + shown + " FROM app.users WHERE id = :id"),
                        Map.entry(
                                "find",
                                "SELECT " + shown
                                        + " FROM app.users WHERE external_id = :externalId OR lower(login) = lower(:userName)"),
                        Map.entry(
                                "create",
                                "INSERT INTO app.users (external_id, active, login, full_name, given, family, email, title, department) VALUES (:externalId, :active, :userName, :displayName, :givenName, :familyName, :email, :title, :department) RETURNING "
                                        + shown),
                        Map.entry(
                                "update",
                                "UPDATE app.users SET external_id = :externalId, login = :userName, full_name = :displayName, given = :givenName, family = :familyName, email = :email, title = :title, department = :department WHERE id = :id RETURNING "
                                        + shown),
                        Map.entry("enable", "UPDATE app.users SET active = true WHERE id = :id RETURNING " + shown),
                        Map.entry("disable", "UPDATE app.users SET active = false WHERE id = :id"),
                        Map.entry(
                                "delete",
                                "WITH gone AS (DELETE FROM app.user_roles WHERE user_id = :id) DELETE FROM app.users WHERE id = :id"),
                        Map.entry("group", "SELECT id FROM app.roles WHERE name = :group"),
                        Map.entry(
                                "members",
                                "SELECT user_id AS id FROM app.user_roles JOIN app.roles r ON r.id = role_id WHERE r.name = :group"),
                        Map.entry(
                                "addMember",
                                "INSERT INTO app.user_roles SELECT :id, id FROM app.roles WHERE name = :group ON CONFLICT DO NOTHING"),
                        Map.entry(
                                "removeMember",
                                "DELETE FROM app.user_roles USING app.roles r WHERE role_id = r.id AND r.name = :group AND user_id = :id"),
                        Map.entry("createGroup", "INSERT INTO app.roles (name) VALUES (:group)")))));
    }
}
