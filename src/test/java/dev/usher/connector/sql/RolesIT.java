package dev.usher.connector.sql;

import static dev.usher.connector.sql.Visitor.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import dev.usher.thirdparty.Postgres;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to PostgreSQL itself, whose roles are accounts and groups. */
@Timeout(60)
class RolesIT {
    private static final String OWN = "her own";

    private static Postgres postgres;
    private static Visitor app;

    @BeforeAll
    static void start() throws Exception {
        postgres = Postgres.start();
        app = Visitor.of(postgres, Shop.block(Map.of("preset", "postgresql", "groups", Map.of("create", true))));
    }

    @AfterAll
    static void end() {
        app.close();
        postgres.close();
    }

    private static boolean letsIn(String user) {
        try (var connection = postgres.connect(user, OWN, Postgres.DATABASE)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static Account withPassword(String name) throws Exception {
        var account = app.created(name);
        postgres.run(List.of("ALTER ROLE \"" + name + "\" PASSWORD '" + OWN + "'"));
        assertThat(letsIn(name)).isTrue();
        return account;
    }

    @Test
    void whoIsDisabledDoesNotLogInAndStaysAnAccount() throws Exception {
        var account = withPassword("disabled");
        assertThat(app.disable(account.id())).isEqualTo(new Outcome.Agreed(Optional.of(account.disabled())));
        assertThat(letsIn("disabled")).isFalse();
        assertThat(app.read(account.id())).isEqualTo(account.disabled());
        assertThat(app.see(new Scope.All()).accounts).contains(account.disabled());
        assertThat(app.enable(account.id())).isEqualTo(new Outcome.Agreed(Optional.of(account)));
        assertThat(letsIn("disabled")).isTrue();
    }

    @Test
    void sessionsThatAreOpenEndAndNoOthers() throws Exception {
        var account = withPassword("connected");
        withPassword("bystander");
        try (var hers = postgres.connect("connected", OWN, Postgres.DATABASE);
                var others = postgres.connect("bystander", OWN, Postgres.DATABASE);
                var statement = hers.createStatement()) {
            assertThat(app.disable(account.id())).isInstanceOf(Outcome.Agreed.class);
            assertThat(hers.isValid(1)).isTrue();
            assertThat(app.endSessions(account)).isEqualTo(new Outcome.Agreed(Optional.empty()));
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.execute("SELECT 1"));
            assertThat(others.isValid(1)).isTrue();
            assertThat(app.endSessions(account)).isEqualTo(new Outcome.Agreed(Optional.empty()));
        }
    }

    @Test
    void aSessionThatDoesNotEndIsNotSaidToHaveEnded() throws Exception {
        var account = withPassword("lingering");
        try (var hers = postgres.connect("lingering", OWN, Postgres.DATABASE)) {
            var pid = postgres.shown("SELECT pid FROM pg_stat_activity WHERE usename = 'lingering'")
                    .getFirst();
            signal("STOP", pid);
            try {
                app.disable(account.id());
                assertFailed(app.endSessions(account), Kind.NOT_EFFECTIVE);
            } finally {
                signal("CONT", pid);
            }
            assertThat(app.endSessions(account)).isEqualTo(new Outcome.Agreed(Optional.empty()));
            assertThat(hers.isValid(1)).isFalse();
        }
    }

    private static void signal(String name, String pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }

    @Test
    void aNewRoleHasNoPasswordAndNoRights() throws Exception {
        app.created("fresh");
        assertThat(
                        postgres.shown(
                                "SELECT rolpassword IS NULL AND NOT (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls) FROM pg_authid WHERE rolname = 'fresh'"))
                .containsExactly("t");
    }

    @Test
    void aNameIsANameWhateverItHolds() throws Exception {
        for (var name : List.of(
                "x\"; DROP ROLE victim; --",
                "x'; DROP ROLE victim; --",
                "$$; DROP ROLE victim; $$",
                "x? :id $1 /*",
                "Ünï \\ \"\"")) {
            app.created(name);
            var id = app.find(name).orElseThrow().id();
            assertThat(app.define("g" + name)).isInstanceOf(Outcome.Agreed.class);
            assertThat(app.add("g" + name, id)).isInstanceOf(Outcome.Agreed.class);
            assertThat(app.members("g" + name)).containsExactly(id);
            assertThat(app.update(id, "userName", "new" + name)).isInstanceOf(Outcome.Agreed.class);
            var key = new Delta(new TreeMap<>(), Optional.of("k'; DROP ROLE victim; -- \\' " + name), false);
            assertThat(app.update(id, key)).isInstanceOf(Outcome.Agreed.class);
            assertThat(app.read(id).externalId()).contains("k'; DROP ROLE victim; -- \\' " + name);
            assertThat(app.disable(id)).isInstanceOf(Outcome.Agreed.class);
            assertThat(app.remove("g" + name, id)).isInstanceOf(Outcome.Agreed.class);
            assertThat(app.members("g" + name)).isEmpty();
        }
    }

    @Test
    void aNameThatTheServerWouldCutOffIsRejected() throws Exception {
        assertFailed(app.create("k", Map.of("userName", "x".repeat(64))), Kind.REJECTED);
        assertThat(app.create("k63", Map.of("userName", "y".repeat(63)))).isInstanceOf(Outcome.Agreed.class);
        for (var reserved : List.of("pg_mine", "public", "none")) {
            assertFailed(app.create("k-" + reserved, Map.of("userName", reserved)), Kind.REJECTED);
        }
    }

    @Test
    void whoMayDoEverythingIsNoAccount() throws Exception {
        postgres.run(List.of("CREATE ROLE root LOGIN SUPERUSER", "CREATE ROLE copier LOGIN REPLICATION"));
        var ids = postgres.shown("SELECT oid FROM pg_roles WHERE rolname IN ('root', 'copier', 'postgres', 'usher')");
        assertThat(app.see(new Scope.All()).accounts)
                .extracting(account -> account.id().value())
                .doesNotContainAnyElementsOf(ids);
        for (var name : List.of("root", "copier", "postgres", "usher")) {
            assertThat(app.find(name)).isEmpty();
            assertThat(app.create("k-" + name, Map.of("userName", name))).isEqualTo(new Outcome.Exists(List.of()));
        }
        for (var id : ids) {
            assertFailed(app.disable(new RemoteId(id)), Kind.DENIED);
            assertFailed(app.delete(new RemoteId(id)), Kind.DENIED);
        }
        assertThat(
                        postgres.shown(
                                "SELECT rolname FROM pg_roles WHERE rolcanlogin AND rolname IN ('root', 'copier', 'postgres', 'usher')"))
                .hasSize(4);
    }

    @Test
    void anAccountThatMayDoEverythingByNowIsNotSaidToBeGone() throws Exception {
        for (var right : List.of("SUPERUSER", "REPLICATION", "BYPASSRLS")) {
            var account = app.created("risen." + right);
            postgres.run(List.of("ALTER ROLE \"risen." + right + "\" " + right));
            assertOutOfReach(account);
        }
        var account = app.created("unmarked");
        app.disable(account.id());
        postgres.run(List.of("COMMENT ON ROLE unmarked IS NULL"));
        assertOutOfReach(account);
    }

    private static void assertOutOfReach(Account account) {
        var read = Visitor.failure(() -> app.see(new Scope.Accounts(Set.of(account.id()))));
        assertThat(read.kind()).isEqualTo(Kind.DENIED);
        assertFailed(app.disable(account.id()), Kind.DENIED);
        assertFailed(app.delete(account.id()), Kind.DENIED);
        assertFailed(app.endSessions(account), Kind.DENIED);
    }

    @Test
    void aNumberThatNoRoleCanHaveIsNobodys() throws Exception {
        for (var number : List.of("4294967296", "9999999999", "0", "007", "abc")) {
            var id = new RemoteId(number);
            assertThat(app.see(new Scope.Accounts(Set.of(id))).absent).containsExactly(id);
            assertFailed(app.disable(id), Kind.GONE);
            assertThat(app.delete(id)).isEqualTo(new Outcome.Agreed(Optional.empty()));
        }
    }

    @Test
    void groupsAreRolesThatNobodyLogsInWith() throws Exception {
        postgres.run(List.of("CREATE ROLE readers", "CREATE ROLE godlike SUPERUSER NOLOGIN"));
        var id = app.created("reader").id();
        assertThat(app.add("readers", id)).isInstanceOf(Outcome.Agreed.class);
        assertThat(app.members("readers")).containsExactly(id);
        for (var none :
                List.of("reader", "pg_read_all_data", "pg_execute_server_program", "godlike", "usher", "postgres")) {
            assertFailed(app.add(none, id), Kind.GONE);
        }
    }

    @Test
    void nobodyIsPutInAGroupThroughWhichTheyMayDoEverything() throws Exception {
        postgres.run(List.of(
                "CREATE ROLE dba",
                "CREATE ROLE between_them",
                "GRANT postgres TO between_them",
                "CREATE ROLE as_usher",
                "GRANT usher TO as_usher",
                "CREATE ROLE copiers",
                "CREATE ROLE replica REPLICATION",
                "GRANT replica TO copiers",
                "CREATE ROLE watchers",
                "GRANT pg_monitor TO watchers"));
        var id = app.created("climber").id();
        assertThat(app.add("dba", id)).isInstanceOf(Outcome.Agreed.class);
        postgres.run(List.of("GRANT between_them TO dba"));
        var other = app.created("climber.too").id();
        for (var group : List.of("dba", "between_them", "as_usher", "copiers")) {
            assertFailed(app.add(group, other), Kind.DENIED);
        }
        assertThat(app.add("watchers", other)).isInstanceOf(Outcome.Agreed.class);
        // Who is in already is seen, and taken out.
        assertThat(app.members("dba")).containsExactly(id);
        assertThat(app.remove("dba", id)).isInstanceOf(Outcome.Agreed.class);
        assertThat(app.members("dba")).isEmpty();
    }

    @Test
    void aGroupThatIsInAnotherOneIsTold() throws Exception {
        postgres.run(List.of("CREATE ROLE outer_group", "CREATE ROLE inner_group", "GRANT outer_group TO inner_group"));
        var id = app.created("insider").id();
        app.add("inner_group", id);
        var outer = app.see(new Scope.Members(Visitor.group("outer_group")));
        assertThat(outer.members).isEmpty();
        assertThat(outer.nested).containsExactly(Visitor.group("outer_group"));
        var inner = app.see(new Scope.Members(Visitor.group("inner_group")));
        assertThat(inner.members).containsExactly(id);
        assertThat(inner.nested).isEmpty();
    }

    @Test
    void whatSomebodyElseGrantedIsLookedAt() throws Exception {
        postgres.run(List.of("CREATE ROLE writers"));
        var id = app.created("writer").id();
        postgres.run(List.of("GRANT writers TO writer"));
        assertThat(app.members("writers")).containsExactly(id);
        var outcome = app.remove("writers", id);
        var isStillIn = !app.members("writers").isEmpty();
        assertThat(outcome instanceof Outcome.Agreed).isEqualTo(!isStillIn);
    }

    @Test
    void aRoleThatOwnsSomethingIsNotDropped() throws Exception {
        var account = withPassword("owner");
        postgres.run(List.of("CREATE SCHEMA owned AUTHORIZATION owner"));
        assertFailed(app.delete(account.id()), Kind.REJECTED);
        assertThat(app.read(account.id())).isEqualTo(account);
        postgres.run(List.of("DROP SCHEMA owned"));
        assertThat(app.delete(account.id())).isEqualTo(new Outcome.Agreed(Optional.empty()));
        assertThat(postgres.shown("SELECT 1 FROM pg_roles WHERE rolname = 'owner'"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "enable", "rename", "delete"})
    void whoeverIsCalledAsSomebodyElseWasIsNotChangedForThem(String what) throws Exception {
        var swapped = "swapped." + what;
        var namesake = "namesake." + what;
        var account = app.created(swapped);
        app.created(namesake);
        if (what.equals("enable")) {
            app.disable(account.id());
            postgres.run(List.of("ALTER ROLE \"" + namesake + "\" NOLOGIN"));
        }
        var before = facts(swapped, namesake);
        try (var other = postgres.admin();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            // Who reads does not wait; who writes does, and looks for the name afterwards.
            statement.execute("LOCK TABLE pg_catalog.pg_authid IN EXCLUSIVE MODE");
            var outcome = CompletableFuture.supplyAsync(() -> change(what, account));
            Awaitility.await()
                    .until(() -> !postgres.shown("SELECT 1 FROM pg_locks WHERE NOT granted")
                            .isEmpty());
            statement.execute("ALTER ROLE \"" + swapped + "\" RENAME TO third");
            statement.execute("ALTER ROLE \"" + namesake + "\" RENAME TO \"" + swapped + "\"");
            statement.execute("ALTER ROLE third RENAME TO \"" + namesake + "\"");
            other.commit();
            assertFailed(outcome.join(), Kind.STALE);
        }
        assertThat(facts(swapped, namesake)).isEqualTo(before);
    }

    private static Outcome change(String what, Account account) {
        return switch (what) {
            case "disable" -> app.disable(account.id());
            case "enable" -> app.enable(account.id());
            case "rename" -> app.update(account.id(), "userName", "third.name");
            default -> app.delete(account.id());
        };
    }

    private static List<String> facts(String one, String other) {
        return postgres.shown("SELECT rolname || rolcanlogin FROM pg_roles WHERE rolname IN ('" + one + "', '" + other
                + "') ORDER BY rolname");
    }

    @Test
    void aRoleOfSomebodyElseIsSeenWithoutAKeyAndIsTheSameWithOne() throws Exception {
        postgres.run(List.of("CREATE ROLE older LOGIN", "COMMENT ON ROLE older IS 'made by hand'"));
        var older = app.find("OLDER").orElseThrow();
        assertThat(older.externalId()).isEmpty();
        assertThat(app.disable(older.id())).isInstanceOf(Outcome.Agreed.class);
        assertThat(app.read(older.id()).active()).isFalse();
        assertThat(app.read(older.id()).externalId()).isEmpty();
        assertThat(app.update(older.id(), new Delta(new TreeMap<>(), Optional.of("k-older"), true)))
                .isInstanceOf(Outcome.Agreed.class);
        assertThat(app.read(older.id()).externalId()).contains("k-older");
        assertThat(app.read(older.id()).active()).isTrue();
    }

    @Test
    void twoNamesThatDifferInLettersAreTwoRoles() throws Exception {
        var one = app.created("case");
        assertThat(app.create("k-Case", Map.of("userName", "Case"))).isInstanceOf(Outcome.Agreed.class);
        assertThat(app.session().capabilities().value("uniqueUserNames")).contains("false");
        assertThat(app.update(one.id(), "userName", "Case")).isEqualTo(new Outcome.Exists(List.of()));
    }
}
