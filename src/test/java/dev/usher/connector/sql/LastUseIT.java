package dev.usher.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Capability;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.thirdparty.Postgres;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When accounts were last used, as far as a database keeps that. */
@Timeout(60)
class LastUseIT {
    private static final String SHOWN = "SELECT id, external_id AS externalId, active, login AS userName";
    private static final Failure NO_TIME = Failure.of(
            Kind.MISCONFIGURED, Detail.SETTING, "lastUse", "give a column of the type timestamptz, timestamp or date");

    private static Postgres postgres;

    @BeforeAll
    static void start() {
        postgres = Postgres.start();
        Shop.open(postgres);
        postgres.run(List.of("""
                CREATE TABLE app.seen (id integer PRIMARY KEY, external_id text, login text, active text DEFAULT 'true',
                    moment timestamptz, time timestamp, day date, words text, clock time)""", """
                INSERT INTO app.seen (id, login, moment, time, day) VALUES
                    (1, 'ada', '2026-03-01T10:20:30.5+02', '2026-03-01T10:20:30.5', '2026-03-01'),
                    (2, 'bea', NULL, NULL, NULL), (3, 'cid', 'infinity', 'infinity', 'infinity'),
                    (4, 'dot', '-infinity', '-infinity', '-infinity'), (5, 'eve', '1970-01-01Z', '1970-01-01', '1970-01-01'),
                    (6, 'fay', '2026-07-01T00:00+05:30', '2026-07-01T00:00', '2026-07-01')""", "GRANT SELECT, UPDATE ON app.seen TO usher"));
    }

    @AfterAll
    static void end() {
        postgres.close();
    }

    private static Map<String, Object> tables(String column) {
        return Shop.block(Map.of(
                "preset",
                "tables",
                "users",
                Map.of(
                        "table",
                        "app.seen",
                        "columns",
                        Map.of("userName", "login"),
                        "lastUse",
                        column,
                        "disable",
                        Map.of("column", "active", "disabled", "false", "enabled", "true"))));
    }

    private static Map<String, Object> statements(String column) {
        var statements = new HashMap<String, Object>();
        ((Map<?, ?>) Shop.statements().getOrDefault("statements", Map.of()))
                .forEach((known, there) -> statements.put(String.valueOf(known), there));
        statements.put("list", SHOWN + column + " FROM app.seen ORDER BY app.seen.id");
        statements.put("read", SHOWN + " FROM app.seen WHERE id = :id");
        return Shop.block(Map.of("statements", statements));
    }

    @ParameterizedTest
    @CsvSource({
        "moment, 2026-03-01T08:20:30.500Z, 2026-06-30T18:30:00Z",
        "time, 2026-03-01T10:20:30.500Z, 2026-07-01T00:00:00Z",
        "day, 2026-03-01T00:00:00Z, 2026-07-01T00:00:00Z"
    })
    void isToldOfWhoWasEverThere(String column, Instant ada, Instant fay) throws Exception {
        var expected = Map.of(new RemoteId("1"), ada, new RemoteId("6"), fay);
        for (var block : List.of(
                tables(column),
                statements(", " + column + " AS \"lastUse\""),
                statements(", " + column + " AS lastUse"))) {
            try (var app = Visitor.of(postgres, block)) {
                var seen = app.see(new Scope.All());
                assertThat(seen.accounts).hasSize(6);
                assertThat(seen.used).isEqualTo(expected);
                assertThat(app.session().capabilities().value(Capability.LAST_USE))
                        .contains("true");
                // The same whenever it is read: the driver sends what was prepared in another form.
                assertThat(app.see(new Scope.All()).used).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isToldRightAfterTheAccountAndMakesNoDifferenceOfIt(boolean preset) throws Exception {
        var told = new ArrayList<Object>();
        try (var app = Visitor.of(postgres, preset ? tables("moment") : statements(", moment AS \"lastUse\""))) {
            app.session().observe(new Scope.All(), new Sink() {
                @Override
                public void account(Account account) {
                    told.add(account);
                }

                @Override
                public void used(RemoteId account, Instant last) {
                    told.add(account);
                }
            });
            var alone = app.see(new Scope.Accounts(Set.of(new RemoteId("1"))));
            assertThat(alone.used).isEmpty();
            assertThat(told.subList(0, 2)).containsExactly(alone.accounts.getFirst(), new RemoteId("1"));
        }
    }

    @Test
    void isNotToldOfAnAccountThatIsUnclear() throws Exception {
        postgres.run(List.of("UPDATE app.seen SET active = 'perhaps' WHERE id = 6"));
        try (var app = Visitor.of(postgres, statements(", moment AS \"lastUse\""))) {
            var seen = app.see(new Scope.All());
            assertThat(seen.unclear).containsExactly(new RemoteId("6"));
            assertThat(seen.used).containsOnlyKeys(new RemoteId("1"));
        } finally {
            postgres.run(List.of("UPDATE app.seen SET active = 'true' WHERE id = 6"));
        }
    }

    /** Whoever cannot be listed for that can be shut out all the same. */
    @Test
    void isNoTimeInAnyOtherColumn() throws Exception {
        for (var column : List.of("words", "clock", "id")) {
            try (var app = Visitor.of(postgres, tables(column))) {
                app.session().ping();
                assertThat(Visitor.failure(() -> app.see(new Scope.All()))).isEqualTo(NO_TIME);
            }
            try (var app = Visitor.of(postgres, statements(", " + column + " AS \"lastUse\""))) {
                assertThat(Visitor.failure(() -> app.see(new Scope.All()))).isEqualTo(NO_TIME);
            }
        }
    }

    @Test
    void isReadAnewWhereItsColumnIsAnotherOneByNow() throws Exception {
        postgres.run(List.of(
                "CREATE TABLE app.turned (id integer PRIMARY KEY, external_id text, login text, active boolean, at date)",
                "INSERT INTO app.turned VALUES (1, 'k', 'ada', true, '2026-03-01')",
                "GRANT SELECT ON app.turned TO usher"));
        var block = statements("");
        var statements = new HashMap<String, Object>();
        ((Map<?, ?>) block.getOrDefault("statements", Map.of()))
                .forEach((known, there) -> statements.put(String.valueOf(known), there));
        statements.put("list", SHOWN + ", at AS lastUse FROM app.turned");
        try (var app = Visitor.of(postgres, Shop.block(Map.of("statements", statements)))) {
            assertThat(app.see(new Scope.All()).used.values()).containsExactly(Instant.parse("2026-03-01T00:00:00Z"));
            postgres.run(List.of("ALTER TABLE app.turned ALTER at TYPE timestamptz USING '2026-03-01T12:00Z'"));
            assertThat(app.see(new Scope.All()).used.values()).containsExactly(Instant.parse("2026-03-01T12:00:00Z"));
        }
    }

    @Test
    void isOnlyReadAndOfOthersNotSaid() throws Exception {
        try (var app = Visitor.of(postgres, tables("moment"))) {
            assertThat(app.disable(new RemoteId("1"))).isInstanceOf(Outcome.Agreed.class);
            assertThat(app.enable(new RemoteId("1"))).isInstanceOf(Outcome.Agreed.class);
        }
        for (var block : List.of(Shop.tables(), Shop.statements(), Shop.block(Map.of("preset", "postgresql")))) {
            try (var app = Visitor.of(postgres, block)) {
                assertThat(app.session().capabilities().value(Capability.LAST_USE))
                        .isEmpty();
            }
        }
    }
}
