package dev.usher.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.net.NetFailure.Kind;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTransportTest {

    private final HttpTransport transport = new HttpTransport(Requests.LOOPBACK, 4);

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void sendsARequestAsItStandsAndReadsTheWholeAnswer() throws Exception {
        String response = "HTTP/1.1 201 Created\r\nLocation: /Users/1\r\nETag: W/\"1\"\r\nX-Many: a\r\nx-many: b\r\n"
                + "Content-Length: 2\r\n\r\n{}";
        try (RawServer server = RawServer.answering(response)) {
            HttpAnswer answer = transport.send(new HttpRequest(
                    "POST",
                    server.uri("/v2/Users%2F1//x?filter=a%20eq%20%22b%22#fragment"),
                    Map.of("Authorization", "Bearer s3cr3t", "Content-Type", "application/scim+json"),
                    Body.of("{\"userName\":\"ad\u00e9\"}"),
                    Requests.LONG,
                    Limits.DEFAULT));

            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.header("Location")).contains("/Users/1");
            assertThat(answer.headers()).containsEntry("x-many", List.of("a", "b"));
            assertThat(answer.body().text()).isEqualTo("{}");
            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request)
                        .startsWith("POST /v2/Users%2F1//x?filter=a%20eq%20%22b%22 HTTP/1.1\r\n")
                        .contains("\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
                        .contains("\r\nAuthorization: Bearer s3cr3t\r\n")
                        .contains("\r\nContent-Type: application/scim+json\r\n")
                        .contains("\r\nContent-Length: 19\r\n")
                        .contains("\r\nUser-Agent: usher\r\n")
                        .contains("\r\nAccept-Encoding: identity\r\n")
                        .endsWith("\r\n\r\n{\"userName\":\"ad\u00e9\"}");
                assertThat(request.lines().filter(line -> line.contains(": "))).hasSize(6);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"
            })
    void readsAnAnswerWithoutABody(String response) throws Exception {
        try (RawServer server = RawServer.answering(response)) {
            assertThat(transport.send(Requests.get(server.uri("/"))).body()).isEqualTo(Body.NONE);
        }
    }

    @Test
    void handsOutErrorsOfTheServerAsAnswers() throws Exception {
        try (RawServer server =
                RawServer.answering("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n")) {
            HttpAnswer answer = transport.send(Requests.get(server.uri("/")));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).contains("7");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void anAddressThatIsAdmittedSaysNothingOfTheNextOne() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")) {
            transport.send(Requests.get(server.uri("/")));
            for (String other : List.of(
                    "http://10.0.0.1/", "ftp://127.0.0.1/", "http://127.0.0.1:6443/", "http://ada@127.0.0.1/")) {
                assertThat(outcome(Requests.get(URI.create(other)))).isEqualTo("REFUSED_ADDRESS, certainly not sent");
            }
            assertThat(transport.send(Requests.get(server.uri("/"))).status()).isEqualTo(200);
        }
    }

    @Test
    void usesAConnectionAgain() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")) {
            for (int i = 0; i < 5; i++) {
                transport.send(Requests.get(server.uri("/" + i)));
            }

            assertThat(server.accepted()).isEqualTo(1);
            assertThat(server.requests()).hasSize(5);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}"
            })
    void usesAConnectionNotAgainWhenTheNextAnswerCouldBeMixedUp(String response) throws Exception {
        try (RawServer server = RawServer.answering(response)) {
            transport.send(Requests.get(server.uri("/1")));
            transport.send(Requests.get(server.uri("/2")));

            assertThat(server.accepted()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308, 399})
    void followsNoRedirect(int status) throws Exception {
        try (RawServer elsewhere = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                RawServer server = RawServer.answering("HTTP/1.1 " + status + " Elsewhere\r\nLocation: "
                        + elsewhere.uri("/stolen") + "\r\nContent-Length: 0\r\n\r\n")) {
            assertThatThrownBy(() -> transport.send(Requests.post(server.uri("/"), "{}")))
                    .isInstanceOfSatisfying(NetFailure.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(Kind.REDIRECTED);
                        assertThat(failure.maybeSent()).isTrue();
                    });

            assertThat(elsewhere.accepted()).isZero();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void handsOutNotModifiedAsAnAnswer() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 304 Not Modified\r\nETag: W/\"1\"\r\n\r\n")) {
            assertThat(transport.send(Requests.get(server.uri("/"))).status()).isEqualTo(304);
        }
    }

    @Test
    void keepsNoCookie() throws Exception {
        try (RawServer server =
                RawServer.answering("HTTP/1.1 200 OK\r\nSet-Cookie: id=1; Path=/\r\nContent-Length: 0\r\n\r\n")) {
            transport.send(Requests.get(server.uri("/1")));
            transport.send(Requests.get(server.uri("/2")));

            assertThat(server.requests()).hasSize(2).noneMatch(request -> request.contains("id=1"));
        }
    }

    @Test
    void answersNoChallenge() throws Exception {
        String challenge = "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n";
        try (RawServer server = RawServer.answering(challenge)) {
            assertThat(transport.send(Requests.get(server.uri("/"))).status()).isEqualTo(401);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void opensNoMoreConnectionsThanItMay() throws Exception {
        CountDownLatch allowed = new CountDownLatch(1);
        try (RawServer server = new RawServer(peer -> {
            while (true) {
                peer.read();
                await(allowed);
                peer.answer("{}");
            }
        })) {
            List<Thread> callers = new ArrayList<>();
            Queue<Object> results = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < 12; i++) {
                URI uri = server.uri("/" + i);
                callers.add(Thread.ofVirtual().start(() -> results.add(outcome(Requests.get(uri)))));
            }
            Awaitility.await().until(() -> server.requests().size() == 4);
            assertThat(outcome(Requests.get(server.uri("/late"), Duration.ofMillis(200))))
                    .isEqualTo("TIMED_OUT, certainly not sent");
            allowed.countDown();
            for (Thread caller : callers) {
                caller.join();
            }

            assertThat(results).hasSize(12).containsOnly(200);
            assertThat(server.accepted()).isEqualTo(4);
            assertThat(server.requests()).noneMatch(request -> request.contains("/late"));
        }
    }

    @Test
    void asksNoProxyOfTheEnvironment() throws Exception {
        Queue<URI> asked = new ConcurrentLinkedQueue<>();
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                asked.add(uri);
                return before.select(uri);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {}
        });
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            transport.send(Requests.get(server.uri("/")));

            assertThat(asked).noneMatch(uri -> uri.getPort() == server.port());
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void logsNothingOfWhatIsSaidAtAnyLevel() throws Exception {
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        Logger library = Logger.getLogger("org.apache.hc");
        Logger wire = Logger.getLogger("org.apache.hc.client5.http.wire");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage() + Arrays.toString(entry.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        library.addHandler(handler);
        library.setLevel(Level.ALL);
        wire.setLevel(Level.ALL);
        try (RawServer server =
                RawServer.answering("HTTP/1.1 200 OK\r\nX-Theirs: canary-4\r\nContent-Length: 8\r\n\r\ncanary-5")) {
            transport.send(new HttpRequest(
                    "POST",
                    server.uri("/canary-1?q=canary-2"),
                    Map.of("Authorization", "Bearer canary-3"),
                    Body.of("canary-6"),
                    Requests.LONG,
                    Limits.DEFAULT));
        } finally {
            library.removeHandler(handler);
            library.setLevel(null);
            wire.setLevel(null);
        }

        assertThat(logged).isNotEmpty().noneMatch(line -> line.contains("canary"));
    }

    @Test
    void endsWhatIsUnderWayWhenItIsClosed() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.read();
            peer.awaitEnd();
        })) {
            Queue<Object> results = new ConcurrentLinkedQueue<>();
            Thread caller = Thread.ofVirtual().start(() -> results.add(outcome(Requests.get(server.uri("/")))));
            Awaitility.await().until(() -> server.requests().size() == 1);
            transport.close();
            caller.join();

            assertThat(results).containsExactly("INTERRUPTED, maybe sent");
            assertThat(outcome(Requests.get(server.uri("/")))).isEqualTo("INTERRUPTED, certainly not sent");
            Awaitility.await().until(() -> server.open() == 0);
        }
    }

    private Object outcome(HttpRequest request) {
        return Requests.outcome(transport, request);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
