package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.NetworkPolicy;
import dev.usher.simulator.Match;
import dev.usher.simulator.ScimSimulator;
import dev.usher.simulator.dialect.Access.ClientCredentials;
import dev.usher.simulator.dialect.Access.ClientCredentials.Proof;
import dev.usher.simulator.dialect.Quirk;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The connector before apps that want to be shown who asks in one way or another. */
@Timeout(60)
class WaysOfAccessTest {
    private static final Failure REJECTED = Failure.of(Kind.UNAUTHORIZED, Detail.NONE);
    private static final ClientCredentials CLIENT = ClientCredentials.of("usher", "s3cret");
    private static final Map<String, String> SECRETS = Map.of("clientId", "usher", "clientSecret", "s3cret");

    private final ScimSimulator app = ScimSimulator.start();

    @AfterEach
    void close() {
        app.close();
    }

    private static Map<String, Object> basic() {
        return Map.of("basic", Map.of("secretRef", Map.of("name", "wiki", "usernameKey", "u", "passwordKey", "p")));
    }

    private static Map<String, Object> header(String name) {
        return Map.of("header", Map.of("name", name, "secretRef", Map.of("name", "wiki", "key", "k")));
    }

    private static Map<String, Object> oauth2(URI url, Map<String, Object> more) {
        var client = new HashMap<>(more);
        client.put("tokenUrl", url.toString());
        client.put("secretRef", Map.of("name", "wiki", "clientIdKey", "i", "clientSecretKey", "s"));
        return Map.of("oauth2", client);
    }

    private Client client(Map<String, Object> auth, Map<String, String> secrets) throws AppFailure {
        return Client.open(app.endpoint(), auth, secrets);
    }

    private Client client() throws AppFailure {
        return client(oauth2(app.tokenEndpoint(), Map.of()), SECRETS);
    }

    private void wants(Quirk access) {
        app.plays(access);
    }

    private static Failure atTheEndpoint(Kind kind, String words) {
        return Failure.of(kind, Detail.TOKEN_ENDPOINT, words);
    }

    @Test
    void showNameAndPassword() throws AppFailure {
        wants(new dev.usher.simulator.dialect.Access.Basic("usher", "s3cret:with colon"));

        try (var client = client(basic(), Map.of("user", "usher", "password", "s3cret:with colon"))) {
            Client.agreedId(client.create(desired("e-1", "ada")));
        }
        try (var client = client(basic(), Map.of("user", "usher", "password", "guess"))) {
            assertThat(Client.failure(client.session::ping)).isEqualTo(REJECTED);
        }
    }

    @Test
    void showAKeyInAHeader() throws AppFailure {
        wants(new dev.usher.simulator.dialect.Access.Header("X-Api-Key", "k3y"));

        try (var client = client(header("X-Api-Key"), Map.of("key", "k3y"))) {
            Client.agreedId(client.create(desired("e-1", "ada")));
        }
        try (var client = client(header("X-Api-Key"), Map.of("key", "guess"))) {
            assertThat(Client.failure(client.session::ping)).isEqualTo(REJECTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"us:er", "us\ner", "us\u0007er"})
    void showNoNameThatCannotBeSent(String user) {
        assertUnsendable("auth.basic.secretRef", basic(), Map.of("user", user, "password", "s3cret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3\ncret", "s3\u0007cret", "s3cret\r\nHost: elsewhere.example.com"})
    void showNoSecretThatCannotBeSent(String secret) {
        assertUnsendable("auth.basic.secretRef", basic(), Map.of("user", "usher", "password", secret));
        assertUnsendable("auth.header.secretRef", header("X-Api-Key"), Map.of("key", secret));
        var bearer = Map.<String, Object>of("bearer", Map.of("secretRef", Map.of("name", "wiki", "key", "t")));
        assertUnsendable("auth.bearer.secretRef", bearer, Map.of("token", secret));
    }

    private void assertUnsendable(String field, Map<String, Object> auth, Map<String, String> secrets) {
        var failure = Client.failure(() -> client(auth, secrets));
        assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(failure.names()).first().isEqualTo(field);
        assertThat(app.requestCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void askForATokenAndUseItUntilItEnds(Proof proof) throws AppFailure {
        wants(CLIENT.by(proof));
        var in = proof == Proof.BODY ? "body" : "header";

        try (var client = client(oauth2(app.tokenEndpoint(), Map.of("credentialsIn", in)), SECRETS)) {
            Client.agreedId(client.create(desired("e-1", "ada")));
            client.find("e-1", "ada");
            client.session.ping();

            assertThat(app.tokenRequests()).isEqualTo(1);
            assertThat(client.wire.ops).first().isEqualTo(Op.AUTHENTICATE);
            assertThat(client.wire.ops).containsOnlyOnce(Op.AUTHENTICATE);
        }
    }

    @Test
    void renewATokenBeforeItEnds() throws AppFailure {
        wants(CLIENT);
        try (var client = client()) {
            client.passes(Duration.ofSeconds(2879));
            client.session.ping();
            assertThat(app.tokenRequests()).isEqualTo(1);

            client.passes(Duration.ofSeconds(1));
            client.session.ping();
            client.session.ping();
            assertThat(app.tokenRequests()).isEqualTo(2);
        }
    }

    @Test
    void repeatOnceWhatTheAppRefusedBecauseItForgotTheToken() throws AppFailure {
        wants(CLIENT);
        try (var client = client()) {
            app.reset();
            app.revokeTokens();

            Client.agreedId(client.create(desired("e-1", "ada")));

            assertThat(client.wire.ops).endsWith(Op.CREATE, Op.AUTHENTICATE, Op.CREATE);
            assertThat(app.users()).hasSize(1);
        }
    }

    @Test
    void goOnForNobodyWhoRefusesANewTokenToo() throws AppFailure {
        wants(CLIENT);
        try (var client = client()) {
            var before = app.tokensIssued();
            app.on(Match.of("POST", "/Users"), 5).fail(401);

            assertThat(client.create(desired("e-1", "ada"))).isEqualTo(new Outcome.Failed(REJECTED));

            assertThat(app.tokensIssued()).isEqualTo(before + 1);
            assertThat(app.requests())
                    .filteredOn(request ->
                            request.method().equals("POST") && request.path().endsWith("/Users"))
                    .hasSize(2);
            assertThat(app.users()).isEmpty();
        }
    }

    @Test
    void askWithARejectedClientOnlyOnce() throws AppFailure {
        wants(CLIENT);
        var rejected = atTheEndpoint(Kind.UNAUTHORIZED, "it answered with status 401");
        try (var client = client()) {
            wants(ClientCredentials.of("usher", "another"));
            app.revokeTokens();
            var before = app.tokenRequests();

            assertThat(client.create(desired("e-1", "ada"))).isEqualTo(new Outcome.Failed(rejected));
            assertThat(Client.failure(client.session::ping)).isEqualTo(rejected);
            assertThat(Client.failure(client.session::ping)).isEqualTo(rejected);

            assertThat(app.tokenRequests()).isEqualTo(before + 1);
        }
        assertThat(Client.failure(this::client)).isEqualTo(rejected);
    }

    @Test
    void useATokenToItsEndEvenIfTheClientIsRejectedMeanwhile() throws AppFailure {
        wants(CLIENT);
        try (var client = client()) {
            wants(ClientCredentials.of("usher", "another"));
            client.passes(Duration.ofMinutes(50));
            client.session.ping();
            client.session.ping();
            assertThat(app.tokenRequests()).isEqualTo(2);

            client.passes(Duration.ofMinutes(10));
            assertThat(Client.failure(client.session::ping).kind()).isEqualTo(Kind.UNAUTHORIZED);
            assertThat(app.tokenRequests()).isEqualTo(2);
        }
    }

    @Test
    void tryASecondRenewalAfterAWhile() throws AppFailure {
        wants(CLIENT);
        try (var client = client()) {
            app.on(Match.of("POST", "/oauth/token"), 1).fail(503);
            client.passes(Duration.ofMinutes(50));
            client.session.ping();
            client.session.ping();
            assertThat(app.tokensIssued()).isEqualTo(1);

            client.passes(Duration.ofSeconds(30));
            client.session.ping();
            assertThat(app.tokensIssued()).isEqualTo(2);
        }
    }

    @Test
    void sendNothingToTheAppWithoutAToken() throws AppFailure {
        wants(CLIENT);
        try (var client = client()) {
            client.passes(Duration.ofHours(1));
            app.reset();
            app.on(Match.of("POST", "/oauth/token"), 9).fail(503);
            var down = atTheEndpoint(Kind.UNREACHABLE, "it answered with status 503");

            assertThat(client.create(desired("e-1", "ada"))).isEqualTo(new Outcome.Failed(down));
            assertThat(Client.failure(client.session::ping)).isEqualTo(down);

            assertThat(app.requests()).noneMatch(request -> request.path().contains("Users"));
        }
    }

    @Test
    void askForATokenOnlyAsLongAsTheLaneMaySpeak() throws AppFailure {
        wants(CLIENT);
        try (var client = client()) {
            client.passes(Duration.ofHours(1));
            var before = app.tokenRequests();
            var lost = Failure.of(Kind.WAITING, Detail.LEASE_LOST);
            client.wire.gate = op -> {
                throw new AppFailure(lost, false);
            };

            assertThat(client.create(desired("e-1", "ada"))).isEqualTo(new Outcome.Failed(lost));
            assertThat(app.tokenRequests()).isEqualTo(before);
        }
    }

    @Test
    void askForATokenOnlyWhereTheInstallationMaySpeak() {
        wants(CLIENT);
        var auth = oauth2(app.tokenEndpoint(), Map.of());

        for (var policy : List.of(NetworkPolicy.parse("", true), NetworkPolicy.PUBLIC_ONLY)) {
            var failure = Client.failure(() -> Client.open(app.endpoint(), auth, SECRETS, policy));
            assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
            assertThat(failure.message()).contains("its token endpoint").containsAnyOf("http is refused", "not public");
        }
        assertThat(app.tokenRequests()).isZero();
    }
}
