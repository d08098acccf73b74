package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.KeyPairs;
import dev.usher.thirdparty.Postgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged operator and PostgreSQL, by TLS: an application's tables, the same by statements of one's own, and the server itself. What it holds
 * is read by its administrator.
 */
@ExtendWith(WithControlPlane.class)
class DatabaseIT {
    private static final List<String> APPS = List.of("shop", "club", "server");

    private static Postgres postgres;
    private static OperatorWorld world;
    private static Company company;

    @BeforeAll
    static void start(ControlPlane plane, TestNamespace home, @TempDir Path keys) throws Exception {
        var pair = KeyPairs.create(keys, "database");
        postgres = Postgres.start(List.of(new Postgres.Shown(pair.pem(), pair.keyPem())));
        for (var schema : List.of("shop", "club")) {
            postgres.run(List.of(
                    "CREATE SCHEMA " + schema,
                    "CREATE TABLE " + schema
                            + ".users (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), external_id text UNIQUE, login text, name text, email text, title text, active boolean NOT NULL DEFAULT true)",
                    "CREATE UNIQUE INDEX ON " + schema + ".users (lower(login))",
                    "CREATE TABLE " + schema + ".roles (id serial PRIMARY KEY, name text UNIQUE)",
                    "CREATE TABLE " + schema + ".user_roles (user_id uuid REFERENCES " + schema
                            + ".users, role_id integer REFERENCES " + schema
                            + ".roles, PRIMARY KEY (user_id, role_id))",
                    "INSERT INTO " + schema + ".roles (name) VALUES ('analysts'), ('engineers')",
                    "GRANT USAGE ON SCHEMA " + schema + " TO usher",
                    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema + " TO usher"));
        }
        postgres.run(List.of("CREATE ROLE analysts", "CREATE ROLE engineers"));
        world = OperatorWorld.prepare(plane, home, 1);
        company = world.company();
        company.secret("database", "127.0.0.1", Postgres.PASSWORD);
        declare("shop", pair, TABLES);
        declare("club", pair, STATEMENTS);
        declare("server", pair, "preset: postgresql");
        for (var role : List.of("analyst", "engineer")) {
            var grants = APPS.stream()
                    .map(app -> "{app: {name: %s}, entitlements: [{kind: group, value: %ss}]}".formatted(app, role))
                    .toList();
            company.role(role, "{grants: " + grants + "}");
        }
        // Plain connections are not allowed to it, so that nothing was said without TLS.
        world.launchOperator(Map.of("USHER_NETWORK_PLAINTEXT", "false")).awaitReady();
    }

    private static final String TABLES = """
            preset: tables
                users:
                  table: shop.users
                  columns: {userName: login, displayName: name, email: email, title: title}
                  disable: {column: active, disabled: "false", enabled: "true"}
                groups: {table: shop.roles, members: {table: shop.user_roles, user: user_id, group: role_id}}""";

    private static final String STATEMENTS = """
            statements:
                  list: SELECT u.id, external_id AS "externalId", active, login AS "userName", name AS "displayName", email, title FROM club.users u WHERE :after::uuid IS NULL OR u.id > :after::uuid ORDER BY u.id LIMIT :limit
                  read: SELECT id, external_id AS "externalId", active, login AS "userName", name AS "displayName", email, title FROM club.users WHERE id = :id
                  find: SELECT id, external_id AS "externalId", active, login AS "userName", name AS "displayName", email, title FROM club.users WHERE external_id = :externalId OR lower(login) = lower(:userName)
                  create: INSERT INTO club.users (external_id, active, login, name, email, title) VALUES (:externalId, :active, :userName, :displayName, :email, :title)
                  update: UPDATE club.users SET external_id = :externalId, login = :userName, name = :displayName, email = :email, title = :title WHERE id = :id
                  enable: UPDATE club.users SET active = true WHERE id = :id
                  disable: UPDATE club.users SET active = false WHERE id = :id
                  delete: WITH gone AS (DELETE FROM club.user_roles WHERE user_id = :id) DELETE FROM club.users WHERE id = :id
                  group: SELECT id FROM club.roles WHERE name = :group
                  members: SELECT m.user_id AS id FROM club.user_roles m JOIN club.roles r ON r.id = m.role_id WHERE r.name = :group
                  addMember: INSERT INTO club.user_roles SELECT :id, id FROM club.roles WHERE name = :group ON CONFLICT DO NOTHING
                  removeMember: DELETE FROM club.user_roles m USING club.roles r WHERE m.role_id = r.id AND r.name = :group AND m.user_id = :id""";

    private static void declare(String app, KeyPairs pair, String what) throws Exception {
        company.apply("TargetApp", app, """
                connector:
                  sql:
                    host: 127.0.0.1
                    port: %d
                    database: %s
                    user: %s
                    secretRef: {name: database, key: token}
                    tls: {caBundle: "%s"}
                    %s
                %s
                """.formatted(
                        postgres.port(),
                        Postgres.DATABASE,
                        Postgres.USHER,
                        pair.pem().replace("\n", "\\n"),
                        what,
                        app.equals("server") ? "" : "attributes: [{to: title, value: user.title}]"));
    }

    @AfterAll
    static void end() {
        world.close();
        postgres.close();
    }

    private static List<String> row(String schema, String userName) {
        return postgres.shown("SELECT concat_ws('|', external_id, name, email, title, active) FROM " + schema
                + ".users WHERE login = '" + userName + "'");
    }

    private static List<String> members(String app, String group) {
        return postgres.shown(
                app.equals("server")
                        ? "SELECT u.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles u ON u.oid = m.member WHERE g.rolname = '"
                                + group + "' AND u.rolname <> 'usher' ORDER BY 1"
                        : "SELECT u.login FROM %1$s.user_roles m JOIN %1$s.roles g ON g.id = m.role_id JOIN %1$s.users u ON u.id = m.user_id WHERE g.name = '%2$s' ORDER BY 1"
                                .formatted(app, group));
    }

    private static boolean letsIn(String role) {
        try (var connection = postgres.connect(role, "her own", Postgres.DATABASE)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Test
    void aJoinerMovesMarriesLeavesAndIsTheSameAccountOnReturn() throws Exception {
        company.user("ada", ada("ada.lovelace", "Active", "analyst"));
        company.awaitReady("ada");

        for (var schema : List.of("shop", "club")) {
            assertThat(row(schema, "ada.lovelace")).containsExactly("1815|Ada Lovelace|ada@example.com|Analyst|t");
        }
        for (var app : APPS) {
            assertThat(members(app, "analysts")).as(app).containsExactly("ada.lovelace");
        }
        var ids = APPS.stream().map(app -> company.account("ada", app).id()).toList();
        assertThat(ids.getLast())
                .isEqualTo(postgres.shown("SELECT oid::text FROM pg_roles WHERE rolname = 'ada.lovelace'")
                        .getFirst());

        company.user("ada", ada("ada.king", "Active", "engineer"));
        company.awaitReady("ada");

        assertThat(APPS.stream().map(app -> company.account("ada", app).id()).toList())
                .isEqualTo(ids);
        for (var app : APPS) {
            soon(Duration.ofSeconds(30), () -> {
                assertThat(members(app, "analysts")).as(app).isEmpty();
                assertThat(members(app, "engineers")).as(app).containsExactly("ada.king");
            });
        }
        postgres.run(List.of("ALTER ROLE \"ada.king\" PASSWORD 'her own'"));
        assertThat(letsIn("ada.king")).isTrue();

        company.user("ada", ada("ada.king", "Terminated", "engineer"));
        company.awaitReady("ada");

        assertThat(letsIn("ada.king")).isFalse();
        for (var schema : List.of("shop", "club")) {
            assertThat(row(schema, "ada.king")).containsExactly("1815|Ada Lovelace|ada@example.com|Analyst|f");
        }
        for (var app : APPS) {
            assertThat(members(app, "engineers")).as(app).isEmpty();
            assertThat(company.account("ada", app).state()).isEqualTo("Disabled");
        }

        company.user("ada", ada("ada.king", "Active", "engineer"));
        company.awaitReady("ada");

        assertThat(letsIn("ada.king")).isTrue();
        assertThat(APPS.stream().map(app -> company.account("ada", app).id()).toList())
                .isEqualTo(ids);
        for (var app : APPS) {
            assertThat(members(app, "engineers")).as(app).containsExactly("ada.king");
        }
    }

    @Test
    void whoseUserIsDeletedGetsInNoMore() throws Exception {
        company.user(
                "charles",
                "{userName: charles.babbage, name: {family: Babbage}, displayName: Charles Babbage, roles: [{name: analyst}]}");
        company.awaitReady("charles");
        postgres.run(List.of("ALTER ROLE \"charles.babbage\" PASSWORD 'her own'"));
        assertThat(letsIn("charles.babbage")).isTrue();

        company.delete(ProvisionedUser.class, "charles");

        soon(Duration.ofSeconds(30), () -> {
            assertThat(letsIn("charles.babbage")).isFalse();
            for (var app : APPS) {
                assertThat(members(app, "analysts")).as(app).doesNotContain("charles.babbage");
            }
            for (var schema : List.of("shop", "club")) {
                assertThat(row(schema, "charles.babbage").getFirst()).endsWith("|f");
            }
        });
    }

    @Test
    void whoIsLockedIsShutOutOfWhatIsOpen() throws Exception {
        company.user(
                "mary",
                "{userName: mary.somerville, name: {family: Somerville}, displayName: Mary Somerville, roles: [{name: analyst}]}");
        company.awaitReady("mary");
        postgres.run(List.of("ALTER ROLE \"mary.somerville\" PASSWORD 'her own'"));
        try (var hers = postgres.connect("mary.somerville", "her own", Postgres.DATABASE)) {
            company.apply("AccessLock", "case-1", "{user: {name: mary}, reason: stolen laptop, requestedBy: grace}");
            soon(Duration.ofSeconds(30), () -> assertThat(hers.isValid(1)).isFalse());
            assertThat(letsIn("mary.somerville")).isFalse();
        }
    }

    private static String ada(String userName, String status, String role) {
        return """
                userName: %s
                externalId: "1815"
                name: {given: Ada, family: Lovelace}
                displayName: Ada Lovelace
                email: ada@example.com
                title: Analyst
                employments: [{id: main, status: %s}]
                roles: [{name: %s}]
                """.formatted(userName, status, role);
    }
}
