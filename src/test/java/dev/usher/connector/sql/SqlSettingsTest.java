package dev.usher.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Problem;
import dev.usher.connector.SecretUse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSettingsTest {
    private static List<String> wrong(Map<String, Object> block) {
        return new SqlSettings(block).problems().stream().map(Problem::field).toList();
    }

    private static Map<String, Object> with(Map<String, Object> block, String path, Object value) {
        var changed = new HashMap<>(block);
        var dot = path.indexOf('.');
        if (dot < 0) {
            changed.put(path, value);
            return changed;
        }
        var inner = new HashMap<String, Object>();
        if (changed.get(path.substring(0, dot)) instanceof Map<?, ?> map) {
            map.forEach((name, there) -> inner.put(String.valueOf(name), there));
        }
        changed.put(path.substring(0, dot), with(inner, path.substring(dot + 1), value));
        return changed;
    }

    private static Map<String, Object> statement(String name, String text) {
        return with(Shop.statements(), "statements." + name, text);
    }

    @Test
    void whatIsRightHasNoProblems() {
        assertThat(wrong(Shop.tables())).isEmpty();
        assertThat(wrong(Shop.statements())).isEmpty();
        assertThat(wrong(Shop.block(Map.of("preset", "postgresql")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "db?sslmode=disable",
                "db/shop",
                "db:5432/x",
                "jdbc:postgresql://db",
                "user@db",
                "a b",
                "db&socketFactory=java.lang.Object",
                "db,other"
            })
    void aHostIsNothingButAHost(String host) {
        assertThat(wrong(with(Shop.tables(), "host", host))).containsExactly("host");
    }

    @ParameterizedTest
    @CsvSource({
        "port, 0, port",
        "tls.mode, require, tls.mode",
        "preset, magic, preset",
        "users.table, users, users.table",
        "users.id, 'id; DROP', users.id",
        "users.key, 'a b', users.key",
        "users.disable.column, '', users.disable.column",
        "users.columns.email, 'mail\"', users.columns.email",
        "users.columns.email, external_id, users.columns.email",
        "users.columns.email, active, users.columns.email",
        "users.columns.limit, x, users.columns.limit",
        "users.columns.manager, x, users.columns.manager",
        "groups.members.table, user_roles, groups.members.table",
        "secretRef.key, '', secretRef"
    })
    void whatIsWrongIsSaidWhereItIs(String path, String value, String field) {
        assertThat(wrong(with(Shop.tables(), path, value))).contains(field);
    }

    @Test
    void aDatabaseWithoutPresetAndStatementsSaysNothing() {
        assertThat(wrong(Shop.block(Map.of()))).containsExactly("preset");
    }

    @ParameterizedTest
    @CsvSource({
        "list, DELETE FROM app.users RETURNING id",
        "read, SELECT 1 FROM app.users WHERE id = :id FOR UPDATE",
        "find, WITH x AS (INSERT INTO app.users DEFAULT VALUES) SELECT 1",
        "read, SELECT 1",
        "disable, UPDATE app.users SET active = false",
        "delete, DELETE FROM app.users",
        "update, UPDATE app.users SET login = :userName WHERE id = :id",
        "find, SELECT 1 WHERE login = :userName",
        "create, 'INSERT INTO app.users VALUES (:externalId, :userName)'",
        "addMember, INSERT INTO app.user_roles SELECT :id",
        "members, SELECT 1",
        "create, 'INSERT INTO app.users VALUES (:limit, :externalId, :userName, :active)'",
        "enable, UPDATE app.users SET login = :userName WHERE id = :id",
        "list, SELECT 1 LIMIT :limit",
        "list, SELECT 1 WHERE id > :after LIMIT :limit",
        "create, SELECT 1; SELECT 2",
        "magic, SELECT 1"
    })
    void aStatementThatCannotBeWhatItIsForIsRefused(String name, String text) {
        assertThat(wrong(statement(name, text))).containsExactly("statements." + name);
    }

    @Test
    void groupsAreAllOrNothing() {
        var some = new HashMap<String, Object>();
        ((Map<?, ?>) Shop.statements().getOrDefault("statements", Map.of()))
                .forEach((name, text) -> some.put(String.valueOf(name), text));
        some.remove("addMember");
        assertThat(wrong(Shop.block(Map.of("statements", some)))).containsExactly("statements");
    }

    @Test
    void idsMeanSomethingInTheirTableAndRolesInTheirServer() {
        var tables = new SqlSettings(Shop.tables()).tenant();
        assertThat(new SqlSettings(with(Shop.tables(), "database", "other")).tenant())
                .isNotEqualTo(tables);
        assertThat(new SqlSettings(with(Shop.tables(), "users.table", "app.people")).tenant())
                .isNotEqualTo(tables);
        assertThat(new SqlSettings(with(Shop.tables(), "users.id", "badge")).tenant())
                .isNotEqualTo(tables);
        assertThat(new SqlSettings(with(Shop.tables(), "host", "127.0.0.1")).tenant())
                .isEqualTo(tables);
        var roles = Shop.block(Map.of("preset", "postgresql"));
        assertThat(new SqlSettings(with(roles, "database", "other")).tenant())
                .isEqualTo(new SqlSettings(roles).tenant());
    }

    @Test
    void anAttributeHasAPlaceOrIsObjectedTo() {
        var roles = Shop.block(Map.of("preset", "postgresql"));
        for (var block : List.of(Shop.tables(), Shop.statements(), roles)) {
            assertThat(new SqlSettings(block).objection("badge")).isPresent();
            // What has a field of its own is left out, and said to be.
            assertThat(new SqlSettings(block).objection("title")).isEmpty();
        }
        assertThat(new SqlSettings(with(Shop.tables(), "users.columns.badge", "badge_no")).objection("badge"))
                .isEmpty();
        assertThat(new SqlSettings(statement(
                                "create",
                                "INSERT INTO app.users VALUES (:externalId, :userName, :active, :badge) RETURNING id"))
                        .objection("badge"))
                .isEmpty();
        assertThat(new SqlSettings(with(Shop.tables(), "users.table", "wrong")).objection("badge"))
                .isEmpty();
    }

    private static Map<String, Object> certified(boolean password, Map<String, Object> tls) {
        var block = new HashMap<>(Shop.tables());
        if (!password) {
            block.remove("secretRef");
        }
        var certificate = Map.<String, Object>of("secretRef", Map.of("name", "shop-tls", "privateKeyKey", "own.key"));
        var all = new HashMap<String, Object>(Map.of("clientCertificate", certificate));
        all.putAll(tls);
        block.put("tls", all);
        return block;
    }

    @Test
    void theColumnOfTheLastUseIsOnlyRead() {
        var block = with(Shop.tables(), "users.lastUse", "last_login");
        assertThat(wrong(block)).isEmpty();
        assertThat(wrong(with(block, "users.columns.badge", "last_login"))).containsExactly("users.columns.badge");
        assertThat(wrong(with(Shop.tables(), "users.lastUse", "last; login"))).containsExactly("users.lastUse");
        assertThat(SqlConnector.objectionTo("lastUse")).isPresent();
    }

    @Test
    void aCertificateStandsBesideAPasswordOrInItsPlace() {
        for (var block : List.of(certified(true, Map.of()), certified(false, Map.of()))) {
            var settings = new SqlSettings(block);
            assertThat(settings.problems()).isEmpty();
            assertThat(settings.secrets())
                    .contains(
                            new SecretUse("certificate", "shop-tls", "tls.crt", List.of("127.0.0.1")),
                            new SecretUse("certificateKey", "shop-tls", "own.key", List.of("127.0.0.1")))
                    .hasSize(block.containsKey("secretRef") ? 3 : 2);
        }
        assertThat(wrong(certified(false, Map.of("mode", "disable"))))
                .containsExactly("tls.clientCertificate.secretRef");
        assertThat(wrong(certified(true, Map.of("clientCertificate", Map.of()))))
                .containsExactly("tls.clientCertificate.secretRef.name");
        assertThat(wrong(certified(false, Map.of("clientCertificate", "shop-tls"))))
                .containsExactly("tls.clientCertificate.secretRef.name");
        var nothing = new HashMap<>(Shop.tables());
        nothing.remove("secretRef");
        assertThat(wrong(nothing)).containsExactly("secretRef");
    }

    @Test
    void nothingButTlsIsTheDefault() {
        assertThat(new SqlSettings(with(Shop.tables(), "tls", Map.of()))
                        .server()
                        .tls())
                .isTrue();
        assertThat(new SqlSettings(Shop.tables()).server().tls()).isFalse();
    }
}
