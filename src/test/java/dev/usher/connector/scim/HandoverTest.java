package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Credentials;
import dev.usher.connector.Outcome;
import dev.usher.connector.Problem;
import dev.usher.connector.SecretUse;
import dev.usher.connector.Waiver;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import dev.usher.simulator.Match;
import dev.usher.simulator.ScimSimulator;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an account owns is handed over by the request that was declared for it. */
class HandoverTest {
    private static final Outcome DONE = new Outcome.Accepted();
    private static final URI ENDPOINT = URI.create("https://scim.example.com/v2");
    /** The simulator answers it, whatever it is called for. */
    private static final String WHERE = "/Users/{id}/sessions";

    private static final Map<String, Object> OWN = Map.of("name", "archive", "key", "token");

    private final ScimSimulator app = ScimSimulator.start();
    private final ScimSimulator archive =
            ScimSimulator.builder().token("of the archive").start();
    private final String ada = app.addUser("ada");

    @AfterEach
    void ends() {
        app.close();
        archive.close();
    }

    private static Map<String, Object> block(URI endpoint, Map<String, Object> handover) {
        var block = new HashMap<>(Client.config(endpoint).settings());
        block.put("handover", handover);
        return block;
    }

    private static Map<String, Object> request(String url) {
        return Map.of("url", url);
    }

    private Outcome handsOver(Map<String, Object> handover) throws AppFailure {
        var secrets = new HashMap<>(Map.of("token", app.token()));
        if (handover.containsKey("secretRef")) {
            secrets.put("handoverToken", archive.token());
        }
        try (var client =
                Client.open(block(app.endpoint(), handover), secrets, NetworkPolicy.parse("127.0.0.0/8", true))) {
            return client.apply(new Change.HandOver(client.item(), new RemoteId(ada), "ada", "e-1"));
        }
    }

    @Test
    void isDoneWithTheCredentialsOfTheAppWhereNothingElseIsSaid() throws AppFailure {
        assertThat(handsOver(Map.of("request", request(WHERE)))).isEqualTo(DONE);

        assertThat(app.requests().getLast().path()).endsWith("/Users/" + ada + "/sessions");
    }

    @Test
    void isDoneElsewhereWithATokenThatTheAppNeverSees() throws AppFailure {
        var there = request(archive.endpoint() + WHERE);

        assertThat(handsOver(Map.of("request", there, "secretRef", OWN))).isEqualTo(DONE);
        assertThat(archive.requests()).hasSize(1);
        assertThat(handsOver(Map.of("request", there)))
                .as("by that of the app")
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.REJECTED, Detail.STATUS, "401")));
    }

    @Test
    void isNotDoneWhereItIsUnderWay() throws AppFailure {
        app.on(Match.of("POST", "/Users/*/sessions"), 1).fail(202, 7);
        assertThat(handsOver(Map.of("request", request(WHERE))))
                .isEqualTo(new Outcome.Failed(
                        Failure.of(Kind.REJECTED, Detail.STATUS, "202").after(Duration.ofSeconds(7))));

        app.on(Match.of("POST", "/Users/*/sessions"), 1).fail(202);
        assertThat(handsOver(Map.of("request", Map.of("url", WHERE, "expected", List.of(202)))))
                .isEqualTo(DONE);
    }

    @Test
    void isWaivedForWhomItIsSaid() {
        var waived = config(Map.of(
                "request",
                request(WHERE),
                "waived",
                List.of(Map.of("id", "a1", "reason", "nothing is there"), Map.of("id", "a2"))));

        assertThat(connector().waiver(waived, new RemoteId("a1")))
                .contains(new Waiver(Optional.of("nothing is there")));
        assertThat(connector().waiver(waived, new RemoteId("a2"))).contains(new Waiver(Optional.empty()));
        assertThat(connector().waiver(waived, new RemoteId("a3"))).isEmpty();
        assertThat(connector().waiver(Client.config(ENDPOINT), new RemoteId("a1")))
                .isEmpty();
    }

    @Test
    void isNeverSaidToBeDoneWhereNothingIsDeclared() throws AppFailure {
        try (var client = Client.open(
                Client.config(app.endpoint()).settings(),
                Map.of("token", app.token()),
                NetworkPolicy.parse("127.0.0.0/8", true))) {
            assertThat(client.apply(new Change.HandOver(client.item(), new RemoteId(ada), "ada", "e-1")))
                    .isEqualTo(new Outcome.Failed(Failure.of(Kind.UNSUPPORTED, Detail.NONE)));
        }
    }

    @Test
    void isNotDoneWithoutItsSecretAndEverythingElseIs() throws AppFailure {
        var lacks = Failure.of(Kind.UNAUTHORIZED, Detail.SECRET_NOT_OFFERED, "archive", "token", "archive.example.com");
        var credentials =
                new Credentials(Map.of("token", new Sensitive(app.token())), Map.of("handoverToken", lacks), "1");
        var there = request(archive.endpoint() + WHERE);
        try (var client = Client.open(
                block(app.endpoint(), Map.of("request", there, "secretRef", OWN)),
                credentials,
                NetworkPolicy.parse("127.0.0.0/8", true))) {
            assertThat(client.apply(new Change.HandOver(client.item(), new RemoteId(ada), "ada", "e-1")))
                    .isEqualTo(new Outcome.Failed(Failure.of(
                            Kind.REJECTED, Detail.SECRET_NOT_OFFERED, "archive", "token", "archive.example.com")));
            assertThat(client.apply(new Change.Disable(client.item(), new RemoteId(ada))))
                    .isNotInstanceOf(Outcome.Failed.class);
        }
        assertThat(archive.requests()).isEmpty();
    }

    private static ScimConnector connector() {
        return new ScimConnector(
                tls -> new HttpTransport(NetworkPolicy.parse("127.0.0.0/8", true), 1, tls), Clock.systemUTC());
    }

    private static AppConfig config(Map<String, Object> handover) {
        return new AppConfig(Client.APP, "scim", block(ENDPOINT, handover));
    }

    private static List<SecretUse> uses(Map<String, Object> handover) {
        return connector().target(config(handover)).secrets();
    }

    @Test
    void sendsEachSecretNowhereButWhereItWasMeantFor() {
        var there = request("https://archive.example.com/{id}");

        assertThat(uses(Map.of("request", there)))
                .extracting(SecretUse::secret, SecretUse::hosts, SecretUse::optional)
                .containsExactly(
                        tuple("wiki-scim", List.of("scim.example.com"), false),
                        tuple("wiki-scim", List.of("archive.example.com"), true));
        assertThat(uses(Map.of("request", there, "secretRef", OWN)))
                .anySatisfy(use -> assertThat(use.hosts()).containsExactly("scim.example.com"))
                .anySatisfy(use -> {
                    assertThat(use.role()).isEqualTo("handoverToken");
                    assertThat(use.secret()).isEqualTo("archive");
                    assertThat(use.optional())
                            .as("the app can be used without it")
                            .isTrue();
                    assertThat(use.hosts()).containsExactly("archive.example.com");
                })
                .hasSize(2);
    }

    @Test
    void saysWhatIsWrongWithIt() {
        assertThat(connector().problems(config(Map.of("request", request("https://archive.example.com/all")))))
                .extracting(Problem::field)
                .containsExactly("handover.request.url");
        assertThat(connector().handsOver(config(Map.of("request", request(WHERE)))))
                .isTrue();
        assertThat(connector().handsOver(Client.config(ENDPOINT))).isFalse();
    }

    @Test
    void isRefusedWhereDisablingIsADeletion() {
        var block = block(ENDPOINT, Map.of("request", request(WHERE)));
        block.put("settings", Map.of("active", Map.of("via", "delete")));
        assertThat(connector().problems(new AppConfig(Client.APP, "scim", block)))
                .extracting(Problem::field)
                .containsExactly("handover");

        var preset = block(ENDPOINT, Map.of("request", request(WHERE)));
        preset.put("preset", "slack");
        assertThat(connector().problems(new AppConfig(Client.APP, "scim", preset)))
                .extracting(Problem::field)
                .containsExactly("handover");
        preset.put("settings", Map.of("active", Map.of("via", "patch")));
        assertThat(connector().problems(new AppConfig(Client.APP, "scim", preset)))
                .isEmpty();
    }
}
