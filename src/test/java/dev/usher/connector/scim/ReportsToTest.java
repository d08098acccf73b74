package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.agreedId;
import static dev.usher.connector.scim.Client.delta;
import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Capability;
import dev.usher.connector.Capability.Origin;
import dev.usher.connector.Outcome;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Kind;
import dev.usher.simulator.ScimSimulator;
import dev.usher.simulator.dialect.Quirk;
import dev.usher.simulator.dialect.Updates;
import dev.usher.simulator.dialect.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Managers, each by the id of their account in the same app. */
class ReportsToTest {
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final String FORM = "manager.form";

    /** An app, and what is said of it. */
    record App(String name, Map<String, Object> settings, List<Quirk> quirks) {
        private static App of(String name, Map<String, Object> settings, Quirk... quirks) {
            return new App(name, settings, List.of(quirks));
        }

        private ScimSimulator start() {
            return ScimSimulator.builder().plays(quirks.toArray(Quirk[]::new)).start();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<App> apps() {
        var unasked = Map.<String, Object>of("discovery", "never");
        return Stream.of(
                App.of("as the RFCs say", Map.of()),
                App.of("that has a text", Map.of(), Values.ManagerType.TEXT),
                App.of("that has a text, which nobody said", unasked, Values.ManagerType.TEXT),
                App.of("that keeps references", Map.of(), Values.Oddity.UNKNOWN_MANAGER_REFUSED),
                App.of("that is changed by PUT", Map.of(), Updates.NoPatch.announced(501)),
                App.of(
                        "that is changed by PUT, and has a text",
                        Map.of(),
                        Updates.NoPatch.announced(501),
                        Values.ManagerType.TEXT),
                App.of(
                        "whose PUT merges",
                        Map.of("users", Map.of("update", "merge")),
                        Updates.NoPatch.announced(501),
                        Updates.Put.MERGES),
                App.of(
                        "whose PUT merges, and which has a text",
                        Map.of("users", Map.of("update", "merge")),
                        Updates.NoPatch.announced(501),
                        Updates.Put.MERGES,
                        Values.ManagerType.TEXT),
                App.of("whose PATCH has no paths", Map.of(), Updates.Oddity.PATCH_WITHOUT_PATH),
                App.of("whose PATCH has extensions as objects", Map.of(), Updates.Oddity.EXTENSIONS_AS_OBJECT));
    }

    private static Optional<String> shown(Client client, RemoteId id) throws AppFailure {
        return client.read(id).accounts.getFirst().attributes().get("manager");
    }

    private static Optional<Capability> form(Client client) {
        return client.session.capabilities().all().stream()
                .filter(capability -> capability.name().equals(FORM))
                .findFirst();
    }

    @ParameterizedTest
    @MethodSource("apps")
    void comeGoAndAreFollowedByOthers(App dialect) throws AppFailure {
        try (var app = dialect.start();
                var client = Client.open(app.endpoint(), app.token(), dialect.settings())) {
            var bob = agreedId(client.create(desired("e-1", "bob")));
            var eve = agreedId(client.create(desired("e-2", "eve", "department", "Board")));
            var ada = agreedId(client.create(desired("e-3", "ada", "department", "Maths")));

            client.update(ada, delta("manager", bob.value()));
            assertThat(shown(client, ada)).contains(bob.value());
            client.update(ada, delta("manager", eve.value()));
            assertThat(shown(client, ada)).contains(eve.value());
            client.update(ada, delta("department", "Engines"));
            assertThat(shown(client, ada)).as("nothing was said of it").contains(eve.value());
            client.update(ada, delta("manager", ""));
            assertThat(shown(client, ada)).isEmpty();
            assertThat(client.read(ada).accounts.getFirst().attributes().get("department"))
                    .contains("Engines");
        }
    }

    @Test
    void areThereFromTheBeginningWhereSomebodySaysSo() throws AppFailure {
        try (var app = ScimSimulator.builder().plays().start();
                var client = Client.open(app.endpoint(), app.token())) {
            var ada = agreedId(client.create(desired("e-1", "ada", "manager", "7")));

            assertThat(shown(client, ada)).contains("7");
            assertThat(app.user("ada").orElseThrow().path(ENTERPRISE).path("manager"))
                    .hasToString("{\"value\":\"7\"}");
        }
    }

    @Test
    void areWrittenInTheFormThatAnAppTookOnce() throws AppFailure {
        try (var app = ScimSimulator.builder().plays(Values.ManagerType.TEXT).start();
                var client = Client.open(app.endpoint(), app.token(), Map.of("discovery", "never"))) {
            var ada = agreedId(client.create(desired("e-1", "ada")));

            client.update(ada, delta("manager", "7"));
            assertThat(form(client)).contains(new Capability(FORM, "text", Origin.learned));
            client.update(ada, delta("manager", "8"));

            assertThat(app.requests().stream()
                            .filter(request -> request.method().equals("PATCH"))
                            .map(request -> request.status()))
                    .containsExactly(400, 200, 200);
        }
    }

    /** It would be spoken to from then on in a way that it passes over. */
    @Test
    void teachNothingWhereAnAppOnlySaysThatItTookTheOtherForm() throws AppFailure {
        try (var app = StubApp.answering(call -> call.body().contains("\"value\":{")
                        ? Reply.error(400, "invalidValue")
                        : Reply.of(200, "{\"id\": \"1\", \"userName\": \"ada\"}"));
                var client = Client.open(app.endpoint(), "token")) {
            client.update(new RemoteId("1"), delta("manager", "7"));

            assertThat(app.work()).hasSize(2);
            assertThat(client.session.capabilities().learned().capabilities()).isEmpty();
        }
    }

    @Test
    void teachNothingByAnIdThatNobodyHas() throws AppFailure {
        try (var app = ScimSimulator.builder()
                        .plays(Values.Oddity.UNKNOWN_MANAGER_REFUSED)
                        .start();
                var client = Client.open(app.endpoint(), app.token(), Map.of("discovery", "never"))) {
            var ada = agreedId(client.create(desired("e-1", "ada")));

            assertThat(client.update(ada, delta("manager", "nobody")))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.why().kind()).isEqualTo(Kind.REJECTED));

            assertThat(client.session.capabilities().learned().capabilities()).isEmpty();
            assertThat(client.update(ada, delta("manager", ada.value()))).isInstanceOf(Outcome.Agreed.class);
            assertThat(shown(client, ada)).contains(ada.value());
        }
    }

    @Test
    void areNotWrittenInTheOtherFormWhereSomebodySaidWhich() throws AppFailure {
        try (var app = ScimSimulator.builder().plays(Values.ManagerType.TEXT).start();
                var client = Client.open(app.endpoint(), app.token(), Map.of("manager", Map.of("form", "complex")))) {
            var ada = agreedId(client.create(desired("e-1", "ada")));

            assertThat(client.update(ada, delta("manager", "7"))).isInstanceOf(Outcome.Failed.class);
            assertThat(shown(client, ada)).isEmpty();
        }
    }

    @Test
    void areNotSentWhereThereIsNoPlaceForThem() throws AppFailure {
        try (var app = ScimSimulator.builder()
                        .plays(new Values.NotInSchema(ENTERPRISE + ":manager"))
                        .start();
                var client = Client.open(app.endpoint(), app.token())) {
            assertThat(form(client)).contains(new Capability(FORM, "none", Origin.discovered));
            assertThat(client.session.capabilities().leftOut()).contains("manager");
            var ada = agreedId(client.create(desired("e-1", "ada")));
            var before = app.requests().size();

            assertThat(client.update(ada, delta("manager", "7")))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.why().kind()).isEqualTo(Kind.UNSUPPORTED));
            assertThat(app.requests()).hasSize(before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}| complex | defaulted",
                "{\"attributes\": []}| complex | defaulted",
                "{\"attributes\": [{\"name\": \"department\"}]}| none | discovered",
                "{\"attributes\": [{\"name\": \"manager\", \"mutability\": \"readOnly\"}]}| none | discovered",
                "{\"attributes\": [{\"name\": \"manager\"}]}| complex | discovered",
                "{\"attributes\": [{\"name\": \"Manager\", \"type\": \"complex\"}]}| complex | discovered",
                "{\"attributes\": [{\"name\": \"manager\", \"type\": \"String\"}]}| text | discovered"
            })
    void areAsTheSchemaOfTheExtensionHasThem(String extension, String form, Origin origin) throws AppFailure {
        var core = "{\"attributes\": [{\"name\": \"userName\"}]}";
        try (var app = StubApp.describing(Reply.of(200, "{}"), Reply.of(200, core), Reply.of(200, extension));
                var client = Client.open(app.endpoint(), "token")) {
            assertThat(form(client)).contains(new Capability(FORM, form, origin));
        }
    }
}
