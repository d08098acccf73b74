package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.delta;
import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Capability;
import dev.usher.connector.Capability.Origin;
import dev.usher.connector.Outcome;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.outcome.Kind;
import dev.usher.simulator.ScimSimulator;
import dev.usher.simulator.dialect.Values.NotInSchema;
import dev.usher.simulator.dialect.Values.Unknown;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app has no place for is found in what it says of its users. */
class LeftOutTest {
    private static final String LEFT_OUT = "attributes.leftOut";
    private static final String COST_CENTER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter";
    private static final NotInSchema LACKS =
            new NotInSchema("title", "nickName", "emails", "name.middleName", COST_CENTER);

    private static Map<String, Object> leaving(String... names) {
        return Map.of("attributes", Map.of("leftOut", List.of(names)));
    }

    @Test
    void anAppThatRefusesWhatItsSchemaHasNotSaysSoBeforehand() throws AppFailure {
        try (var app = ScimSimulator.builder().plays(LACKS, Unknown.REFUSED).start();
                var client = Client.open(app.endpoint(), app.token())) {
            assertThat(client.session.capabilities().all())
                    .contains(new Capability(
                            LEFT_OUT, "costCenter,email,name.middleName,nickName,title", Origin.discovered));
            var id = Client.agreedId(client.create(desired("e-1", "ada", "department", "Maths")));
            assertThat(client.update(id, delta("department", "Engines"))).isInstanceOf(Outcome.Agreed.class);
        }
    }

    /** Who decides what is sent knows better than a session: what a role sets is refused, and not passed over. */
    @Test
    void whatIsSentAllTheSameIsLeftToTheApp() throws AppFailure {
        try (var app = ScimSimulator.builder().plays(LACKS, Unknown.REFUSED).start();
                var client = Client.open(app.endpoint(), app.token())) {
            assertThat(client.create(desired("e-1", "ada", "title", "Countess")))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.why().kind()).isEqualTo(Kind.REJECTED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "title,urn:x:y:z"})
    void whatSomebodySaysCountsBeforeWhatTheAppSays(String names) throws AppFailure {
        try (var app = ScimSimulator.builder().plays(LACKS).start();
                var client = Client.open(
                        app.endpoint(), app.token(), names.isEmpty() ? leaving() : leaving(names.split(",", -1)))) {
            assertThat(client.session.capabilities().all()).contains(new Capability(LEFT_OUT, names, Origin.spec));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|",
                "{\"attributes\": []}|",
                "{\"attributes\": [{\"name\": \"title\"}]}|",
                "{\"attributes\": \"many\"}|",
                "{\"attributes\": [{\"name\": \"USERNAME\"}, {\"name\": \"name\"}, {\"name\": \"emails\"}]}|"
                        + "displayName,locale,nickName,preferredLanguage,profileUrl,timezone,title,userType",
                "{\"attributes\": [{\"name\": \"userName\", \"mutability\": \"readOnly\"}, {\"name\": \"name\"}]}|"
                        + "displayName,email,locale,nickName,preferredLanguage,profileUrl,timezone,title,userType",
                "{\"attributes\": [{\"name\": \"userName\"}, {\"name\": \"name\", \"subAttributes\": [{\"name\": \"givenName\"}]}]}|"
                        + "displayName,email,familyName,locale,name.formatted,name.honorificPrefix,name.honorificSuffix,"
                        + "name.middleName,nickName,preferredLanguage,profileUrl,timezone,title,userType",
            })
    void onlyADefinitionOfAUserIsBelieved(String definition, @Nullable String left) throws AppFailure {
        try (var app = StubApp.describing(Reply.of(200, "{}"), Reply.of(200, definition));
                var client = Client.open(app.endpoint(), "token")) {
            assertThat(client.session.capabilities().all())
                    .contains(
                            left == null
                                    ? new Capability(LEFT_OUT, "", Origin.defaulted)
                                    : new Capability(LEFT_OUT, left, Origin.discovered));
        }
    }

    /** All that a user can be told, but for what is said of one of them. */
    private static String user(String name, String mutability) {
        var attributes = new StringBuilder();
        for (var one : List.of(
                "userName",
                "displayName",
                "title",
                "locale",
                "nickName",
                "preferredLanguage",
                "profileUrl",
                "timezone",
                "userType")) {
            attributes
                    .append("{\"name\": \"" + one + "\", \"mutability\": \"")
                    .append(one.equals(name) ? mutability : "readWrite")
                    .append("\"},");
        }
        return "{\"attributes\": [" + attributes
                + "{\"name\": \"name\"}, {\"name\": \"emails\", \"subAttributes\": [{\"name\": \"value\""
                + (name.equals("emails") ? ", \"mutability\": \"" + mutability + "\"" : "") + "}]}]}";
    }

    @ParameterizedTest
    @CsvSource({
        "title, readOnly, title, discovered",
        "title, READONLY, title, discovered",
        "emails, readOnly, email, discovered",
        "title, immutable, '', defaulted",
        "title, writeOnly, '', defaulted",
        "userName, readOnly, '', defaulted",
    })
    void whatOnlyTheAppMaySetIsLeftOutButTheUserNameNever(String name, String mutability, String left, Origin origin)
            throws AppFailure {
        try (var app = StubApp.describing(Reply.of(200, "{}"), Reply.of(200, user(name, mutability)));
                var client = Client.open(app.endpoint(), "token")) {
            assertThat(client.session.capabilities().all()).contains(new Capability(LEFT_OUT, left, origin));
        }
    }

    /** Without it Usher would send what the app refuses, for as long as the session lasts. */
    @Test
    void aDefinitionThatCannotBeReadNowIsAskedForAgain() throws AppFailure {
        try (var app = StubApp.describing(Reply.of(200, "{}"), Reply.empty(429))) {
            assertThat(Client.failure(() -> Client.open(app.endpoint(), "token"))
                            .kind())
                    .isEqualTo(Kind.THROTTLED);
        }
    }

    @Test
    void nobodyIsLeftWithoutAUserName() {
        assertThat(Layer.problems(Map.of(LEFT_OUT, List.of("userName")))).hasSize(1);
        assertThat(Layer.problems(Map.of(LEFT_OUT, List.of("active")))).hasSize(1);
        assertThat(Layer.problems(Map.of(LEFT_OUT, List.of("Title")))).hasSize(1);
        assertThat(Layer.problems(Map.of(LEFT_OUT, List.of("title", "urn:x:y:z"))))
                .isEmpty();
    }
}
