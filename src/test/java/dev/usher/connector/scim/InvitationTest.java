package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.FirstAccess;
import dev.usher.connector.Outcome;
import dev.usher.connector.Problem;
import dev.usher.connector.SecretUse;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import dev.usher.simulator.Match;
import dev.usher.simulator.ScimSimulator;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody is invited by the request that was declared for it. */
class InvitationTest {
    private static final NetworkPolicy LOCAL = NetworkPolicy.parse("127.0.0.0/8", true);
    private static final Outcome DONE = new Outcome.Accepted();
    private static final URI ENDPOINT = URI.create("https://scim.example.com/v2");
    /** The simulator answers it, whatever it is called for. */
    private static final String WHERE = "/Users/{id}/sessions";

    private static final Map<String, Object> OWN = Map.of("name", "mailer", "key", "token");

    private final ScimSimulator app = ScimSimulator.start();
    private final ScimSimulator mailer =
            ScimSimulator.builder().token("of the mailer").start();
    private final String ada = app.addUser("ada");

    @AfterEach
    void ends() {
        app.close();
        mailer.close();
    }

    private static Map<String, Object> block(URI endpoint, Map<String, Object> invitation) {
        var block = new HashMap<>(Client.config(endpoint).settings());
        block.put("invitation", invitation);
        return block;
    }

    private Outcome invites(Map<String, Object> invitation) throws AppFailure {
        var secrets = new HashMap<>(Map.of("token", app.token()));
        if (invitation.containsKey("secretRef")) {
            secrets.put("invitationToken", mailer.token());
        }
        try (var client = Client.open(block(app.endpoint(), invitation), secrets, LOCAL)) {
            return client.apply(new Change.Invite(client.item(), new RemoteId(ada), "ada", "e-1"));
        }
    }

    private static ScimConnector connector() {
        return new ScimConnector(tls -> new HttpTransport(LOCAL, 1, tls), Clock.systemUTC());
    }

    private static AppConfig config(Map<String, Object> invitation) {
        return new AppConfig(Client.APP, "scim", block(ENDPOINT, invitation));
    }

    @Test
    void isSentForOneAccountWithTheCredentialsOfTheApp() throws AppFailure {
        var request = Map.of("url", WHERE, "body", "{\"user\": \"{userName}\", \"key\": \"{externalId}\"}");

        assertThat(invites(Map.of("request", request))).isEqualTo(DONE);
        assertThat(app.requests().getLast().path()).endsWith("/Users/" + ada + "/sessions");
        assertThat(app.requests().getLast().body()).isEqualTo("{\"user\": \"ada\", \"key\": \"e-1\"}");
    }

    @Test
    void isSentBySomebodyElseWithATokenThatTheAppNeverSees() throws AppFailure {
        var there = Map.of("url", mailer.endpoint() + WHERE);

        assertThat(invites(Map.of("request", there, "secretRef", OWN))).isEqualTo(DONE);
        assertThat(mailer.requests()).hasSize(1);
    }

    @Test
    void isDoneWhereWhoeverIsAskedWillDoIt() throws AppFailure {
        app.on(Match.of("POST", "/Users/*/sessions"), 1).fail(202);
        assertThat(invites(Map.of("request", Map.of("url", WHERE)))).isEqualTo(DONE);

        app.on(Match.of("POST", "/Users/*/sessions"), 1).fail(403);
        assertThat(invites(Map.of("request", Map.of("url", WHERE))))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.REJECTED, Detail.STATUS, "403")));
        app.dropAnswerAfterCommit("POST", "/Users/*/sessions", 1);
        assertThat(invites(Map.of("request", Map.of("url", WHERE)))).isInstanceOf(Outcome.Ambiguous.class);
    }

    @Test
    void isNeverSaidToBeSentWhereNothingIsDeclared() throws AppFailure {
        assertThat(connector().firstAccess(Client.config(ENDPOINT))).isEmpty();
        assertThat(connector().firstAccess(config(Map.of("request", Map.of("url", WHERE)))))
                .containsExactly(FirstAccess.INVITATION);
        try (var client = Client.open(Client.config(app.endpoint()).settings(), Map.of("token", app.token()), LOCAL)) {
            assertThat(client.apply(new Change.Invite(client.item(), new RemoteId(ada), "ada", "e-1")))
                    .isEqualTo(new Outcome.Failed(Failure.of(Kind.UNSUPPORTED, Detail.NONE)));
        }
    }

    @Test
    void sendsEachSecretNowhereButWhereItWasMeantFor() {
        var there = Map.of("url", "https://mailer.example.com/{id}");

        assertThat(connector()
                        .target(config(Map.of("request", there, "secretRef", OWN)))
                        .secrets())
                .anySatisfy(use -> assertThat(use.hosts()).containsExactly("scim.example.com"))
                .anySatisfy(use -> {
                    assertThat(use.role()).isEqualTo("invitationToken");
                    assertThat(use.optional()).isTrue();
                    assertThat(use.hosts()).containsExactly("mailer.example.com");
                })
                .hasSize(2);
        assertThat(connector().target(config(Map.of("request", there))).secrets())
                .extracting(SecretUse::hosts)
                .containsExactly(List.of("scim.example.com"), List.of("mailer.example.com"));
    }

    @Test
    void saysWhatIsWrongWithIt() {
        var all = Map.<String, Object>of("url", "https://mailer.example.com/all");
        assertThat(connector().problems(config(Map.of("request", all))))
                .extracting(Problem::field)
                .containsExactly("invitation.request.url");
    }
}
