package dev.usher.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Scope;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.NetworkPolicy;
import dev.usher.simulator.KeyPairs;
import dev.usher.thirdparty.Postgres;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a server is reached: by TLS, at addresses that are admitted, and proving oneself without giving the password away. */
@Timeout(60)
class ServerIT {
    private static final NetworkPolicy LOCAL = NetworkPolicy.parse("127.0.0.0/8", false);

    private static KeyPairs pair;
    private static KeyPairs other;
    private static Postgres postgres;

    @BeforeAll
    static void start(@TempDir Path keys) throws Exception {
        pair = KeyPairs.create(keys, "database");
        other = KeyPairs.create(keys, "other");
        postgres = Postgres.start(List.of(new Postgres.Shown(pair.pem(), pair.keyPem())));
        Shop.open(postgres);
    }

    @AfterAll
    static void end() {
        postgres.close();
    }

    private static Map<String, Object> secured(String host, KeyPairs authority) throws Exception {
        var block = new HashMap<>(Shop.tables());
        block.put("host", host);
        block.put("tls", Map.of("caBundle", authority.pem()));
        return block;
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST"})
    void aServerIsSpokenToByTls(String host) throws Exception {
        try (var app = Visitor.at(postgres.port(), LOCAL, secured(host, pair))) {
            app.session().ping();
            assertThat(
                            postgres.shown(
                                    "SELECT bool_and(ssl) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE a.usename = 'usher'"))
                    .containsExactly("t");
        }
    }

    @Test
    void aServerForWhichNobodyVouchesIsNotSpokenTo() throws Exception {
        for (var block : List.of(secured("127.0.0.1", other), secured("127.0.0.2", pair))) {
            assertThat(Visitor.refusal(postgres.port(), LOCAL, block))
                    .isEqualTo(Failure.of(Kind.UNREACHABLE, Detail.NOT_TRUSTED));
        }
        var unnamed = new HashMap<>(Shop.tables());
        unnamed.remove("tls");
        assertThat(Visitor.refusal(postgres.port(), LOCAL, unnamed))
                .isEqualTo(Failure.of(Kind.UNREACHABLE, Detail.NOT_TRUSTED));
    }

    @Test
    void nothingIsSaidInTheClearUnlessTheInstallationAllowsIt() {
        assertThat(Visitor.refusal(postgres.port(), LOCAL, Shop.tables()))
                .isEqualTo(Failure.of(Kind.MISCONFIGURED, Detail.UNENCRYPTED_REFUSED));
    }

    @Test
    void addressesThatAreNotPublicAreRefusedUnlessTheInstallationAllowsThem() throws Exception {
        for (var policy : List.of(NetworkPolicy.PUBLIC_ONLY, NetworkPolicy.parse("10.0.0.0/8", true))) {
            for (var host :
                    List.of("127.0.0.1", "localhost", "::1", "169.254.169.254", "0.0.0.0", "::ffff:127.0.0.1")) {
                assertThat(Visitor.refusal(postgres.port(), policy, secured(host, pair)))
                        .as(host)
                        .isEqualTo(Failure.of(Kind.MISCONFIGURED, Detail.ADDRESS_REFUSED));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {22, 389, 6443, 6379, 2379, 10250})
    void portsOfOtherServicesAreRefusedOrHaveNoServer(int port) throws Exception {
        var why = Visitor.refusal(port, LOCAL, secured("127.0.0.1", pair));
        assertThat(why.kind()).isEqualTo(port == 389 ? Kind.UNREACHABLE : Kind.MISCONFIGURED);
    }

    @ParameterizedTest
    @CsvSource({"user, nobody, UNAUTHORIZED, ''", "database, nowhere, MISCONFIGURED, 3D000"})
    void whoLetsNobodyInIsUnderstood(String field, String value, Kind kind, String state) throws Exception {
        var block = secured("127.0.0.1", pair);
        block.put(field, value);
        var why = Visitor.refusal(postgres.port(), LOCAL, block);
        assertThat(why.kind()).isEqualTo(kind);
        assertThat(why.words()).contains(state);
    }

    @Test
    void whatTheRoleSetsForItselfChangesNothing() throws Exception {
        postgres.run(List.of(
                "ALTER ROLE usher SET standard_conforming_strings = off",
                "ALTER ROLE usher SET default_transaction_read_only = on",
                "ALTER ROLE usher SET statement_timeout = '1ms'",
                "ALTER ROLE usher SET default_transaction_isolation = 'serializable'",
                "ALTER ROLE usher SET DateStyle = 'German'"));
        try (var app = Visitor.at(postgres.port(), LOCAL, secured("127.0.0.1", pair))) {
            var name = "back\\' slash";
            assertThat(app.created(name).attributes().userName()).isEqualTo(name);
        } finally {
            postgres.run(List.of("ALTER ROLE usher RESET ALL"));
        }
    }

    /** Stands between, and leaves out the options with which a connection begins, as some poolers are told to. */
    private record Pooler(ServerSocket door) implements AutoCloseable {
        static Pooler before(Postgres postgres) throws IOException {
            var door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            Thread.startVirtualThread(() -> {
                try {
                    while (!door.isClosed()) {
                        var client = door.accept();
                        var server = new Socket(InetAddress.getLoopbackAddress(), postgres.port());
                        Thread.startVirtualThread(() -> pass(client, server, true));
                        Thread.startVirtualThread(() -> pass(server, client, false));
                    }
                } catch (IOException e) {
                    // It is over.
                }
            });
            return new Pooler(door);
        }

        private static void pass(Socket from, Socket to, boolean begins) {
            try (from;
                    to) {
                if (begins) {
                    to.getOutputStream().write(begun(new DataInputStream(from.getInputStream())));
                }
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException e) {
                // It is over.
            }
        }

        private static byte[] begun(DataInputStream in) throws IOException {
            var said = new String(in.readNBytes(in.readInt() - 4), StandardCharsets.ISO_8859_1);
            var less = said.replaceFirst("options\0[^\0]*\0", "");
            assertThat(less).isNotEqualTo(said);
            var bytes = new ByteArrayOutputStream();
            var out = new DataOutputStream(bytes);
            out.writeInt(4 + less.length());
            out.write(less.getBytes(StandardCharsets.ISO_8859_1));
            return bytes.toByteArray();
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }

    @Test
    void aConnectionFromWhichItsOptionsWereTakenIsNotUsed() throws Exception {
        try (var pooler = Pooler.before(postgres)) {
            var why = Visitor.refusal(pooler.door().getLocalPort(), Visitor.LOCAL, Shop.tables());
            assertThat(why).isEqualTo(Failure.of(Kind.MISCONFIGURED, Detail.STATUS, "08004"));
        }
    }

    /** A server that answers each thing that it is told by these bytes, and hands over all that it was told. */
    private record Impostor(ServerSocket door, CompletableFuture<byte[]> told) implements AutoCloseable {
        static Impostor saying(List<byte[]> answers) throws IOException {
            var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            var told = new CompletableFuture<byte[]>();
            Thread.startVirtualThread(() -> {
                var heard = new ByteArrayOutputStream();
                try (var client = door.accept()) {
                    var bytes = new byte[8_192];
                    for (var answer : answers) {
                        var count = client.getInputStream().read(bytes);
                        heard.write(bytes, 0, Math.max(0, count));
                        client.getOutputStream().write(answer);
                    }
                    client.getInputStream().transferTo(heard);
                } catch (IOException e) {
                    // It hung up.
                }
                told.complete(heard.toByteArray());
            });
            return new Impostor(door, told);
        }

        String heard() {
            return new String(told.join(), StandardCharsets.ISO_8859_1);
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }

    private static byte[] message(char type, int number, byte... more) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(type);
        out.writeInt(8 + more.length);
        out.writeInt(number);
        out.write(more);
        return bytes.toByteArray();
    }

    @Test
    void aServerThatWantsNoTlsIsToldNothing() throws Exception {
        try (var impostor = Impostor.saying(List.of(new byte[] {'N'}))) {
            var why = Visitor.refusal(impostor.door().getLocalPort(), LOCAL, secured("127.0.0.1", pair));
            assertThat(why).isEqualTo(Failure.of(Kind.MISCONFIGURED, Detail.STATUS, "08004"));
            assertThat(impostor.heard()).hasSize(8);
        }
    }

    @Test
    void whatIsSaidBeforeTlsCountsForNothing() throws Exception {
        try (var impostor = Impostor.saying(List.of(new byte[] {'S', 'R', 0, 0, 0, 8, 0, 0, 0, 0}))) {
            var why = Visitor.refusal(impostor.door().getLocalPort(), LOCAL, secured("127.0.0.1", pair));
            assertThat(why.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(impostor.heard()).doesNotContain("usher");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7, 9})
    void thePasswordIsGivenToNobodyWhoAsksForIt(int method) throws Exception {
        try (var impostor = Impostor.saying(List.of(message('R', method, (byte) 1, (byte) 2, (byte) 3, (byte) 4)))) {
            var why = Visitor.refusal(impostor.door().getLocalPort(), Visitor.LOCAL, Shop.tables());
            assertThat(why.kind()).isIn(Kind.MISCONFIGURED, Kind.UNREACHABLE);
            assertThat(impostor.heard()).contains("usher").doesNotContain(Postgres.PASSWORD, "md5");
        }
    }

    @Test
    void aServerThatClaimsToHaveMuchToSayIsNotListenedTo() throws Exception {
        var claim = new byte[] {'E', 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        try (var impostor = Impostor.saying(List.of(claim))) {
            var why = Visitor.refusal(impostor.door().getLocalPort(), Visitor.LOCAL, Shop.tables());
            assertThat(why.kind()).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @Test
    void whatAServerSaysOfItsRefusalIsNotRepeated() throws Exception {
        var words = "SERROR\0Cleak7\0Mleak7f3a is wrong\0\0".getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte('E');
        out.writeInt(4 + words.length);
        out.write(words);
        try (var impostor = Impostor.saying(List.of(bytes.toByteArray()))) {
            var why = Visitor.refusal(impostor.door().getLocalPort(), Visitor.LOCAL, Shop.tables());
            assertThat(why.message()).doesNotContain("leak");
        }
    }

    @Test
    void fewConnectionsServeManyAndAreLeftBehindByNobody() throws Exception {
        try (var app = Visitor.at(postgres.port(), LOCAL, secured("127.0.0.1", pair))) {
            var threads = java.util.stream.IntStream.range(0, 32)
                    .mapToObj(i -> Thread.ofVirtual().start(() -> look(app)))
                    .toList();
            for (var thread : threads) {
                thread.join();
            }
            assertThat(postgres.shown("SELECT count(*) <= 2 FROM pg_stat_activity WHERE usename = 'usher'"))
                    .containsExactly("t");
        }
        org.awaitility.Awaitility.await()
                .until(() -> postgres.shown("SELECT pid FROM pg_stat_activity WHERE usename = 'usher'")
                        .isEmpty());
    }

    private static void look(Visitor app) {
        try {
            app.see(new Scope.All());
        } catch (AppFailure e) {
            throw new IllegalStateException(e);
        }
    }
}
