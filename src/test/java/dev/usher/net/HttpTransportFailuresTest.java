package dev.usher.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a failure says about the request: only what is certain may be repeated. */
@Timeout(60)
class HttpTransportFailuresTest {

    private final HttpTransport transport = new HttpTransport(Requests.LOOPBACK, 4);

    @AfterEach
    void close() {
        transport.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://10.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest", "https://a@8.8.8.8/"})
    void saysThatTheAddressIsRefused(String uri) {
        assertThat(outcome(Requests.get(URI.create(uri)))).isEqualTo("REFUSED_ADDRESS, certainly not sent");
    }

    @Test
    void saysThatPlainHttpIsRefused() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                HttpTransport strict = new HttpTransport(NetworkPolicy.parse("127.0.0.0/8", false), 1)) {
            assertThat(Requests.outcome(strict, Requests.get(server.uri("/"))))
                    .isEqualTo("PLAINTEXT_REFUSED, certainly not sent");
            assertThat(server.accepted()).isZero();
        }
    }

    @Test
    void saysThatANameHasNoAddress() throws Exception {
        try (HttpTransport lost = transport(_ -> {
                    throw new UnknownHostException("remote text");
                });
                HttpTransport empty = transport(_ -> List.of())) {
            assertThat(Requests.outcome(lost, Requests.get(URI.create("http://scim.example.com/"))))
                    .isEqualTo("UNRESOLVED, certainly not sent");
            assertThat(Requests.outcome(empty, Requests.get(URI.create("http://scim.example.com/"))))
                    .isEqualTo("UNRESOLVED, certainly not sent");
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = closed.getLocalPort();
        }

        assertThat(outcome(Requests.post(URI.create("http://127.0.0.1:" + port + "/"), "{}")))
                .isEqualTo("UNREACHABLE, certainly not sent");
    }

    @Test
    void goesToTheNextAddressWhenNobodyListensAtTheFirst() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                HttpTransport two = transport(
                        _ -> List.of(InetAddress.ofLiteral("127.0.0.9"), InetAddress.ofLiteral("127.0.0.1")))) {
            URI uri = URI.create("http://scim.example.com:" + server.port() + "/");

            assertThat(Requests.outcome(two, Requests.post(uri, "{}"))).isEqualTo(200);
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .contains("\r\nHost: scim.example.com:" + server.port() + "\r\n");
        }
    }

    @Test
    void countsAResetBeforeTheRequestWasReadAsMaybeSent() throws Exception {
        // Not before its first bytes: a reset that meets the connecting would certainly be before it was sent.
        try (RawServer server = new RawServer(peer -> {
            peer.readSome();
            peer.reset();
        })) {
            assertThat(outcome(Requests.post(server.uri("/"), "x".repeat(500_000))))
                    .isEqualTo("BROKEN, maybe sent");
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void countsAResetAfterTheRequestWasReadAsMaybeSent() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.read();
            peer.reset();
        })) {
            assertThat(outcome(Requests.post(server.uri("/"), "{}"))).isEqualTo("BROKEN, maybe sent");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 204 No Con",
                "HTTP/1.1 204 No Content\r\n",
                "HTTP/1.1 404 Not Found\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123"
            })
    void neverTakesATruncatedAnswerForAWholeOne(String response) throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.read();
            peer.write(response);
        })) {
            assertThat(outcome(Requests.post(server.uri("/"), "{}"))).isEqualTo("BROKEN, maybe sent");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.6\r\n",
                "HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 999 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: TLS/1.2\r\nConnection: Upgrade\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\nContent-Length: 0\r\n\r\n"
            })
    void saysThatWhatCameIsNoAnswer(String response) throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.read();
            peer.write(response);
            peer.awaitEnd();
        })) {
            assertThat(outcome(Requests.post(server.uri("/"), "{}"))).isEqualTo("MALFORMED, maybe sent");
        }
    }

    @Test
    void repeatsNothingWhenAKeptConnectionTurnsOutToBeDead() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = new RawServer(peer -> {
            peer.read();
            requests.incrementAndGet();
            peer.answer("{}");
            peer.read();
            requests.incrementAndGet();
            peer.reset();
        })) {
            assertThat(outcome(Requests.get(server.uri("/1")))).isEqualTo(200);
            assertThat(outcome(Requests.post(server.uri("/2"), "{}"))).isEqualTo("BROKEN, maybe sent");
            assertThat(requests).hasValue(2);
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void noticesBeforeItSendsThatAnIdleConnectionWasClosed() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.read();
            peer.answer("{}");
        })) {
            assertThat(outcome(Requests.get(server.uri("/1")))).isEqualTo(200);
            Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> server.open() == 0);

            assertThat(outcome(Requests.post(server.uri("/2"), "{}"))).isEqualTo(200);
        }
    }

    @Test
    void neverSendsARequestThatItGaveUpAsNotSent() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                HttpTransport slow = transport(_ -> {
                    asked.countDown();
                    await(answered);
                    told.countDown();
                    return List.of(InetAddress.ofLiteral("127.0.0.1"));
                })) {
            URI uri = URI.create("http://scim.example.com:" + server.port() + "/");
            Queue<Object> results = new ConcurrentLinkedQueue<>();
            Thread caller = Thread.ofVirtual().start(() -> results.add(Requests.outcome(slow, Requests.get(uri))));
            asked.await();
            caller.interrupt();
            assertThat(caller.join(Requests.LONG.minusSeconds(2))).isTrue();
            assertThat(Requests.outcome(slow, Requests.get(uri, Duration.ofMillis(200))))
                    .isEqualTo("TIMED_OUT, certainly not sent");
            answered.countDown();
            told.await();

            assertThat(results).containsExactly("INTERRUPTED, certainly not sent");
            assertThat(Requests.outcome(slow, Requests.get(uri))).isEqualTo(200);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void saysNothingInTheWordsOfTheOtherSide() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.read();
            peer.write("canary canary canary\r\n\r\n");
        })) {
            assertThatThrownBy(() -> transport.send(Requests.get(server.uri("/"))))
                    .isInstanceOf(NetFailure.class)
                    .hasNoCause()
                    .hasMessage("what came is no HTTP answer");
        }
    }

    private Object outcome(HttpRequest request) {
        return Requests.outcome(transport, request);
    }

    private static HttpTransport transport(NameLookup lookup) throws Exception {
        return new HttpTransport(Requests.LOOPBACK, 4, lookup, SSLContext.getDefault());
    }

    private static void await(CountDownLatch latch) throws UnknownHostException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw (UnknownHostException) new UnknownHostException("interrupted").initCause(e);
        }
    }
}
