package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Capability;
import dev.usher.connector.Change;
import dev.usher.connector.Change.NewPassword;
import dev.usher.connector.FirstAccess;
import dev.usher.connector.Outcome;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import dev.usher.simulator.Match;
import dev.usher.simulator.ScimSimulator;
import dev.usher.simulator.dialect.Updates;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Passwords are set in apps that are said to have some, and in no others. */
class PasswordsTest {
    private static final NetworkPolicy LOCAL = NetworkPolicy.parse("127.0.0.0/8", true);
    private static final Outcome UNSUPPORTED = new Outcome.Failed(Failure.of(Kind.UNSUPPORTED, Detail.NONE));
    private static final NewPassword PASSWORD = new NewPassword(new Sensitive("Kx7-canary"), false);

    private final ScimSimulator app = ScimSimulator.start();
    private final String ada = app.addUser("ada");

    @AfterEach
    void close() {
        app.close();
    }

    private static Map<String, Object> block(URI endpoint) {
        var block = new HashMap<>(Client.config(endpoint).settings());
        block.put("passwords", true);
        return block;
    }

    private Client open() throws AppFailure {
        return Client.open(block(app.endpoint()), Map.of("token", app.token()), LOCAL);
    }

    private static Outcome set(Client client, String id, NewPassword password) {
        return client.apply(new Change.SetPassword(client.item(), new RemoteId(id), password));
    }

    private static ScimConnector connector() {
        return new ScimConnector(tls -> new HttpTransport(LOCAL, 1, tls), Clock.systemUTC());
    }

    @Test
    void areOfferedWhereTheAppIsSaidToHaveSome() throws AppFailure {
        assertThat(connector().firstAccess(new AppConfig(Client.APP, "scim", block(app.endpoint()))))
                .as("no app can be told to ask for another one")
                .containsExactly(FirstAccess.PASSWORD);
        assertThat(connector().firstAccess(Client.config(app.endpoint()))).isEmpty();
        try (var client = open()) {
            assertThat(client.session.capabilities().value(Capability.PASSWORDS))
                    .contains("create");
        }
    }

    @Test
    void areNotSetWhereTheAppIsNot() throws AppFailure {
        try (var client = Client.open(Client.config(app.endpoint()).settings(), Map.of("token", app.token()), LOCAL)) {
            assertThat(set(client, ada, PASSWORD)).isEqualTo(UNSUPPORTED);
            assertThat(client.apply(new Change.Create(client.item(), desired("e-2", "bob"), Optional.of(PASSWORD))))
                    .isEqualTo(UNSUPPORTED);
        }
        assertThat(app.user("bob")).isEmpty();
    }

    @Test
    void thatPeopleMustChangeAreNotSet() throws AppFailure {
        try (var client = open()) {
            assertThat(set(client, ada, new NewPassword(PASSWORD.value(), true)))
                    .isEqualTo(UNSUPPORTED);
        }
        assertThat(app.writes()).isZero();
    }

    @Test
    void areOneValueOfAPatch() throws AppFailure {
        try (var client = open()) {
            assertThat(set(client, ada, PASSWORD)).isNotInstanceOf(Outcome.Failed.class);
        }
        assertThat(app.letsIn(ada, "Kx7-canary")).isTrue();
        assertThat(app.requests().getLast().body())
                .contains("\"path\":\"password\"")
                .contains("Kx7-canary");
    }

    @Test
    void goBesideTheRestWhereAccountsAreReplaced() throws AppFailure {
        app.plays(Updates.NoPatch.announced(501));
        try (var client = open()) {
            assertThat(set(client, ada, PASSWORD)).isNotInstanceOf(Outcome.Failed.class);
            assertThat(app.letsIn(ada, "Kx7-canary")).isTrue();
        }
        assertThat(app.user("ada")).isPresent();
    }

    @Test
    void goWithANewAccount() throws AppFailure {
        try (var client = open()) {
            assertThat(client.apply(new Change.Create(client.item(), desired("e-2", "bob"), Optional.of(PASSWORD))))
                    .isInstanceOf(Outcome.Agreed.class);
        }
        var bob = app.user("bob").orElseThrow().path("id").asText();
        assertThat(app.letsIn(bob, "Kx7-canary")).isTrue();
    }

    @Test
    void areRefusedByAPolicyInWordsOfTheirOwnAndNotSentAgain() throws AppFailure {
        try (var stub = StubApp.answering(call -> Reply.error(400, "invalidValue"));
                var client = Client.open(block(stub.endpoint()), Map.of("token", "t"), LOCAL)) {
            assertThat(set(client, "7", PASSWORD))
                    .isEqualTo(new Outcome.Failed(Failure.of(Kind.REJECTED, Detail.PASSWORD_POLICY)));
            assertThat(stub.calls.stream().filter(call -> call.method().equals("PATCH")))
                    .hasSize(1);
        }
    }

    @Test
    void thatAnAppShowsAreNeitherReadNorSentBack() throws AppFailure {
        app.plays(Updates.NoPatch.announced(501));
        app.on(Match.of("GET", "/Users/*"), 1)
                .babble(
                        "application/scim+json",
                        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"id\":\"%s\",\"userName\":\"ada\",\"password\":\"shown\"}"
                                .formatted(ada));
        try (var client = open()) {
            assertThat(client.update(new RemoteId(ada), Client.delta("title", "Countess")))
                    .isNotInstanceOf(Outcome.Failed.class);
        }
        assertThat(app.requests().getLast().body()).contains("Countess").doesNotContain("shown");
    }
}
