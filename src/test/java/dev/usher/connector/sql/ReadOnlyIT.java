package dev.usher.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.thirdparty.Postgres;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads change nothing, whatever functions and views of somebody's are behind what is read. */
@Timeout(60)
class ReadOnlyIT {
    private static final Failure REFUSED = Failure.of(Kind.MISCONFIGURED, Detail.WRITES_WHILE_READING);
    private static final String SHOWN =
            "SELECT id, external_id AS externalId, active, login AS userName FROM app.users";

    private static Postgres postgres;

    @BeforeAll
    static void start() {
        postgres = Postgres.start();
        Shop.open(postgres);
        postgres.run(List.of(
                "CREATE TABLE app.looks (what text)",
                """
                CREATE FUNCTION app.looked(what text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$ BEGIN
                    INSERT INTO app.looks VALUES (what); RETURN true; END $$""",
                """
                CREATE FUNCTION app.opened() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$ BEGIN
                    PERFORM set_config('default_transaction_read_only', 'off', false); RETURN true; END $$""",
                """
                CREATE FUNCTION app.reopened() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$ BEGIN
                    PERFORM set_config('transaction_read_only', 'off', false); RETURN true; END $$""",
                "CREATE VIEW app.watched AS SELECT id, external_id, login, active FROM app.users WHERE app.looked(login)",
                "CREATE VIEW app.shown AS SELECT id, external_id, login, active FROM app.users",
                "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA app TO usher"));
    }

    @AfterAll
    static void end() {
        postgres.close();
    }

    private static List<String> looks() {
        return postgres.shown("SELECT what FROM app.looks");
    }

    private static Map<String, Object> statements(Map<String, String> own) {
        var statements = new HashMap<String, Object>();
        ((Map<?, ?>) Shop.statements().getOrDefault("statements", Map.of()))
                .forEach((known, there) -> statements.put(String.valueOf(known), there));
        statements.putAll(own);
        return Shop.block(Map.of("statements", statements));
    }

    private static void existing(String name) throws AppFailure {
        try (var app = Visitor.of(postgres, Shop.tables())) {
            app.created(name);
        }
    }

    @Test
    void aDeclaredStatementThatReadsCannotWrite() throws Exception {
        existing("ada");
        var block = statements(Map.of(
                "find", SHOWN + " WHERE app.looked('find') AND (external_id = :externalId OR login = :userName)",
                "read", SHOWN + " WHERE id = :id AND app.looked('read')",
                "list", SHOWN + " WHERE app.looked('list')",
                "members", "SELECT id FROM app.users WHERE app.looked(:group)"));
        try (var app = Visitor.of(postgres, block)) {
            app.define("watchers");
            var pids = pids();
            for (Visitor.Attempt look : List.<Visitor.Attempt>of(
                    () -> app.find("ada"),
                    () -> app.read(new RemoteId("1")),
                    () -> app.see(new Scope.All()),
                    () -> app.members("watchers"))) {
                assertThat(Visitor.failure(look)).isEqualTo(REFUSED);
            }
            assertThat(REFUSED.message()).contains("tries to write");
            assertThat(pids()).isEqualTo(pids).hasSize(1);
            assertThat(app.create("k-after", Map.of("userName", "after"))).isInstanceOf(Outcome.Agreed.class);
        }
        assertThat(looks()).isEmpty();
    }

    private static Map<String, Object> watched(String view) {
        var users = Map.of(
                "table",
                view,
                "columns",
                Map.of("userName", "login"),
                "disable",
                Map.of("column", "active", "disabled", "false", "enabled", "true"));
        return Shop.block(Map.of("preset", "tables", "users", users));
    }

    @Test
    void whatIsBehindAViewCannotWriteWhereItIsRead() throws Exception {
        existing("bea");
        try (var app = Visitor.of(postgres, watched("app.watched"))) {
            assertThat(Visitor.failure(() -> app.see(new Scope.All()))).isEqualTo(REFUSED);
            assertThat(Visitor.failure(() -> app.find("bea"))).isEqualTo(REFUSED);
        }
        assertThat(looks()).isEmpty();
    }

    @Test
    void aReadCannotLetItselfOrTheNextOneWrite() throws Exception {
        existing("cid");
        var own = new HashMap<>(Map.of("list", SHOWN + " WHERE app.looked('list')"));
        own.put("find", SHOWN + " WHERE app.opened() AND (external_id = :externalId OR login = :userName)");
        own.put("read", SHOWN + " WHERE id = :id AND app.reopened() AND app.looked('read')");
        try (var app = Visitor.of(postgres, statements(own))) {
            assertThat(app.find("cid")).isPresent();
            assertThat(Visitor.failure(() -> app.see(new Scope.All()))).isEqualTo(REFUSED);
            assertThat(Visitor.failure(() -> app.read(new RemoteId("1"))).kind())
                    .isIn(Kind.MISCONFIGURED);
        }
        assertThat(looks()).isEmpty();
    }

    /** Stands between, and counts how often the server is waited for. */
    private record Counter(ServerSocket door, AtomicInteger rounds) implements AutoCloseable {
        private static final int SYNC = 'S';

        static Counter before(Postgres postgres) throws IOException {
            var counter = new Counter(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), new AtomicInteger());
            Thread.startVirtualThread(() -> {
                try {
                    while (!counter.door.isClosed()) {
                        var client = counter.door.accept();
                        var server = new Socket(InetAddress.getLoopbackAddress(), postgres.port());
                        Thread.startVirtualThread(() -> counter.ask(client, server));
                        Thread.startVirtualThread(() -> answer(server, client));
                    }
                } catch (IOException e) {
                    // It is over.
                }
            });
            return counter;
        }

        private void ask(Socket client, Socket server) {
            try (client;
                    server) {
                var in = new DataInputStream(client.getInputStream());
                var out = new DataOutputStream(new BufferedOutputStream(server.getOutputStream()));
                // How a connection begins has no type.
                pass(in, out);
                out.flush();
                for (var type = in.read(); type >= 0; type = in.read()) {
                    out.writeByte(type);
                    pass(in, out);
                    out.flush();
                    if (type == SYNC) {
                        rounds.incrementAndGet();
                    }
                }
            } catch (IOException e) {
                // It is over.
            }
        }

        private static void pass(DataInputStream in, DataOutputStream out) throws IOException {
            var length = in.readInt();
            out.writeInt(length);
            out.write(in.readNBytes(length - Integer.BYTES));
        }

        private static void answer(Socket server, Socket client) {
            try (server;
                    client) {
                server.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException e) {
                // It is over.
            }
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"statements", "view", "table"})
    void aReadIsOneRequestHoweverItIsKeptFromWriting(String what) throws Exception {
        existing("counted-" + what);
        var block = switch (what) {
            case "statements" -> Shop.statements();
            case "view" -> watched("app.shown");
            default -> Shop.tables();
        };
        try (var counter = Counter.before(postgres);
                var app = Visitor.at(counter.door().getLocalPort(), Visitor.LOCAL, block)) {
            app.session().ping();
            for (var round = 0; round < 5; round++) {
                var before = counter.rounds().get();
                var id = app.find("counted-" + what).orElseThrow().id();
                assertThat(app.read(id).active()).isTrue();
                assertThat(app.see(new Scope.All()).accounts).isNotEmpty();
                assertThat(counter.rounds().get() - before).isEqualTo(3);
            }
        }
    }

    /** One after the other, so that it is the same connection each time. */
    @Test
    void readsAndWritesFollowOneAnotherOnOneConnection() throws Exception {
        for (var block : List.of(
                Shop.tables(),
                Shop.statements(),
                Shop.block(Map.of("preset", "postgresql", "groups", Map.of("create", true))))) {
            try (var app = Visitor.of(postgres, block)) {
                var name = "dot-" + block.size() + block.containsKey("users");
                var account = app.created(name);
                var pid = pids();
                for (var round = 0; round < 3; round++) {
                    assertThat(app.see(new Scope.All()).accounts)
                            .extracting(Account::id)
                            .contains(account.id());
                    assertThat(app.disable(account.id())).isNotInstanceOf(Outcome.Failed.class);
                    assertThat(app.read(account.id()).active()).isFalse();
                    assertThat(app.enable(account.id())).isNotInstanceOf(Outcome.Failed.class);
                    assertThat(app.update(account.id(), "userName", name + round))
                            .isNotInstanceOf(Outcome.Failed.class);
                    assertThat(app.define("group-" + name)).isEqualTo(new Outcome.Agreed(Optional.empty()));
                    assertThat(app.add("group-" + name, account.id())).isNotInstanceOf(Outcome.Failed.class);
                    assertThat(app.members("group-" + name)).containsExactly(account.id());
                    assertThat(app.remove("group-" + name, account.id())).isNotInstanceOf(Outcome.Failed.class);
                }
                assertThat(app.delete(account.id())).isEqualTo(new Outcome.Agreed(Optional.empty()));
                assertThat(app.see(new Scope.Accounts(Set.of(account.id()))).absent)
                        .containsExactly(account.id());
                assertThat(pids()).isEqualTo(pid).hasSize(1);
            }
        }
    }

    private static List<String> pids() {
        return postgres.shown("SELECT pid FROM pg_stat_activity WHERE usename = 'usher' AND datname = 'shop'");
    }
}
