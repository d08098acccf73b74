package dev.usher.connector.sql;

import static dev.usher.connector.sql.Visitor.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.contract.Relay;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import dev.usher.thirdparty.Postgres;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is particular to tables and statements of one's own, of PostgreSQL: what values cannot do, where reading stops, and what becomes of half a change. */
@Timeout(60)
class SqlIT {
    private static final List<String> ATTACKS = List.of(
            "'; DROP TABLE app.users; --",
            "\\'; DROP TABLE app.users; --",
            "$$; DROP TABLE app.users; $$",
            "' OR '1'='1",
            "\") OR (\"1\"=\"1",
            "x') ON CONFLICT DO NOTHING; --",
            "{\"a\",NULL}",
            ":id",
            "?",
            "$1",
            "/*",
            "%",
            "_");

    private static Postgres postgres;

    @BeforeAll
    static void start() {
        postgres = Postgres.start();
        Shop.open(postgres);
    }

    @AfterAll
    static void end() {
        postgres.close();
    }

    private static Map<String, Object> statement(String name, String text) {
        var statements = new HashMap<String, Object>();
        ((Map<?, ?>) Shop.statements().getOrDefault("statements", Map.of()))
                .forEach((known, there) -> statements.put(String.valueOf(known), there));
        statements.put(name, text);
        return Shop.block(Map.of("statements", statements));
    }

    private static Map<String, Object> table(String table, Map<String, Object> more) {
        var users = new HashMap<String, Object>(Map.of(
                "table",
                table,
                "columns",
                Map.of("userName", "login"),
                "disable",
                Map.of("column", "active", "disabled", "false", "enabled", "true")));
        users.putAll(more);
        return Shop.block(Map.of("preset", "tables", "users", users));
    }

    private static void make(String... statements) {
        postgres.run(List.of(statements));
        postgres.run(List.of("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA app TO usher"));
    }

    @Test
    void aValueIsAValueWhereverItStands() throws Exception {
        for (var block : List.of(Shop.tables(), Shop.statements())) {
            try (var app = Visitor.of(postgres, block)) {
                var bystander = app.created("bystander-" + block.size() + System.identityHashCode(block));
                for (var attack : ATTACKS) {
                    var name = attack + " " + System.identityHashCode(block);
                    assertThat(app.create("k" + name, Map.of("userName", name, "displayName", attack, "email", attack)))
                            .isInstanceOf(Outcome.Agreed.class);
                    var id = app.find(name).orElseThrow().id();
                    assertThat(app.update(id, "title", attack)).isInstanceOf(Outcome.Agreed.class);
                    assertThat(app.read(id).attributes().values())
                            .containsEntry("title", attack)
                            .containsEntry("displayName", attack)
                            .containsEntry("userName", name);
                    assertThat(app.define("g" + name)).isEqualTo(new Outcome.Agreed(Optional.empty()));
                    assertThat(app.add("g" + name, id)).isNotInstanceOf(Outcome.Failed.class);
                    assertThat(app.members("g" + name)).containsExactly(id);
                    assertThat(app.find(attack)).isEmpty();
                    assertThat(app.add("g" + name, new RemoteId(attack))).isNotInstanceOf(Outcome.Agreed.class);
                    assertThat(app.disable(new RemoteId(attack))).isInstanceOf(Outcome.Failed.class);
                    assertThat(app.members("g" + name)).containsExactly(id);
                }
                assertThat(app.read(bystander.id())).isEqualTo(bystander);
            }
        }
    }

    @Test
    void aTextThatPostgresqlCannotKeepIsRejectedAndNotCut() throws Exception {
        try (var app = Visitor.of(postgres, Shop.tables())) {
            var outcome = app.create("k-nul", Map.of("userName", "a\0b"));
            assertThat(outcome).isEqualTo(new Outcome.Failed(Failure.of(Kind.REJECTED, Detail.ATTRIBUTES, "userName")));
            var id = app.created("long.mail").id();
            assertFailed(app.update(id, "email", "x".repeat(300)), Kind.REJECTED);
            assertThat(app.find("a\0b")).isEmpty();
        }
    }

    @Test
    void everyoneOfThousandsIsReadOncePageByPageWhoeverComesMeanwhile() throws Exception {
        make(
                "CREATE TABLE app.many (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), external_id text, login text, active boolean)",
                "INSERT INTO app.many (login) SELECT 'm' || g FROM generate_series(1, 3000) g");
        var block = new HashMap<>(table("app.many", Map.of()));
        block.put("pageSize", 100);
        try (var app = Visitor.of(postgres, block)) {
            var seen = new HashSet<RemoteId>();
            var extra = new HashSet<RemoteId>();
            app.session().observe(new Scope.All(), new dev.usher.connector.Sink() {
                @Override
                public void account(Account account) {
                    assertThat(seen.add(account.id())).isTrue();
                    if (seen.size() % 1_000 == 0) {
                        postgres.run(
                                List.of("INSERT INTO app.many (login) SELECT 'late' FROM generate_series(1, 100)"));
                        extra.add(account.id());
                    }
                }
            });
            assertThat(seen).hasSizeBetween(3_000, 3_300);
            assertThat(extra).isNotEmpty();
            var there = postgres.shown("SELECT id::text FROM app.many WHERE login <> 'late'");
            assertThat(seen).extracting(RemoteId::value).containsAll(there);
        }
    }

    @Test
    void whatCannotBeAnIdIsNone() throws Exception {
        try (var app = Visitor.of(postgres, Shop.tables())) {
            for (var id : List.of("abc", "99999999999999999999999", "1.5", "{}", "'")) {
                assertThat(app.see(new Scope.Accounts(Set.of(new RemoteId(id)))).absent)
                        .hasSize(1);
                assertFailed(app.disable(new RemoteId(id)), Kind.GONE);
                assertThat(app.delete(new RemoteId(id))).isEqualTo(new Outcome.Agreed(Optional.empty()));
            }
        }
        // Of statements of one's own nobody knows what they say no to: that is about the account alone.
        try (var app = Visitor.of(postgres, Shop.statements())) {
            var why = Visitor.failure(() -> app.see(new Scope.Accounts(Set.of(new RemoteId("abc")))));
            assertThat(why.kind()).isEqualTo(Kind.REJECTED);
            assertThat(why.kind().scope()).isEqualTo(Kind.Scope.ACCOUNT);
        }
    }

    @Test
    void anAccountWhoseRowCannotBeShownIsNotSaidToBeAbsent() throws Exception {
        make(
                "CREATE TABLE app.profiles (id integer PRIMARY KEY, external_id text, login text, active boolean, born text)",
                "INSERT INTO app.profiles VALUES (1, 'k', 'x', true, 'soon')",
                "CREATE VIEW app.born AS SELECT id, external_id, login, active, born::date AS born FROM app.profiles");
        var columns = Map.of("userName", "login", "born", "born");
        try (var app = Visitor.of(postgres, table("app.born", Map.of("columns", columns)))) {
            assertUnreadable(app, "1");
            assertThat(app.see(new Scope.Accounts(Set.of(new RemoteId("2")))).absent)
                    .hasSize(1);
            assertThat(app.see(new Scope.Accounts(Set.of(new RemoteId("x")))).absent)
                    .hasSize(1);
        }
    }

    @Test
    void aWordThatIsNeitherYesNorNoIsTheTroubleOfOneAccount() throws Exception {
        make(
                "CREATE TABLE app.worded (id integer PRIMARY KEY, external_id text, login text, active text)",
                "INSERT INTO app.worded SELECT g, 'k' || g, 'x' || g, CASE g WHEN 150 THEN 'perhaps' ELSE 'yes' END FROM generate_series(1, 300) g");
        var worded = "SELECT id, external_id AS externalId, login AS userName, active FROM app.worded";
        try (var app = Visitor.of(postgres, statement("read", worded + " WHERE id = :id"))) {
            assertUnreadable(app, "150");
            assertThat(app.read(new RemoteId("151")).active()).isTrue();
        }
        var found = worded + " WHERE external_id = :externalId OR login LIKE lower(:userName) || '%'";
        try (var app = Visitor.of(postgres, statement("find", found))) {
            assertThat(Visitor.failure(() -> app.find("X150")).kind()).isEqualTo(Kind.REJECTED);
            assertThat(app.find("x15").orElseThrow().id()).isEqualTo(new RemoteId("15"));
        }
        var page = " WHERE :after::integer IS NULL OR id > :after::integer ORDER BY id LIMIT :limit";
        for (var list : List.of(worded, worded + page)) {
            var block = new HashMap<>(statement("list", list));
            block.put("pageSize", 50);
            try (var app = Visitor.of(postgres, block)) {
                var seen = app.see(new Scope.All());
                assertThat(seen.unclear).containsExactly(new RemoteId("150"));
                assertThat(seen.accounts).hasSize(299).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void aStateThatItsColumnCannotHaveMakesNobodyAbsent() throws Exception {
        make(
                "CREATE TYPE app.entry AS ENUM ('open', 'locked')",
                "CREATE TABLE app.gated (id integer PRIMARY KEY, external_id text, login text, entry app.entry)",
                "INSERT INTO app.gated VALUES (1, 'k', 'x', 'open')");
        var misspelt = Map.of("column", "entry", "disabled", "lockd");
        try (var app = Visitor.of(postgres, table("app.gated", Map.of("disable", misspelt)))) {
            assertUnreadable(app, "1");
        }
    }

    @Test
    void anIdThatIsOneSinceItsColumnChangedIsNotSaidToBeAbsent() throws Exception {
        make("CREATE TABLE app.grown (id integer PRIMARY KEY, external_id text, login text, active boolean)");
        try (var app = Visitor.of(postgres, table("app.grown", Map.of()))) {
            make(
                    "ALTER TABLE app.grown ALTER id TYPE bigint",
                    "INSERT INTO app.grown VALUES (3000000000, 'k', 'x', true)");
            assertUnreadable(app, "3000000000");
            app.session().ping();
            assertThat(app.read(new RemoteId("3000000000")).attributes().userName())
                    .isEqualTo("x");
            assertThat(app.disable(new RemoteId("3000000000"))).isInstanceOf(Outcome.Agreed.class);
        }
    }

    private static void assertUnreadable(Visitor app, String id) {
        var why = Visitor.failure(() -> app.see(new Scope.Accounts(Set.of(new RemoteId(id)))));
        assertThat(why.kind()).isEqualTo(Kind.REJECTED);
    }

    @Test
    void pagesThatDoNotGoForwardAreRefused() throws Exception {
        for (var list : List.of(
                "SELECT g AS id FROM generate_series(1, 10) g WHERE :after::text IS NULL OR true ORDER BY g LIMIT :limit",
                "SELECT (11 - COALESCE(:after::integer / 10, 0) + g) AS id FROM generate_series(1, 10) g ORDER BY g LIMIT :limit",
                "SELECT 1 AS id FROM generate_series(1, 10) g WHERE :after::text IS NULL ORDER BY g LIMIT :limit",
                "SELECT NULL::text AS id FROM generate_series(1, 3) g WHERE :after::text IS NULL ORDER BY g LIMIT :limit")) {
            var block = new HashMap<>(statement("list", list));
            block.put("pageSize", 10);
            try (var app = Visitor.of(postgres, block)) {
                assertThat(Visitor.failure(() -> app.see(new Scope.All())).kind())
                        .as(list)
                        .isEqualTo(Kind.HOSTILE);
            }
        }
    }

    @Test
    void aListWithoutPagesHasToBeShort() throws Exception {
        try (var app = Visitor.of(
                postgres,
                statement("list", "SELECT g AS id, 'u' || g AS \"userName\" FROM generate_series(1, 20000) g"))) {
            assertThat(app.see(new Scope.All()).accounts).hasSize(20_000);
        }
        try (var app = Visitor.of(postgres, statement("list", "SELECT g AS id FROM generate_series(1, 20001) g"))) {
            assertThat(Visitor.failure(() -> app.see(new Scope.All())))
                    .isEqualTo(Failure.of(Kind.TRUNCATED, Detail.TOO_LARGE));
        }
    }

    @Test
    void anAnswerThatIsTooLargeIsNotHeardToItsEnd() throws Exception {
        var list = "SELECT g AS id, repeat('x', 1000000) AS title FROM generate_series(1, 100) g";
        try (var app = Visitor.of(postgres, statement("list", list))) {
            assertThat(Visitor.failure(() -> app.see(new Scope.All())))
                    .isEqualTo(Failure.of(Kind.HOSTILE, Detail.TOO_LARGE));
            app.session().ping();
        }
    }

    @Test
    void twoRowsOfOneIdAreNeitherReadNorWritten() throws Exception {
        make(
                "CREATE TABLE app.twins (id integer, external_id text, login text, active boolean)",
                "INSERT INTO app.twins VALUES (1, 'a', 'one', true), (1, 'b', 'two', true), (2, 'c', 'three', true)");
        try (var app = Visitor.of(postgres, table("app.twins", Map.of()))) {
            var twin = new RemoteId("1");
            assertThat(Visitor.failure(() -> app.see(new Scope.Accounts(Set.of(twin))))
                            .kind())
                    .isEqualTo(Kind.MANY);
            assertFailed(app.disable(twin), Kind.MANY);
            assertFailed(app.update(twin, "userName", "x"), Kind.MANY);
            assertFailed(app.delete(twin), Kind.MANY);
            assertThat(app.disable(new RemoteId("2"))).isInstanceOf(Outcome.Agreed.class);
            assertThat(Visitor.failure(() -> app.see(new Scope.All())).kind()).isEqualTo(Kind.HOSTILE);
        }
        assertThat(postgres.shown("SELECT login FROM app.twins WHERE active ORDER BY login"))
                .containsExactly("one", "two");
    }

    @Test
    void aStatementThatHitsMoreThanItsAccountLeavesNothing() throws Exception {
        try (var app = Visitor.of(postgres, Shop.tables())) {
            var one = app.created("hit.one");
            var two = app.created("hit.two");
            var wide = "UPDATE app.users SET active = false WHERE id = :id OR login = 'hit.two'";
            try (var own = Visitor.of(postgres, statement("disable", wide))) {
                assertFailed(own.disable(one.id()), Kind.MANY);
            }
            assertThat(app.read(one.id()).active()).isTrue();
            assertThat(app.read(two.id()).active()).isTrue();
        }
    }

    @Test
    void aValueBecomesWhatItsColumnIsAndIsNeverCut() throws Exception {
        make(
                "CREATE TYPE app.mood AS ENUM ('fine', 'tired')",
                "CREATE DOMAIN app.short AS varchar(8) CHECK (VALUE <> 'never')",
                "CREATE TABLE app.typed (id char(4) PRIMARY KEY DEFAULT 'abcd', external_id char(12), login varchar(20), active smallint,"
                        + " born date, grade numeric(5,2), mood app.mood, nick app.short, bits bit(3), tags text[], ref uuid)");
        var columns = Map.of(
                "userName",
                "login",
                "born",
                "born",
                "grade",
                "grade",
                "mood",
                "mood",
                "nick",
                "nick",
                "bits",
                "bits",
                "tags",
                "tags",
                "ref",
                "ref");
        var block = table(
                "app.typed",
                Map.of("columns", columns, "disable", Map.of("column", "active", "disabled", "0", "enabled", "1")));
        var values = new TreeMap<>(Map.of(
                "userName",
                "typed",
                "born",
                "1815-12-10",
                "grade",
                "1.50",
                "mood",
                "tired",
                "nick",
                "ada",
                "bits",
                "101",
                "tags",
                "{a,b}",
                "ref",
                "6f1f3c6e-0f4e-4c0e-9a57-0c7d3d3f5a11"));
        try (var app = Visitor.of(postgres, block)) {
            assertThat(app.create("k-typed", values)).isInstanceOf(Outcome.Agreed.class);
            var account = app.find("TYPED").orElseThrow();
            assertThat(account.id()).isEqualTo(new RemoteId("abcd"));
            assertThat(account.attributes().values()).isEqualTo(values);
            for (var bad : Map.of(
                            "born",
                            "soon",
                            "grade",
                            "12345",
                            "mood",
                            "bored",
                            "nick",
                            "far too long",
                            "bits",
                            "1111",
                            "userName",
                            "x".repeat(21),
                            "ref",
                            "none")
                    .entrySet()) {
                assertFailed(app.update(account.id(), bad.getKey(), bad.getValue()), Kind.REJECTED);
            }
            assertFailed(app.update(account.id(), "nick", "never"), Kind.REJECTED);
            assertThat(app.read(account.id())).isEqualTo(account);
            assertThat(app.disable(account.id())).isInstanceOf(Outcome.Agreed.class);
            assertThat(postgres.shown("SELECT active FROM app.typed")).containsExactly("0");
        }
    }

    @Test
    void whoIsShownForAnotherIdIsSomebodyElse() throws Exception {
        try (var app = Visitor.of(postgres, Shop.tables())) {
            var one = app.created("other.one").id();
            var padded = new RemoteId("00" + one.value());
            assertUnreadable(app, padded.value());
            var wrong = "SELECT id, login AS \"userName\", active FROM app.users WHERE id <> :id ORDER BY id LIMIT 1";
            try (var own = Visitor.of(postgres, statement("read", wrong))) {
                assertThat(Visitor.failure(() -> own.see(new Scope.Accounts(Set.of(one))))
                                .kind())
                        .isEqualTo(Kind.REJECTED);
            }
            var two = app.created("other.two").id();
            var other =
                    "UPDATE app.users SET active = false WHERE login = 'other.two' AND :id::bigint > 0 RETURNING id";
            try (var own = Visitor.of(postgres, statement("disable", other))) {
                assertFailed(own.disable(one), Kind.REJECTED);
            }
            assertThat(app.read(two).active()).isTrue();
        }
    }

    @Test
    void anUpdateOfAllColumnsKeepsThoseOfWhichNothingIsSaid() throws Exception {
        try (var app = Visitor.of(postgres, Shop.statements())) {
            var id = app.created("keeper").id();
            var long1 = "x".repeat(5_000);
            postgres.run(
                    List.of("UPDATE app.users SET full_name = '" + long1 + "', title = 't' WHERE login = 'keeper'"));
            assertThat(app.update(id, "email", "e@example.com")).isInstanceOf(Outcome.Agreed.class);
            var cleared = new TreeMap<String, Optional<String>>(Map.of("title", Optional.empty()));
            assertThat(app.update(id, new Delta(cleared, Optional.empty(), false)))
                    .isInstanceOf(Outcome.Agreed.class);
            assertThat(
                            postgres.shown(
                                    "SELECT full_name = '" + long1
                                            + "' AND email = 'e@example.com' AND title IS NULL AND external_id = 'k-keeper' FROM app.users WHERE login = 'keeper'"))
                    .containsExactly("t");
        }
    }

    @Test
    void aCommitWhoseAnswerIsLostIsOpen() throws Exception {
        try (var relay = new Relay(postgres.port());
                var app = Visitor.at(relay.port(), Visitor.LOCAL, Shop.statements())) {
            relay.losesAnswersTo("COMMIT");
            var outcome = app.create("k-lost", Map.of("userName", "lost.commit"));
            assertThat(outcome).isInstanceOf(Outcome.Ambiguous.class);
        }
        assertThat(postgres.shown("SELECT login FROM app.users WHERE external_id = 'k-lost'"))
                .hasSize(1);
    }

    @Test
    void aTransactionThatIsLostBeforeItsEndCertainlyDidNotHappen() throws Exception {
        try (var relay = new Relay(postgres.port());
                var app = Visitor.at(relay.port(), Visitor.LOCAL, Shop.statements())) {
            relay.losesAnswersTo("INSERT");
            assertFailed(app.create("k-never", Map.of("userName", "never.made")), Kind.UNREACHABLE);
        }
        assertThat(postgres.shown("SELECT login FROM app.users WHERE external_id = 'k-never'"))
                .isEmpty();
    }

    @Test
    void whatFailsAtTheEndOfATransactionDidNotHappen() throws Exception {
        make(
                "CREATE TABLE app.late (id integer PRIMARY KEY, boss integer REFERENCES app.late DEFERRABLE INITIALLY DEFERRED, login text)",
                "INSERT INTO app.late VALUES (1, NULL, 'x')");
        try (var app =
                Visitor.of(postgres, statement("disable", "UPDATE app.late SET boss = 99 WHERE id = :id::integer"))) {
            assertFailed(app.disable(new RemoteId("1")), Kind.REJECTED);
            assertThat(postgres.shown("SELECT count(*) FROM app.late WHERE boss IS NULL"))
                    .containsExactly("1");
            app.session().ping();
        }
    }

    @Test
    void aSessionThatTheServerEndsInTheMiddleLeavesItOpen() throws Exception {
        make(
                "CREATE TABLE app.doomed (id integer PRIMARY KEY, external_id text, login text, active boolean)",
                "INSERT INTO app.doomed VALUES (1, 'k', 'x', true)",
                "CREATE FUNCTION app.doom() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NEW; END $$",
                "CREATE TRIGGER doom BEFORE UPDATE ON app.doomed FOR EACH ROW EXECUTE FUNCTION app.doom()");
        try (var app = Visitor.of(postgres, table("app.doomed", Map.of()))) {
            assertThat(app.disable(new RemoteId("1"))).isInstanceOf(Outcome.Ambiguous.class);
            // The next one has another connection.
            app.session().ping();
        }
    }

    @Test
    void whoeverHoldsARowIsNotWaitedForLong() throws Exception {
        try (var app = Visitor.of(postgres, Shop.tables());
                var other = postgres.admin();
                var holding = other.createStatement()) {
            var id = app.created("held.row").id();
            other.setAutoCommit(false);
            holding.execute("UPDATE app.users SET title = 'mine' WHERE login = 'held.row'");
            assertFailed(app.update(id, "title", "hers"), Kind.STALE);
            other.rollback();
            assertThat(app.read(id).attributes().get("title")).isEmpty();
        }
    }

    @Test
    void whoeverChangesARowMeanwhileIsNotOverwritten() throws Exception {
        make("CREATE TABLE app.gate (open boolean)");
        var read =
                "SELECT id, external_id AS \"externalId\", login AS \"userName\", title, active FROM app.users WHERE id = :id";
        try (var app = Visitor.of(postgres, statement("read", read))) {
            var id = app.created("contended").id();
            var slow = statement(
                    "update",
                    "UPDATE app.users SET title = :title, login = :userName, external_id = :externalId WHERE id = :id AND pg_advisory_xact_lock_shared(7) IS NOT NULL");
            try (var own = Visitor.of(postgres, slow);
                    var other = postgres.admin();
                    var statement = other.createStatement()) {
                statement.execute("SELECT pg_advisory_lock(7)");
                var outcomes = new java.util.concurrent.ConcurrentLinkedQueue<Outcome>();
                var writer = Thread.startVirtualThread(() -> outcomes.add(own.update(id, "title", "hers")));
                org.awaitility.Awaitility.await()
                        .until(() ->
                                postgres.shown("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                                                .size()
                                        == 1);
                statement.execute("UPDATE app.users SET title = 'theirs' WHERE login = 'contended'");
                statement.execute("SELECT pg_advisory_unlock(7)");
                writer.join();
                assertFailed(java.util.Objects.requireNonNull(outcomes.poll()), Kind.STALE);
            }
            assertThat(app.read(id).attributes().get("title")).contains("theirs");
        }
    }

    @Test
    void whatSomebodyPutsBeforeTheServersOwnFunctionsIsNotCalled() throws Exception {
        postgres.run(List.of(
                "CREATE TABLE public.trapped (by text)",
                "CREATE FUNCTION public.lower(text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN INSERT INTO public.trapped VALUES (session_user); RETURN $1; END $$",
                "CREATE FUNCTION public.trap(text, text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN INSERT INTO public.trapped VALUES (session_user); RETURN true; END $$",
                "CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = public.trap)",
                "CREATE TABLE public.users (id integer)",
                "ALTER DATABASE shop SET search_path = public, pg_catalog",
                "ALTER ROLE usher SET search_path = public, pg_catalog",
                "GRANT ALL ON SCHEMA public TO usher"));
        try (var app = Visitor.of(postgres, Shop.tables())) {
            app.created("trapped");
            assertThat(app.find("TRAPPED")).isPresent();
            app.see(new Scope.All());
        } finally {
            postgres.run(List.of("ALTER DATABASE shop RESET search_path", "ALTER ROLE usher RESET search_path"));
        }
        assertThat(postgres.shown("SELECT by FROM public.trapped")).isEmpty();
    }

    @Test
    void whatATriggerSaysIsNotRepeated() throws Exception {
        make(
                "CREATE TABLE app.strict (id serial PRIMARY KEY, external_id text, login text, active boolean)",
                "CREATE FUNCTION app.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'leak7f3a %', NEW.login; END $$",
                "CREATE TRIGGER refuse BEFORE INSERT ON app.strict FOR EACH ROW EXECUTE FUNCTION app.refuse()",
                "GRANT USAGE ON ALL SEQUENCES IN SCHEMA app TO usher");
        try (var app = Visitor.of(postgres, table("app.strict", Map.of()))) {
            var outcome = app.create("k", Map.of("userName", "leak7f3a"));
            assertThat(outcome).isEqualTo(new Outcome.Failed(Failure.of(Kind.REJECTED, Detail.ATTRIBUTES, "userName")));
        }
    }

    @Test
    void whatFailsOfOneAccountIsNoFailureOfTheApp() throws Exception {
        make(
                "CREATE TABLE app.touchy (id serial PRIMARY KEY, external_id text, login text, active boolean)",
                """
                CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF NEW.login LIKE 'raises %' THEN RAISE EXCEPTION 'no' USING ERRCODE = substr(NEW.login, 8); END IF;
                    INSERT INTO nowhere VALUES (NEW.login); RETURN NEW;
                END $$""",
                "CREATE TRIGGER touch BEFORE INSERT ON app.touchy FOR EACH ROW WHEN (NEW.login <> 'fine') EXECUTE FUNCTION app.touch()",
                "GRANT USAGE ON ALL SEQUENCES IN SCHEMA app TO usher");
        try (var app = Visitor.of(postgres, table("app.touchy", Map.of()))) {
            for (var name :
                    List.of("raises 28000", "raises 54000", "raises 3D000", "raises 42P01", "touches nowhere")) {
                assertFailed(app.create("k-" + name, Map.of("userName", name)), Kind.REJECTED);
            }
            assertThat(app.create("k-fine", Map.of("userName", "fine"))).isInstanceOf(Outcome.Accepted.class);
            postgres.run(List.of("ALTER TABLE app.touchy RENAME login TO signon"));
            assertFailed(app.create("k-late", Map.of("userName", "late")), Kind.MISCONFIGURED);
        }
        var wrong = "INSERT INTO app.users (external_id, active, signon) VALUES (:externalId, :active, :userName)";
        try (var app = Visitor.of(postgres, statement("create", wrong))) {
            assertFailed(app.create("k-wrong", Map.of("userName", "wrong")), Kind.MISCONFIGURED);
        }
        make("CREATE TABLE app.somewhere (user_id bigint, role_id integer)");
        try (var app = Visitor.of(postgres, membersIn("app.somewhere"))) {
            app.define("nowhere");
            var id = app.created("nowhere").id();
            postgres.run(List.of("DROP TABLE app.somewhere"));
            assertFailed(app.add("nowhere", id), Kind.MISCONFIGURED);
            assertFailed(app.delete(id), Kind.MISCONFIGURED);
        }
    }

    @Test
    void whatTheRoleMayNotDoIsDenied() throws Exception {
        make(
                "CREATE TABLE app.closed (id integer PRIMARY KEY, external_id text, login text, active boolean)",
                "INSERT INTO app.closed VALUES (1, 'k', 'x', true)");
        postgres.run(List.of("REVOKE UPDATE ON app.closed FROM usher"));
        try (var app = Visitor.of(postgres, table("app.closed", Map.of()))) {
            assertFailed(app.disable(new RemoteId("1")), Kind.DENIED);
        }
        postgres.run(List.of("REVOKE SELECT ON app.closed FROM usher"));
        try (var app = Visitor.of(postgres, table("app.closed", Map.of()))) {
            assertThat(Visitor.failure(app.session()::ping).kind()).isEqualTo(Kind.FORBIDDEN);
        }
    }

    @Test
    void aRowThatAPolicyHidesIsNotSaidToBeGone() throws Exception {
        make(
                "CREATE TABLE app.hidden (id integer PRIMARY KEY, external_id text, login text, active boolean)",
                "INSERT INTO app.hidden VALUES (1, 'k', 'x', true)");
        try (var app = Visitor.of(postgres, table("app.hidden", Map.of()))) {
            postgres.run(List.of(
                    "ALTER TABLE app.hidden ENABLE ROW LEVEL SECURITY",
                    "CREATE POLICY partly ON app.hidden USING (login <> 'x')"));
            var id = new RemoteId("1");
            assertFailed(app.disable(id), Kind.DENIED);
            assertFailed(app.delete(id), Kind.DENIED);
            assertThat(Visitor.failure(() -> app.see(new Scope.Accounts(Set.of(id))))
                            .kind())
                    .isEqualTo(Kind.FORBIDDEN);
            assertThat(Visitor.failure(() -> app.see(new Scope.All())).kind()).isEqualTo(Kind.FORBIDDEN);
        }
    }

    @Test
    void aMembershipThatSomethingKeepsFromChangingIsNotSaidToHaveChanged() throws Exception {
        make(
                "CREATE TABLE app.seats (user_id bigint, role_id integer UNIQUE)",
                "CREATE TABLE app.glued (user_id bigint, role_id integer)",
                "CREATE FUNCTION app.keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
                "CREATE TRIGGER keep BEFORE DELETE ON app.glued FOR EACH ROW EXECUTE FUNCTION app.keep()");
        try (var app = Visitor.of(postgres, membersIn("app.seats"))) {
            var one = app.created("seat.one").id();
            var two = app.created("seat.two").id();
            app.define("seat");
            assertThat(app.add("seat", one)).isEqualTo(new Outcome.Agreed(Optional.empty()));
            assertThat(app.add("seat", one)).isEqualTo(new Outcome.Agreed(Optional.empty()));
            assertFailed(app.add("seat", two), Kind.NOT_EFFECTIVE);
            assertThat(app.remove("seat", one)).isEqualTo(new Outcome.Agreed(Optional.empty()));
            assertThat(app.remove("seat", one)).isEqualTo(new Outcome.Agreed(Optional.empty()));
        }
        try (var app = Visitor.of(postgres, membersIn("app.glued"))) {
            var id = app.created("glued").id();
            app.define("glue");
            assertThat(app.add("glue", id)).isInstanceOf(Outcome.Accepted.class);
            assertFailed(app.remove("glue", id), Kind.NOT_EFFECTIVE);
            assertThat(app.members("glue")).containsExactly(id);
        }
    }

    private static Map<String, Object> membersIn(String table) {
        var block = new HashMap<>(Shop.tables());
        block.put(
                "groups",
                Map.of(
                        "table",
                        "app.roles",
                        "create",
                        true,
                        "members",
                        Map.of("table", table, "user", "user_id", "group", "role_id")));
        return block;
    }

    @Test
    void anUpdateEmptiesNothingThatIsCalledOtherwiseOrIsNotRead() throws Exception {
        make(
                "CREATE TABLE app.badges (id integer PRIMARY KEY, external_id text, login text, active boolean, badge text, title text)",
                "INSERT INTO app.badges VALUES (1, 'k', 'x', true, 'b-17', NULL)");
        var shown = "SELECT id, external_id AS externalId, login AS userName, active, title";
        var of = " FROM app.badges WHERE id = :id";
        var update =
                "UPDATE app.badges SET login = :userName, external_id = :externalId, title = :title, badge = :badgeNo WHERE id = :id";
        var id = new RemoteId("1");
        try (var app = Visitor.of(postgres, own(shown + ", badge AS badgeNo" + of, "update", update))) {
            assertThat(app.read(id).attributes().get("badgeNo")).contains("b-17");
            assertThat(app.update(id, "title", "t")).isInstanceOf(Outcome.Accepted.class);
        }
        try (var app = Visitor.of(postgres, own(shown + of, "update", update))) {
            assertFailed(app.update(id, "title", "u"), Kind.MISCONFIGURED);
        }
        assertThat(postgres.shown("SELECT title || badge FROM app.badges")).containsExactly("tb-17");
    }

    @Test
    void whatATriggerMayOverruleIsNotSaidToBeSo() throws Exception {
        make(
                "CREATE TABLE app.stubborn (id integer PRIMARY KEY, external_id text, login text, active boolean)",
                "INSERT INTO app.stubborn VALUES (1, 'k', 'x', true)",
                "CREATE FUNCTION app.reopen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE app.stubborn SET active = true WHERE id = NEW.id AND NOT active; RETURN NULL; END $$",
                "CREATE TRIGGER reopen AFTER UPDATE ON app.stubborn FOR EACH ROW EXECUTE FUNCTION app.reopen()",
                "CREATE VIEW app.seen AS SELECT * FROM app.stubborn");
        var id = new RemoteId("1");
        for (var table : List.of("app.stubborn", "app.seen")) {
            try (var app = Visitor.of(postgres, table(table, Map.of()))) {
                assertThat(app.disable(id)).isInstanceOf(Outcome.Accepted.class);
                assertThat(app.read(id).active()).isTrue();
            }
        }
        var disable = "UPDATE app.stubborn SET active = false WHERE id = :id RETURNING id, login AS userName, active";
        try (var app = Visitor.of(postgres, statement("disable", disable))) {
            assertThat(app.disable(id)).isInstanceOf(Outcome.Accepted.class);
        }
    }

    @Test
    void aMembershipThatATriggerPutsBackIsNotSaidToHaveEnded() throws Exception {
        make(
                "CREATE TABLE app.sticky (user_id bigint, role_id integer)",
                "CREATE FUNCTION app.rejoin() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO app.sticky VALUES (OLD.user_id, OLD.role_id); RETURN NULL; END $$",
                "CREATE TRIGGER rejoin AFTER DELETE ON app.sticky FOR EACH ROW EXECUTE FUNCTION app.rejoin()");
        var remove =
                "DELETE FROM app.sticky USING app.roles r WHERE role_id = r.id AND r.name = :group AND user_id = :id";
        try (var app = Visitor.of(postgres, membersIn("app.sticky"));
                var own = Visitor.of(postgres, statement("removeMember", remove))) {
            var id = app.created("sticky").id();
            app.define("sticky");
            assertThat(app.add("sticky", id)).isInstanceOf(Outcome.Accepted.class);
            assertThat(app.remove("sticky", id)).isInstanceOf(Outcome.Accepted.class);
            assertThat(own.remove("sticky", id)).isInstanceOf(Outcome.Accepted.class);
            assertThat(app.members("sticky")).containsExactly(id);
        }
    }

    @Test
    void anAccountThatSomethingKeepsIsNotSaidToBeDeleted() throws Exception {
        make(
                "CREATE TABLE app.kept (id integer PRIMARY KEY, external_id text, login text, active boolean)",
                "INSERT INTO app.kept VALUES (1, 'k', 'x', true)",
                "CREATE VIEW app.kept_view AS SELECT * FROM app.kept",
                "CREATE FUNCTION app.stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
                "CREATE TRIGGER stay BEFORE DELETE ON app.kept FOR EACH ROW EXECUTE FUNCTION app.stay()");
        var id = new RemoteId("1");
        for (var table : List.of("app.kept", "app.kept_view")) {
            try (var app = Visitor.of(postgres, table(table, Map.of()))) {
                assertFailed(app.delete(id), Kind.NOT_EFFECTIVE);
                assertThat(app.delete(new RemoteId("2"))).isEqualTo(new Outcome.Agreed(Optional.empty()));
            }
        }
        var shown = "SELECT id, external_id AS externalId, login AS userName, active FROM app.kept WHERE id = :id";
        try (var app = Visitor.of(postgres, own(shown, "delete", "DELETE FROM app.kept WHERE id = :id"))) {
            assertFailed(app.delete(id), Kind.NOT_EFFECTIVE);
        }
    }

    /** With another read, too. */
    private static Map<String, Object> own(String read, String name, String text) {
        var statements = new HashMap<String, Object>();
        if (statement("read", read).get("statements") instanceof Map<?, ?> map) {
            map.forEach((known, there) -> statements.put(String.valueOf(known), there));
        }
        statements.put(name, text);
        return Shop.block(Map.of("statements", statements));
    }

    @Test
    void idsOfWhateverOrderAreAllRead() throws Exception {
        make(
                "CREATE EXTENSION citext SCHEMA app",
                "CREATE TYPE app.size AS ENUM ('z', 'm', 'a')",
                "CREATE TABLE app.lettered (id app.citext PRIMARY KEY, external_id text, login text, active boolean)",
                "INSERT INTO app.lettered VALUES ('A', NULL, 'one', true), ('b', NULL, 'two', true), ('C', NULL, 'three', true)",
                "CREATE TABLE app.sized (id app.size PRIMARY KEY, external_id text, login text, active boolean)",
                "INSERT INTO app.sized VALUES ('z', NULL, 'one', true), ('m', NULL, 'two', true), ('a', NULL, 'three', true)");
        for (var table : List.of("app.lettered", "app.sized")) {
            var block = new HashMap<>(table(table, Map.of()));
            block.put("pageSize", 1);
            try (var app = Visitor.of(postgres, block)) {
                assertThat(app.see(new Scope.All()).accounts).hasSize(3);
            }
        }
    }

    @Test
    void twoRowsOfOneIdAreSeenOverTheEdgeOfAPage() throws Exception {
        make(
                "CREATE TABLE app.edges (id integer, external_id text, login text, active boolean)",
                "INSERT INTO app.edges SELECT g, NULL, 'e', true FROM generate_series(1, 20) g",
                "INSERT INTO app.edges VALUES (10, NULL, 'twin', true)");
        var block = new HashMap<>(table("app.edges", Map.of()));
        block.put("pageSize", 10);
        try (var app = Visitor.of(postgres, block)) {
            assertThat(Visitor.failure(() -> app.see(new Scope.All())).kind()).isEqualTo(Kind.MANY);
        }
    }

    @Test
    void anIdThatAChildHasTooIsNotUnique() throws Exception {
        make(
                "CREATE TABLE app.parents (id integer PRIMARY KEY, external_id text, login text, active boolean)",
                "CREATE TABLE app.children () INHERITS (app.parents)",
                "INSERT INTO app.parents VALUES (1, 'a', 'one', true)",
                "INSERT INTO app.children VALUES (1, 'b', 'two', true)");
        try (var app = Visitor.of(postgres, table("app.parents", Map.of()))) {
            assertFailed(app.disable(new RemoteId("1")), Kind.MANY);
        }
        assertThat(postgres.shown("SELECT login FROM app.parents WHERE active")).hasSize(2);
    }

    @Test
    void aTableThatIsNotThereSaysNothingOfAccounts() {
        var why = Visitor.refusal(postgres.port(), Visitor.LOCAL, table("app.nowhere", Map.of()));
        assertThat(why).isEqualTo(Failure.of(Kind.MISCONFIGURED, Detail.STATUS, "42P01"));
    }

    @Test
    void aTableThatIsAnotherOneMeanwhileIsReadAgain() throws Exception {
        make("CREATE TABLE app.moving (id integer PRIMARY KEY, login text)", "INSERT INTO app.moving VALUES (1, 'x')");
        var read = "SELECT id, login AS \"userName\" FROM app.moving WHERE id = :id";
        var disable = "UPDATE app.moving SET login = login WHERE id = :id RETURNING id, login AS \"userName\"";
        try (var app = Visitor.of(postgres, statement("read", read));
                var writer = Visitor.of(postgres, statement("disable", disable))) {
            var id = new RemoteId("1");
            for (var type : List.of("varchar(50)", "text", "varchar(60)")) {
                assertThat(app.read(id).attributes().userName()).isEqualTo("x");
                assertThat(writer.disable(id)).isInstanceOf(Outcome.Accepted.class);
                postgres.run(List.of("ALTER TABLE app.moving ALTER login TYPE " + type));
                assertThat(writer.disable(id)).isInstanceOfAny(Outcome.Accepted.class, Outcome.Failed.class);
                try {
                    app.read(id);
                } catch (dev.usher.connector.AppFailure e) {
                    assertThat(e.failure().kind()).isEqualTo(Kind.UNREACHABLE);
                }
            }
        }
    }

    @Test
    void aRowThatOthersPointAtIsNotDeleted() throws Exception {
        make("CREATE TABLE app.orders (id serial PRIMARY KEY, buyer bigint REFERENCES app.users)");
        try (var app = Visitor.of(postgres, Shop.tables())) {
            var id = app.created("buyer").id();
            postgres.run(List.of("INSERT INTO app.orders (buyer) VALUES (" + id.value() + ")"));
            assertFailed(app.delete(id), Kind.REJECTED);
            assertThat(app.read(id).id()).isEqualTo(id);
        }
    }

    @Test
    void aTimeOfWhenSaysThatNobodyGetsIn() throws Exception {
        make(
                "CREATE TABLE app.timed (id serial PRIMARY KEY, external_id text UNIQUE, login text, locked_at timestamptz)",
                "GRANT USAGE ON ALL SEQUENCES IN SCHEMA app TO usher");
        try (var app = Visitor.of(postgres, table("app.timed", Map.of("disable", Map.of("column", "locked_at"))))) {
            var id = app.created("timed").id();
            assertThat(app.disable(id)).isInstanceOf(Outcome.Agreed.class);
            var since = postgres.shown("SELECT locked_at FROM app.timed");
            assertThat(app.read(id).active()).isFalse();
            assertThat(app.disable(id)).isInstanceOf(Outcome.Agreed.class);
            assertThat(postgres.shown("SELECT locked_at FROM app.timed")).isEqualTo(since);
            assertThat(app.enable(id)).isInstanceOf(Outcome.Agreed.class);
            assertThat(app.read(id).active()).isTrue();
        }
    }

    @Test
    void whatTheDatabaseRefusesTwiceItIsSaidToRefuse() throws Exception {
        try (var app = Visitor.of(postgres, Shop.tables())) {
            assertThat(app.session().capabilities().value("uniqueUserNames")).contains("true");
            assertThat(app.session().capabilities().leftOut())
                    .contains("division", "manager")
                    .doesNotContain("email");
        }
    }
}
