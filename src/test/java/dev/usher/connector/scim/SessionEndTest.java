package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Capability;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.connector.Problem;
import dev.usher.connector.SecretUse;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import dev.usher.simulator.LoggedRequest;
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

/** Sessions end by the request that was declared for it. */
class SessionEndTest {
    private static final Outcome DONE = new Outcome.Accepted();
    private static final URI ENDPOINT = URI.create("https://scim.example.com/v2");
    private static final Map<String, Object> USUAL = Map.of("url", "/Users/{id}/sessions");

    private final ScimSimulator app = ScimSimulator.start();
    private final String ada = app.addUser("ada");

    @AfterEach
    void ends() {
        app.close();
    }

    private static Map<String, Object> block(URI endpoint, Map<String, Object> request) {
        var block = new HashMap<>(Client.config(endpoint).settings());
        block.put("sessions", Map.of("request", request));
        return block;
    }

    private Outcome end(Map<String, Object> request) throws AppFailure {
        return end(request, ada, "ada", "e-1");
    }

    private Outcome end(Map<String, Object> request, String id, String userName, String externalId) throws AppFailure {
        try (var client = Client.open(
                block(app.endpoint(), request),
                Map.of("token", app.token()),
                NetworkPolicy.parse("127.0.0.0/8", true))) {
            app.logsIn(ada);
            var outcome = client.apply(new Change.EndSessions(client.item(), new RemoteId(id), userName, externalId));
            assertThat(client.session.capabilities().value(Capability.SESSIONS_END))
                    .contains("true");
            return outcome;
        }
    }

    private LoggedRequest last() {
        return app.requests().getLast();
    }

    @Test
    void endsThoseOfTheAccountWithTheCredentialsOfTheApp() throws AppFailure {
        assertThat(end(USUAL)).isEqualTo(DONE);

        assertThat(app.hasSession(ada)).isFalse();
        assertThat(last().method()).isEqualTo("POST");
        assertThat(last().body()).isEmpty();
    }

    @Test
    void namesTheAccountAsWasAskedWithoutLettingAnyNameLeadElsewhere() throws AppFailure {
        var request = Map.<String, Object>of(
                "url", "/Users/{id}/sessions?of={userName}", "body", "{\"key\": \"{externalId}\"}");

        assertThat(end(request, ada, "ada&x=1", "e\"-\\1\n")).isEqualTo(DONE);
        assertThat(last().query()).isEqualTo("of=ada%26x%3D1");
        assertThat(last().body()).isEqualTo("{\"key\": \"e\\\"-\\\\1\\u000a\"}");

        var before = app.requestCount();
        assertThat(end(request, "../Groups", "ada", "e-1"))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD)));
        assertThat(app.requests().stream().skip(before))
                .noneMatch(sent -> sent.path().endsWith("/sessions"));
    }

    @Test
    void isRefusedWhereTheStatusIsNotOneOfThoseThatWereSaid() throws AppFailure {
        app.on(Match.of("POST", "/Users/*/sessions"), 1).fail(404);
        assertThat(end(USUAL)).isEqualTo(new Outcome.Failed(Failure.of(Kind.REJECTED, Detail.STATUS, "404")));

        app.on(Match.of("POST", "/Users/*/sessions"), 1).fail(404);
        assertThat(end(Map.of("url", "/Users/{id}/sessions", "expected", List.of(204, 404))))
                .isEqualTo(DONE);
    }

    @Test
    void leavesTheAppAloneForAsLongAsItAsksAndNotEverythingElseOfIt() throws AppFailure {
        app.on(Match.of("POST", "/Users/*/sessions"), 1).fail(429, 7);

        try (var client = Client.open(
                block(app.endpoint(), USUAL), Map.of("token", app.token()), NetworkPolicy.parse("127.0.0.0/8", true))) {
            assertThat(client.apply(new Change.EndSessions(client.item(), new RemoteId(ada), "ada", "e-1")))
                    .isEqualTo(new Outcome.Failed(
                            Failure.of(Kind.REJECTED, Detail.STATUS, "429").after(Duration.ofSeconds(7))));
            assertThat(client.wire.hints).isEmpty();
        }
    }

    @Test
    void cannotBeToldWhereTheAnswerIsLost() throws AppFailure {
        app.dropAnswerAfterCommit("POST", "/Users/*/sessions", 1);

        assertThat(end(USUAL)).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(app.hasSession(ada)).isFalse();
    }

    @Test
    void goesToAnotherHostByTheSameNetworkPolicy() throws AppFailure {
        try (var other = ScimSimulator.builder().token(app.token()).start()) {
            other.logsIn(ada);
            assertThat(end(Map.of("url", other.endpoint() + "/Users/{id}/sessions")))
                    .isEqualTo(DONE);
            assertThat(other.hasSession(ada)).isFalse();
        }
        assertThat(end(Map.of("url", "http://10.1.2.3/{id}")))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.MISCONFIGURED, Detail.ADDRESS_REFUSED)));
    }

    private static ScimConnector connector() {
        return new ScimConnector(tls -> new HttpTransport(NetworkPolicy.parse("", false), 1, tls), Clock.systemUTC());
    }

    private static AppConfig config(Map<String, Object> request) {
        return new AppConfig(Client.APP, "scim", block(ENDPOINT, request));
    }

    @Test
    void askForASecretThatNamesEveryHostThatIsToldIt() {
        assertThat(connector().target(config(USUAL)).secrets())
                .extracting(SecretUse::hosts)
                .containsExactly(List.of("scim.example.com"));
        assertThat(connector()
                        .target(config(Map.of("url", "https://Login.example.com/sessions/{id}")))
                        .secrets())
                .extracting(SecretUse::hosts)
                .containsExactly(List.of("scim.example.com", "login.example.com"));
    }

    @Test
    void canBeEndedOnlyWhereSomebodySaidHow() {
        assertThat(connector().endsSessions(config(USUAL))).isTrue();
        assertThat(connector().endsSessions(Client.config(ENDPOINT))).isFalse();
    }

    private static List<String> wrong(Map<String, Object> request) {
        return connector().problems(config(request)).stream()
                .map(Problem::field)
                .toList();
    }

    @Test
    void areNotEndedByARequestThatCouldMeanSomethingElse() {
        var url = "sessions.request.url";
        assertThat(wrong(USUAL)).isEmpty();
        assertThat(wrong(Map.of("url", "/Users/sessions"))).containsExactly(url);
        assertThat(wrong(Map.of("url", "/Users/{name}/{id}"))).containsExactly(url);
        assertThat(wrong(Map.of("url", "/../{id}"))).containsExactly(url);
        assertThat(wrong(Map.of("url", "https://{id}.example.com/"))).containsExactly(url);
        assertThat(wrong(Map.of("url", "https://ada:secret@example.com/{id}"))).containsExactly(url);
        assertThat(wrong(Map.of("url", "http://scim.example.com/{id}"))).containsExactly(url);
        assertThat(wrong(Map.of("url", "https://scim.example.com/{id}#x"))).containsExactly(url);
        assertThat(wrong(Map.of("url", "/{id}", "method", "GET"))).containsExactly("sessions.request.method");
        assertThat(wrong(Map.of("url", "/{id}", "body", "{\"id\": {id}}"))).containsExactly("sessions.request.body");
        assertThat(wrong(Map.of("url", "/{id}", "expected", List.of(101))))
                .containsExactly("sessions.request.expected");
        assertThat(wrong(Map.of("url", "/end", "body", "{\"id\": \"{id}\"}"))).isEmpty();
    }

    @Test
    void aBodyThatIsAskedForIsSent() throws AppFailure {
        assertThat(end(Map.of("url", "/Users/{id}/sessions", "method", "POST", "body", "{\"of\": \"{userName}\"}")))
                .isEqualTo(DONE);
        assertThat(Optional.of(last().body())).contains("{\"of\": \"ada\"}");
    }
}
