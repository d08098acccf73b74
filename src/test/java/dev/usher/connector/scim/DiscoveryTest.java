package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Capability;
import dev.usher.connector.Capability.Origin;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.NetworkPolicy;
import dev.usher.simulator.ScimSimulator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {
    @Test
    void tellsWhatTheAppSaysAndWhatIsAssumed() throws AppFailure {
        try (var app = StubApp.describing(Reply.of(200, """
                        {"patch": {"supported": false}, "etag": {"supported": true}, "bulk": {"supported": "true"},
                         "filter": {"supported": true, "maxResults": 50}}"""));
                var client = Client.open(app.endpoint(), "token")) {
            assertThat(client.session.capabilities().all())
                    .filteredOn(capability -> capability.origin() == Origin.discovered)
                    .containsExactlyInAnyOrder(
                            new Capability("etag", "use", Origin.discovered),
                            new Capability("users.update", "put", Origin.discovered),
                            new Capability("page.size", "50", Origin.discovered));
            assertThat(client.session.capabilities().all())
                    .extracting(Capability::name)
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    Setting.ALL.stream().map(Setting::name),
                                    Stream.of("uniqueUserNames", "preset", "preset.verified"))
                            .toList());
            assertThat(client.wire.ops).containsExactly(Op.DISCOVER, Op.DISCOVER);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 301, 400, 401, 403, 404, 500, 501})
    void assumesEverythingWhereTheAppSaysNothingOfUse(int status) throws AppFailure {
        for (var body :
                new String[] {"", "<html>", "[]", "{\"patch\": true, \"filter\": {\"maxResults\": \"many\"}}"}) {
            try (var app = StubApp.describing(Reply.of(status, body));
                    var client = Client.open(app.endpoint(), "token")) {
                assertThat(client.session.capabilities().all())
                        .filteredOn(capability -> !capability.name().equals("preset.verified"))
                        .extracting(Capability::origin)
                        .containsOnly(Origin.defaulted);
                assertThat(client.session.capabilities().value("etag")).contains("ignore");
                assertThat(client.session.capabilities().value("page.size")).contains("100");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void opensNothingWhileTheAppCannotSay(int status) {
        try (var app = StubApp.describing(Reply.empty(status))) {
            assertThat(Client.failure(() -> open(app, "token")).kind())
                    .isEqualTo(status == 429 ? Kind.THROTTLED : Kind.UNREACHABLE);
        }
    }

    @Test
    void tellsThatTheAppTakesNoUserNameTwice() throws AppFailure {
        try (var app = ScimSimulator.start();
                var client = Client.open(app.endpoint(), app.token())) {
            assertThat(client.session.capabilities().all())
                    .contains(new Capability(Capability.UNIQUE_USER_NAMES, "true", Origin.discovered));
            client.create(Client.desired("e-1", "ada"));
            assertThat(client.create(Client.desired("e-2", "Ada")))
                    .isInstanceOfSatisfying(
                            Outcome.Exists.class,
                            exists -> assertThat(exists.candidates()).hasSize(1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "server, true, discovered",
        "Global, true, discovered",
        "none, false, discovered",
        "perhaps, false, discovered",
        "'', false, discovered"
    })
    void believesTheDefinitionOfAUser(String uniqueness, String unique, Origin origin) throws AppFailure {
        var users = """
                {"attributes": [{"name": "displayName", "uniqueness": "server"},
                                {"name": "userName", "uniqueness": "%s"}]}""".formatted(uniqueness);
        try (var app = StubApp.describing(Reply.error(404, ""), Reply.of(200, users));
                var client = Client.open(app.endpoint(), "token")) {
            assertThat(client.session.capabilities().all())
                    .contains(new Capability(Capability.UNIQUE_USER_NAMES, unique, origin));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 403, 404, 500, 503})
    void assumesThatNamesAreTakenTwiceWhereTheAppDoesNotDefineAUser(int status) throws AppFailure {
        try (var app = StubApp.describing(Reply.error(404, ""), Reply.of(status, "{\"attributes\": \"many\"}"));
                var client = Client.open(app.endpoint(), "token")) {
            assertThat(client.session.capabilities().all())
                    .contains(new Capability(Capability.UNIQUE_USER_NAMES, "false", Origin.defaulted));
        }
    }

    @ParameterizedTest
    @CsvSource({"200, ", "404, ", "500, ", "403, ", "429, THROTTLED", "503, UNREACHABLE"})
    void opensNothingWhileTheAppCannotTellHowItShowsMembers(int status, @Nullable Kind refused) throws AppFailure {
        try (var app = StubApp.describing(Reply.empty(404))) {
            app.answer(call -> call.target().endsWith(":core:2.0:Group")
                    ? Reply.empty(status)
                    : Reply.of(200, "{\"attributes\": [{\"name\": \"userName\"}]}"));
            if (refused == null) {
                open(app, "token");
            } else {
                assertThat(Client.failure(() -> open(app, "token")).kind()).isEqualTo(refused);
            }
            assertThat(app.calls)
                    .last()
                    .satisfies(call -> assertThat(call.target()).endsWith(":core:2.0:Group"));
        }
    }

    @Test
    void doesNotAskForWhatSomebodySaid() throws AppFailure {
        try (var app = StubApp.describing(Reply.empty(404))) {
            app.answer(call -> call.target().endsWith(":core:2.0:Group")
                    ? Reply.empty(503)
                    : Reply.of(200, "{\"attributes\": [{\"name\": \"userName\"}]}"));

            Client.open(app.endpoint(), "token", Map.of("members", Map.of("read", "request")))
                    .close();

            assertThat(app.calls).noneMatch(call -> call.target().endsWith(":Group"));
        }
    }

    @Test
    void opensNothingThatMayNotBeSpokenTo() {
        try (var app = StubApp.describing(Reply.empty(404))) {
            assertThat(Client.failure(() -> open(app, NetworkPolicy.parse("", true))))
                    .isEqualTo(Failure.of(Kind.MISCONFIGURED, Detail.ADDRESS_REFUSED));
            assertThat(Client.failure(() -> open(app, NetworkPolicy.PUBLIC_ONLY)))
                    .isEqualTo(Failure.of(Kind.MISCONFIGURED, Detail.PLAINTEXT_REFUSED));
            assertThat(app.calls).isEmpty();
        }
    }

    @Test
    void opensNothingWithASecretThatIsNoToken() {
        try (var app = StubApp.describing(Reply.empty(404))) {
            for (var token : new String[] {"", " \n", "two\nlines", "tökén"}) {
                assertThat(Client.failure(() -> open(app, token)).message())
                        .startsWith("the app cannot be used as declared: the setting auth.bearer.secretRef is wrong");
            }
            assertThat(app.calls).isEmpty();
        }
    }

    @Test
    void takesTheLineBreakAtTheEndOfAFileForNoPartOfTheToken() throws AppFailure {
        try (var app = ScimSimulator.start();
                var client = Client.open(app.endpoint(), app.token() + "\n")) {
            client.session.ping();
            assertThat(client.session.capabilities().value("etag")).contains("use");
        }
    }

    private static void open(StubApp app, String token) throws AppFailure {
        Client.open(app.endpoint(), token).close();
    }

    private static void open(StubApp app, NetworkPolicy policy) throws AppFailure {
        Client.open(app.endpoint(), "token", policy).close();
    }
}
