package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Scope;
import dev.usher.connector.scim.StubApp.Call;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.RawServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Apps and authorization servers that want more of what Usher proves itself by, or to be asked for it without end. */
@Timeout(60)
class HostileCredentialsTest {
    private static final RemoteId ID = new RemoteId("7");
    private static final String GOOD = "{\"access_token\": \"canary-token\"}";

    private final StubApp app = StubApp.answering(call -> Reply.list(0));
    private final StubApp issuer = StubApp.answering(call -> Reply.of(200, GOOD));

    @AfterEach
    void close() {
        app.close();
        issuer.close();
    }

    private static Map<String, Object> ref(String... keys) {
        var ref = new HashMap<String, Object>(Map.of("name", "wiki"));
        for (var key : keys) {
            ref.put(key, "k");
        }
        return ref;
    }

    private static Map<String, Object> oauth2(Object tokenUrl, String in) {
        return Map.of(
                "oauth2",
                Map.of(
                        "tokenUrl",
                        tokenUrl.toString(),
                        "secretRef",
                        ref("clientIdKey", "clientSecretKey"),
                        "credentialsIn",
                        in));
    }

    private Client client() throws AppFailure {
        return Client.open(
                app.endpoint(),
                oauth2(issuer.endpoint() + "/token", "header"),
                Map.of("clientId", "canary-id", "clientSecret", "canary-secret"));
    }

    private static void everything(Client client) throws AppFailure {
        client.create(desired("e-1", "ada"));
        client.disable(ID);
        client.delete(ID);
        client.find("e-1", "ada");
        client.see(new Scope.All());
        client.session.ping();
    }

    private void assertInNoUrl() {
        assertThat(app.calls)
                .isNotEmpty()
                .extracting(Call::target)
                .noneMatch(target -> target.contains("canary") || target.contains("Y2FuYXJ5"));
        assertThat(issuer.calls).extracting(Call::target).noneMatch(target -> target.contains("canary"));
    }

    @Test
    void findNoSecretInAUrlOrABody() throws AppFailure {
        var ways = Map.<Map<String, Object>, Map<String, String>>of(
                Map.of("bearer", Map.of("secretRef", ref("key"))), Map.of("token", "canary-1"),
                Map.of("basic", Map.of("secretRef", ref("usernameKey", "passwordKey"))),
                        Map.of("user", "canary-2", "password", "canary-3"),
                Map.of("header", Map.of("name", "X-Key", "secretRef", ref("key"))), Map.of("key", "canary-4"));
        for (var way : ways.entrySet()) {
            try (var client = Client.open(app.endpoint(), way.getKey(), way.getValue())) {
                everything(client);
            }
        }
        assertInNoUrl();
        assertThat(app.calls).extracting(Call::body).noneMatch(body -> body.contains("canary"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"header", "body"})
    void getWhatIsMeantForThemAlone(String in) throws AppFailure {
        try (var client = Client.open(
                app.endpoint(),
                oauth2(issuer.endpoint() + "/token", in),
                Map.of("clientId", "canary-id", "clientSecret", "canary-secret"))) {
            everything(client);
        }
        assertInNoUrl();
        assertThat(issuer.calls)
                .hasSize(1)
                .allSatisfy(call -> assertThat(call.toString()).doesNotContain("canary-token"));
        assertThat(app.calls).allSatisfy(call -> {
            assertThat(call.headers()).containsEntry("authorization", "Bearer canary-token");
            assertThat(call.toString()).doesNotContain("canary-id", "canary-secret", "Y2FuYXJ5");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "999999999 | 86400",
                "2147483647 | 3600",
                "99999999999999999999 | 3600",
                "1e999999999 | 3600",
                "3600.5 | 3600",
                "-5 | 3600",
                "[] | 3600",
                "\"NaN\" | 3600"
            })
    void giveATokenThatNeverEnds(String expires, long end) throws AppFailure {
        issuer.answer(call -> Reply.of(200, "{\"access_token\": \"t0ken\", \"expires_in\": " + expires + "}"));
        try (var client = client()) {
            client.passes(Duration.ofSeconds(end / 2));
            client.session.ping();
            assertThat(issuer.calls).hasSize(1);
            client.passes(Duration.ofSeconds(end / 2 + 1));
            client.session.ping();
            assertThat(issuer.calls).hasSize(2);
        }
    }

    @Test
    void giveATokenThatEndsAtOnce() throws AppFailure {
        issuer.answer(call -> Reply.of(200, "{\"access_token\": \"t0ken\", \"expires_in\": 0}"));
        try (var client = client()) {
            var before = issuer.calls.size();
            client.session.ping();
            client.session.ping();
            assertThat(issuer.calls).hasSize(before + 2);
        }
    }

    /** Each request is repeated once, however many tokens there are to be had. */
    @Test
    void refuseEachTokenThatTheOtherGives() throws AppFailure {
        var tokens = new AtomicInteger();
        issuer.answer(call -> Reply.of(200, "{\"access_token\": \"t0ken-" + tokens.incrementAndGet() + "\"}"));
        try (var client = client()) {
            app.answer(call -> Reply.empty(401));
            var before = app.calls.size();
            assertThat(Client.failure(client.session::ping)).isEqualTo(Failure.of(Kind.UNAUTHORIZED, Detail.NONE));
            assertThat(app.calls).hasSize(before + 2);
            assertThat(tokens).hasValue(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\": \"t0ken\\nX-Evil: 1\"}",
                "{\"access_token\": \"t0ken\\u0000\"}",
                "{\"access_token\": \" t0ken\"}",
                "{\"access_token\": \"t0ken\\u007f\"}",
                "{\"access_token\": \"a\", \"access_token\": \"b\"}",
                "{\"access_token\": \"a\", \"ACCESS_TOKEN\": \"b\"}",
                "{\"access_token\": \"a\"} {\"access_token\": \"b\"}",
                "access_token=t0ken&token_type=bearer"
            })
    void giveATokenThatIsNone(String body) {
        issuer.answer(call -> Reply.of(200, body));
        var failure = Client.failure(this::client);
        assertThat(failure.kind()).isEqualTo(Kind.HOSTILE);
        assertThat(failure.detail()).isEqualTo(Detail.TOKEN_ENDPOINT);
        assertThat(app.calls).isEmpty();
    }

    @Test
    void answerADeepOneInsteadOfAToken() {
        issuer.answer(call -> Reply.of(200, "[".repeat(60_000)));
        assertThat(Client.failure(this::client).kind()).isEqualTo(Kind.HOSTILE);
    }

    @Test
    void giveATokenWithoutEnd() throws Exception {
        try (var server = new RawServer(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"access_token\": \"");
            while (true) {
                peer.write("x".repeat(1024));
            }
        })) {
            var failure = Client.failure(() -> Client.open(
                    app.endpoint(),
                    oauth2(server.uri("/token"), "header"),
                    Map.of("clientId", "i", "clientSecret", "s")));
            assertThat(failure.kind()).isEqualTo(Kind.HOSTILE);
            assertThat(failure.message())
                    .contains(Failure.of(Kind.HOSTILE, Detail.TOO_LARGE).words());
        }
    }

    /** The app waits for the token no longer than for an answer. */
    @Test
    void letOthersWaitForAToken() throws Exception {
        try (var client = client();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            client.passes(Duration.ofDays(2));
            client.wire.timeLimit = Duration.ofMillis(400);
            var end = new CountDownLatch(1);
            issuer.answer(call -> {
                await(end);
                return Reply.of(200, GOOD);
            });
            var start = System.nanoTime();
            var failures = List.of(
                    threads.submit(() -> Client.failure(client.session::ping)),
                    threads.submit(() -> Client.failure(client.session::ping)));
            for (var failure : failures) {
                assertThat(failure.get(30, TimeUnit.SECONDS).kind()).isEqualTo(Kind.UNREACHABLE);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(29));
            end.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
