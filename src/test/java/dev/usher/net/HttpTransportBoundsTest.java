package dev.usher.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpTransportBoundsTest {

    private static final Limits SMALL = new Limits(100, 1000);
    private static final Duration SHORT = Duration.ofSeconds(2);
    /** Before the time of those who wait is over. */
    private static final Duration SOON = Requests.LONG.minusSeconds(2);

    private final HttpTransport transport = new HttpTransport(Requests.LOOPBACK, 4);

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void sendsABodyUpToItsBoundAndNoneBeyond() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(outcome(post(server, "x".repeat(100)))).isEqualTo(200);
            assertThat(outcome(post(server, "x".repeat(101)))).isEqualTo("TOO_LARGE, certainly not sent");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1000, false, 200",
        "1001, false, 'TOO_LARGE, maybe sent'",
        "1000, true, 200",
        "1001, true, 'TOO_LARGE, maybe sent'"
    })
    void readsABodyUpToItsBoundAndNotAByteMore(int bytes, boolean chunked, String expected) throws Exception {
        String body = "x".repeat(bytes);
        String response = chunked
                ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(bytes) + "\r\n" + body
                        + "\r\n0\r\n\r\n"
                : "HTTP/1.1 200 OK\r\nContent-Length: " + bytes + "\r\n\r\n" + body;
        try (RawServer server = RawServer.answering(response)) {
            assertThat(outcome(post(server, "{}"))).hasToString(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cutsOffWhatNobodyReadsAndKeepsNoConnectionOnWhichTheRestIsLeft(boolean announced) throws Exception {
        String head = announced ? "Content-Length: 5000\r\n\r\n" : "Connection: close\r\n\r\n";
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\n" + head + "x".repeat(5000))) {
            HttpRequest whole = post(server, "{}");
            HttpAnswer answer = transport.send(new HttpRequest(
                    whole.method(),
                    whole.uri(),
                    whole.headers(),
                    whole.body(),
                    whole.deadline(),
                    Limits.cutting(100, 1000)));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().size()).isEqualTo(1000);
            Awaitility.await().until(() -> server.open() == 0);
        }
    }

    @Test
    void believesAnAnnouncedLengthBeforeItReadsAnything() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n");
            peer.awaitEnd();
        })) {
            assertThat(outcome(post(server, "{}"))).isEqualTo("TOO_LARGE, maybe sent");
            Awaitility.await().until(() -> server.open() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
                "HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n"
            })
    void cutsABodyWithoutEnd(String head) throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.read();
            peer.write(head);
            while (true) {
                peer.write("400\r\n" + "x".repeat(1024) + "\r\n");
            }
        })) {
            assertThat(outcome(post(server, "{}"))).isEqualTo("TOO_LARGE, maybe sent");
            Awaitility.await().until(() -> server.open() == 0);
        }
    }

    @Test
    void unpacksNoBomb() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            for (int i = 0; i < 64; i++) {
                gzip.write(new byte[1 << 20]);
            }
        }
        String packed = bomb.toString(StandardCharsets.ISO_8859_1);
        try (RawServer server = RawServer.answering(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.size() + "\r\n\r\n" + packed)) {
            assertThat(outcome(Requests.get(server.uri("/")))).isEqualTo("MALFORMED, maybe sent");
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 10, 200", "101, 10, 'TOO_LARGE, maybe sent'", "2, 17000, 'TOO_LARGE, maybe sent'", "2, 16000, 200"
    })
    void boundsTheNumberAndTheLengthOfHeaders(int headers, int length, String expected) throws Exception {
        String line = "X-Filler: " + "x".repeat(length) + "\r\n";
        try (RawServer server =
                RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + line.repeat(headers - 1) + "\r\n")) {
            assertThat(outcome(Requests.get(server.uri("/")))).hasToString(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Endless: y\r\n", "z"})
    void cutsAHeadWithoutEnd(String piece) throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\n");
            while (true) {
                peer.write(piece.repeat(100));
            }
        })) {
            assertThat(outcome(Requests.get(server.uri("/")))).isEqualTo("TOO_LARGE, maybe sent");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nX-Slow: ",
                "HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n"
            })
    void cutsAServerThatAnswersByteByByte(String start) throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.read();
            peer.write(start);
            while (true) {
                peer.write("x");
                pause();
            }
        })) {
            assertCutAtTheDeadline(server, "TIMED_OUT, maybe sent");
        }
    }

    @Test
    void cutsAServerThatSaysContinueForEver() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.read();
            while (true) {
                peer.write("HTTP/1.1 100 Continue\r\n\r\n");
                pause();
            }
        })) {
            assertCutAtTheDeadline(server, "TIMED_OUT, maybe sent");
        }
    }

    @Test
    void cutsAServerThatNeverAnswers() throws Exception {
        try (RawServer server = new RawServer(RawServer.Peer::awaitEnd)) {
            assertCutAtTheDeadline(server, "TIMED_OUT, maybe sent");
        }
    }

    @Test
    void cutsAServerThatNeverReads() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (RawServer server = new RawServer(_ -> await(end))) {
            Limits large = new Limits(64 << 20, 1000);
            HttpRequest upload =
                    new HttpRequest("POST", server.uri("/"), Map.of(), Body.of(new byte[64 << 20]), SHORT, large);
            long start = System.nanoTime();

            assertThat(outcome(upload)).isEqualTo("TIMED_OUT, maybe sent");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, SHORT.plus(SOON));
        } finally {
            end.countDown();
        }
    }

    @Test
    void endsSoonAfterAnInterruption() throws Exception {
        try (RawServer server = new RawServer(RawServer.Peer::awaitEnd)) {
            for (Thread.Builder kind : new Thread.Builder[] {Thread.ofVirtual(), Thread.ofPlatform()}) {
                int before = server.accepted();
                Queue<Object> results = new ConcurrentLinkedQueue<>();
                Thread caller = kind.start(() -> {
                    results.add(outcome(Requests.get(server.uri("/"))));
                    results.add(Thread.currentThread().isInterrupted());
                });
                Awaitility.await().until(() -> server.accepted() > before);
                caller.interrupt();

                assertThat(caller.join(SOON)).isTrue();
                assertThat(results.poll()).asString().startsWith("INTERRUPTED");
                assertThat(results.poll()).isEqualTo(true);
            }
            Awaitility.await().until(() -> server.open() == 0);
        }
    }

    private void assertCutAtTheDeadline(RawServer server, String expected) throws InterruptedException {
        long start = System.nanoTime();

        assertThat(outcome(Requests.get(server.uri("/"), SHORT))).isEqualTo(expected);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, SHORT.plus(SOON));
        Awaitility.await().until(() -> server.open() == 0);
    }

    private Object outcome(HttpRequest request) {
        return Requests.outcome(transport, request);
    }

    private static HttpRequest post(RawServer server, String body) {
        return new HttpRequest("POST", server.uri("/"), Map.of(), Body.of(body), Requests.LONG, SMALL);
    }

    /** A slow server paces itself: this is the fault under test, no wait for something to happen. */
    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            throw new IOException(e);
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
