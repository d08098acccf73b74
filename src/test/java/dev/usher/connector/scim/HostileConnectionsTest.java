package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that answer byte by byte, without end, or what is no HTTP, before a session of the connector. */
@Timeout(60)
class HostileConnectionsTest {
    private static final RemoteId ID = new RemoteId("7");
    private static final String ADA = "{\"id\":\"7\",\"userName\":\"ada\"}";
    private static final Duration LIMIT = Duration.ofMillis(400);
    private static final Failure LATE = Failure.of(Kind.UNREACHABLE, Detail.TIMED_OUT);
    private static final Failure NOT_UNDERSTOOD = Failure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD);

    private static Client open(RawServer server) throws AppFailure {
        return open(server, LIMIT);
    }

    private static Client open(RawServer server, Duration limit) throws AppFailure {
        var client = Client.open(server.uri("/v2"), "token", Map.of("discovery", "never"));
        client.wire.timeLimit = limit;
        return client;
    }

    private static Failure failure(Client client) {
        return client.failure(new Scope.Accounts(Set.of(ID)));
    }

    private static RawServer endless(String head, String piece, Duration pause) {
        return new RawServer(peer -> {
            peer.read();
            peer.write(head);
            while (true) {
                peer.write(piece);
                if (pause.isPositive()) {
                    pause(pause);
                }
            }
        });
    }

    /** A slow server paces itself: this is the fault under test, no wait for something to happen. */
    private static void pause(Duration time) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void assertEndsInTime(RawServer server, Failure expected) throws Exception {
        try (var client = open(server)) {
            var start = System.nanoTime();
            assertThat(failure(client)).isEqualTo(expected);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT.plusSeconds(28));
            Awaitility.await().until(() -> server.open() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nX: ",
                "HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n ",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: "
            })
    void giveOneByteAtATime(String head) throws Exception {
        try (var server = endless(head, "x", Duration.ofMillis(20))) {
            assertEndsInTime(server, LATE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 102 Processing\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n"
            })
    void announceAnAnswerForEver(String interim) throws Exception {
        try (var server = endless("", interim, Duration.ZERO);
                var client = open(server, Duration.ofSeconds(50))) {
            assertThat(failure(client)).isEqualTo(NOT_UNDERSTOOD);
            Awaitility.await().until(() -> server.open() == 0);
        }
    }

    @Test
    void askForTheRestOfARequestForEver() throws Exception {
        try (var server = endless("", "HTTP/1.1 100 Continue\r\n\r\n", Duration.ZERO)) {
            assertEndsInTime(server, LATE);
        }
    }

    @Test
    void giveAByteWithAThousandBytesOfWordsAboutItEachTime() throws Exception {
        var chunk = "1;" + "x".repeat(1000) + "\r\n \r\n";
        try (var server = endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunk, Duration.ZERO)) {
            assertEndsInTime(server, LATE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: "
            })
    void sayWithoutEndWhatNobodyReads(String head) throws Exception {
        try (var server = endless(head, "x".repeat(1000), Duration.ZERO);
                var client = open(server)) {
            assertThat(failure(client).kind()).isIn(Kind.HOSTILE, Kind.UNREACHABLE);
            Awaitility.await().until(() -> server.open() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: gzip, chunked\r\n\r\n",
                "Content-Encoding: gzip\r\nContent-Length: 27\r\n\r\n",
                "Content-Encoding: identity, br\r\nContent-Length: 27\r\n\r\n",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: 0x1b\r\n\r\n"
            })
    void packTheirAnswersAsNobodyAsked(String head) throws Exception {
        try (var server = RawServer.answering("HTTP/1.1 200 OK\r\n" + head + ADA);
                var client = open(server)) {
            assertThat(failure(client)).isEqualTo(NOT_UNDERSTOOD);
        }
    }

    @Test
    void writeInNoUtf8() throws Exception {
        for (var bytes : new String[] {"\u00ff", "\u00c3(", "\u00ed\u00a0\u0080", "\u00f8\u0088\u0080\u0080\u0080"}) {
            try (var server = new RawServer(peer -> {
                        peer.read();
                        peer.answer("{\"id\":\"7\",\"userName\":\"a" + bytes + "\"}");
                    });
                    var client = open(server)) {
                assertThat(failure(client)).isEqualTo(NOT_UNDERSTOOD);
            }
        }
    }

    /** Two dots in two bytes each, which a careless reader takes for none. */
    @Test
    void writeDotsSoThatTheyLookLikeNone() throws Exception {
        var dots = "\u00c0\u00ae\u00c0\u00ae";
        try (var server = new RawServer(peer -> {
                    peer.read();
                    peer.answer("{\"totalResults\":1,\"Resources\":[{\"id\":\"" + dots + "/Groups/x\"}]}");
                });
                var client = open(server)) {
            assertThat(client.failure(new Scope.All())).isEqualTo(NOT_UNDERSTOOD);
        }
    }

    @Test
    void beginWithAByteOrderMark() throws Exception {
        var mark = new String("\ufeff".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try (var server = new RawServer(peer -> {
                    peer.read();
                    peer.answer(mark + ADA);
                });
                var client = open(server)) {
            assertThat(client.read(ID).accounts).extracting(Account::id).containsExactly(ID);
        }
    }

    /** It belongs to a question that nobody asks any more, and must not be the answer to the next one. */
    @Test
    void answerWhenNobodyWaitsAnyMore() throws Exception {
        var given = new CountDownLatch(1);
        try (var server = new RawServer(peer -> {
                    while (true) {
                        var request = peer.read();
                        if (request.contains("/Users/7")) {
                            await(given);
                            peer.answer(ADA);
                        } else {
                            peer.answer("{\"id\":\"8\",\"userName\":\"bob\"}");
                        }
                    }
                });
                var client = open(server)) {
            assertThat(client.disable(ID))
                    .isEqualTo(new Outcome.Ambiguous(LATE, Client.NOW.plus(LIMIT.multipliedBy(2))));
            given.countDown();
            client.wire.timeLimit = Duration.ofSeconds(10);
            var bob = new RemoteId("8");
            assertThat(client.read(bob).accounts).extracting(Account::id).containsExactly(bob);
            assertThat(server.accepted()).isEqualTo(2);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
