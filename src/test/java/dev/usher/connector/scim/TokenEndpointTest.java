package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.connector.scim.StubApp.Call;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An authorization server that answers whatever a test says. */
@Timeout(60)
class TokenEndpointTest {
    private static final String GOOD = "{\"access_token\": \"t0ken\", \"token_type\": \"Bearer\", \"expires_in\": 100}";
    private static final Map<String, String> SECRETS = Map.of("clientId", "us:her", "clientSecret", "s3cret & more");

    private final AtomicInteger asked = new AtomicInteger();
    private volatile Function<Call, Reply> server = call -> Reply.of(200, GOOD);
    private final StubApp app =
            StubApp.answering(call -> call.target().startsWith("/token") ? issue(call) : Reply.list(0));

    @AfterEach
    void close() {
        app.close();
    }

    private Reply issue(Call call) {
        asked.incrementAndGet();
        return server.apply(call);
    }

    private Client open(Map<String, Object> more) throws AppFailure {
        var client = new HashMap<>(more);
        client.put(
                "tokenUrl",
                URI.create("http://127.0.0.1:" + app.endpoint().getPort() + "/token?p=1")
                        .toString());
        client.put("secretRef", Map.of("name", "wiki", "clientIdKey", "i", "clientSecretKey", "s"));
        return Client.open(app.endpoint(), Map.of("oauth2", client), SECRETS);
    }

    private Client open() throws AppFailure {
        return open(Map.of());
    }

    private Failure failure() {
        return Client.failure(this::open);
    }

    private Call request() {
        return app.calls.getFirst();
    }

    @Test
    void isToldWhoAsksInTheHeader() throws AppFailure {
        open(Map.of("scopes", List.of("scim.read", "scim.write"), "audience", "https://a.example.com"))
                .close();

        assertThat(request().method()).isEqualTo("POST");
        assertThat(request().target()).isEqualTo("/token?p=1");
        assertThat(request().headers())
                .containsEntry("content-type", "application/x-www-form-urlencoded")
                .containsEntry("x-correlation-id", RecordingWire.CORRELATION)
                .containsEntry("authorization", "Basic dXMlM0FoZXI6czNjcmV0KyUyNittb3Jl");
        assertThat(request().body())
                .isEqualTo(
                        "grant_type=client_credentials&scope=scim.read+scim.write&audience=https%3A%2F%2Fa.example.com");
    }

    @Test
    void isToldWhoAsksInTheBody() throws AppFailure {
        open(Map.of("credentialsIn", "body")).close();

        assertThat(request().headers()).doesNotContainKey("authorization");
        assertThat(request().body())
                .isEqualTo("grant_type=client_credentials&client_id=us%3Aher&client_secret=s3cret+%26+more");
    }

    @ParameterizedTest
    @CsvSource({
        "400, UNAUTHORIZED",
        "401, UNAUTHORIZED",
        "403, FORBIDDEN",
        "404, MISCONFIGURED",
        "405, MISCONFIGURED",
        "408, UNREACHABLE",
        "429, THROTTLED",
        "500, UNREACHABLE",
        "503, UNREACHABLE"
    })
    void refusesWithAStatus(int status, Kind kind) {
        server = call -> Reply.of(status, "{\"error\": \"SECRET WORDS\", \"access_token\": \"t0ken\"}");

        assertThat(failure()).isEqualTo(Failure.of(kind, Detail.TOKEN_ENDPOINT, "it answered with status " + status));
        assertThat(asked).hasValue(1);
        assertThat(app.calls).hasSize(1);
    }

    @Test
    void saysWhenToComeAgain() {
        server = call -> Reply.empty(429).with("Retry-After", "120");

        assertThat(failure().retryAfter()).contains(Duration.ofMinutes(2));
    }

    @Test
    void sendsElsewhereInVain() {
        server = call -> Reply.empty(307).with("Location", "/token2");

        assertThat(failure().kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(app.calls).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "{\"access_token\": \"\"}",
                "{\"access_token\": {\"a\": 1}}",
                "{\"access_token\": \"t0ken\\r\\nHost: x\"}",
                "{\"access_token\": \"t\u00f6ken\"}",
                "{\"access_token\": \"t0ken\", \"token_type\": \"mac\"}"
            })
    void makesNoSense(String body) {
        server = call -> Reply.of(200, body);

        var failure = failure();
        assertThat(failure.kind()).isEqualTo(Kind.HOSTILE);
        assertThat(failure.message()).doesNotContain("t0ken");
    }

    @Test
    void saysTooMuch() {
        server = call -> Reply.of(200, "{\"access_token\": \"" + "a".repeat(1 << 16) + "\"}");

        assertThat(failure().kind()).isEqualTo(Kind.HOSTILE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"100 | 70", "\"100\" | 70", "\"soon\" | 2880", "-1 | 2880", "null | 2880"})
    void saysHowLongATokenIsGood(String expires, long due) throws AppFailure {
        server = call -> Reply.of(200, "{\"access_token\": \"t0ken\", \"expires_in\": " + expires + "}");
        try (var client = open()) {
            client.passes(Duration.ofSeconds(due - 1));
            client.session.ping();
            assertThat(asked).hasValue(1);

            client.passes(Duration.ofSeconds(1));
            client.session.ping();
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void isAskedOnceByAllThatNeedAToken() throws Exception {
        try (var client = open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            client.passes(Duration.ofSeconds(100));
            var waiting = new CountDownLatch(8);
            client.wire.gate = op -> waiting.countDown();
            server = call -> {
                await(waiting);
                return Reply.of(200, GOOD);
            };

            var pings = IntStream.range(0, 8)
                    .mapToObj(number -> threads.submit(() -> ping(client)))
                    .toList();

            for (var ping : pings) {
                assertThat(ping.get(30, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void isAskedByOneWhileTheOthersGoOnWithTheTokenThatIsGoodStill() throws Exception {
        try (var client = open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            client.passes(Duration.ofSeconds(70));
            var asking = new CountDownLatch(1);
            var done = new CountDownLatch(1);
            server = call -> {
                asking.countDown();
                await(done);
                return Reply.of(200, GOOD);
            };

            var first = threads.submit(() -> ping(client));
            await(asking);
            client.session.ping();
            assertThat(first).isNotDone();
            done.countDown();

            assertThat(first.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(asked).hasValue(2);
        }
    }

    /** The wire lets whoever takes access away go first. */
    @Test
    void isAskedByWhoMayFirst() throws Exception {
        try (var client = open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            client.passes(Duration.ofSeconds(100));
            var held = new CountDownLatch(1);
            var released = new CountDownLatch(1);
            var first = new AtomicBoolean(true);
            client.wire.gate = op -> {
                if (op == Op.AUTHENTICATE && first.compareAndSet(true, false)) {
                    held.countDown();
                    await(released);
                }
            };
            Future<Boolean> slow = threads.submit(() -> ping(client));
            await(held);

            client.session.ping();

            assertThat(slow).isNotDone();
            released.countDown();
            assertThat(slow.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(asked).hasValue(2);
        }
    }

    private static boolean ping(Client client) throws ExecutionException {
        try {
            client.session.ping();
            return true;
        } catch (AppFailure e) {
            throw new ExecutionException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
