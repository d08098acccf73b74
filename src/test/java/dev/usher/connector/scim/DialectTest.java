package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.STAFF;
import static dev.usher.connector.scim.Client.delta;
import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Capability;
import dev.usher.connector.Capability.Origin;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.scim.StubApp.Call;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each setting changes in what is sent. */
class DialectTest {
    private static final RemoteId ID = new RemoteId("7");
    private static final String USER = "{\"id\": \"7\", \"userName\": \"ada\", \"meta\": {\"version\": \"W/1\"}}";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Something done with an app. */
    interface Act {
        void with(Client client) throws AppFailure;
    }

    /** What is sent for it, to an app that has one user and one group, but for the questions what the app can do. */
    private static List<Call> sent(Map<String, Object> settings, Act act) throws AppFailure {
        return sent(settings, DialectTest::answer, act);
    }

    private static List<Call> sent(Map<String, Object> settings, Function<Call, Reply> answers, Act act)
            throws AppFailure {
        try (var app = StubApp.answering(answers);
                var client = Client.open(app.endpoint(), "token", settings)) {
            var before = app.calls.size();
            act.with(client);
            return new ArrayList<>(app.calls.subList(before, app.calls.size()));
        }
    }

    private static Reply answer(Call call) {
        if (call.method().equals("DELETE")) {
            return Reply.empty(204);
        }
        if (call.target().startsWith("/v2/Groups?")) {
            return Reply.list(1, "{\"id\": \"g\", \"displayName\": \"staff\"}");
        }
        return call.target().startsWith("/v2/Users?") ? Reply.list(1, USER) : Reply.of(200, USER);
    }

    private static JsonNode body(Call call) {
        try {
            return JSON.readTree(call.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode operations(List<Call> calls) {
        return body(calls.getLast()).get("Operations");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isShownWithTheOriginOfEachValue() throws AppFailure {
        try (var app = StubApp.describing(Reply.of(200, "{\"etag\": {\"supported\": true}}"));
                var client = Client.open(app.endpoint(), "token", Map.of("page", Map.of("size", 7)))) {
            assertThat(client.session.capabilities().all())
                    .contains(
                            new Capability("page.size", "7", Origin.spec),
                            new Capability("etag", "use", Origin.discovered),
                            new Capability("emails", "work", Origin.defaulted));
        }
    }

    @Test
    void asksNothingOfAnAppThatIsNotToBeAskedWhatItCan() throws AppFailure {
        try (var app = StubApp.answering(DialectTest::answer);
                var client = Client.open(app.endpoint(), "token", Map.of("discovery", "never"))) {
            assertThat(app.calls).isEmpty();
            assertThat(client.session.capabilities().value(Capability.UNIQUE_USER_NAMES))
                    .contains("false");
        }
    }

    @ParameterizedTest
    @CsvSource({"scim, application/scim+json, application/json", "json, application/json, application/scim+json"})
    void sendsAndPrefersItsMediaType(String mediaType, String first, String second) throws AppFailure {
        var calls = sent(Map.of("mediaType", mediaType), client -> client.disable(ID));

        assertThat(calls.getLast().headers())
                .containsEntry("content-type", first)
                .containsEntry("accept", first + ", " + second);
    }

    @ParameterizedTest
    @CsvSource({"use, W/1", "ignore, "})
    void sendsVersionsBackOnlyWhereTheyMeanSomething(String etag, String version) throws AppFailure {
        var calls = sent(Map.of("etag", etag), client -> {
            var read = client.read(ID).accounts.getFirst();
            client.apply(new Change.Update(client.item(), ID, delta("title", "x"), read.version()));
        });

        assertThat(Optional.ofNullable(calls.getLast().headers().get("if-match")))
                .isEqualTo(Optional.ofNullable(version));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "work | true | {'value': 'a@x', 'type': 'work'} | emails[type eq 'work'].value | emails[type eq 'work']",
                "primary | true | {'value': 'a@x', 'type': 'work', 'primary': true} | emails[primary eq true].value | emails[primary eq true]",
                "untyped | true | {'value': 'a@x'} | emails | emails",
                "work | false | {'value': 'a@x', 'type': 'work'} | emails | emails",
                "primary | false | {'value': 'a@x', 'type': 'work', 'primary': true} | emails | emails",
                "untyped | false | {'value': 'a@x'} | emails | emails"
            })
    void writesTheEmail(String emails, boolean filters, String mail, String place, String cleared) throws AppFailure {
        Map<String, Object> settings = Map.of("emails", emails, "patch", Map.of("valueFilters", filters));
        var made = sent(settings, client -> client.create(desired("e", "ada", "email", "a@x")));
        assertThat(body(made.getLast()).get("emails")).isEqualTo(json("[" + mail + "]"));

        var set = operations(sent(settings, client -> client.update(ID, delta("email", "a@x"))));
        var value = place.equals("emails") ? "[" + mail + "]" : "'a@x'";
        assertThat(set).hasSize(1);
        assertThat(set.get(0).get("op").asText()).isEqualTo("replace");
        assertThat(set.get(0).get("path").asText()).isEqualTo(place.replace('\'', '"'));
        assertThat(set.get(0).get("value")).isEqualTo(json(value));

        var gone = operations(sent(settings, client -> client.update(ID, delta("email", ""))));
        assertThat(gone.get(0).get("op").asText()).isEqualTo("remove");
        assertThat(gone.get(0).get("path").asText()).isEqualTo(cleared.replace('\'', '"'));

        var added = sent(
                settings,
                call -> call.body().contains("replace") ? Reply.error(400, "noTarget") : answer(call),
                client -> client.update(ID, delta("email", "a@x")));
        assertThat(operations(added).get(0))
                .isEqualTo(json("{'op': 'add', 'path': 'emails', 'value': [" + mail + "]}"));
    }

    @ParameterizedTest
    @CsvSource({"work, w@x", "primary, p@x", "untyped, w@x"})
    void readsTheEmailThatItWrites(String emails, String read) throws AppFailure {
        var user = "{\"id\": \"7\", \"userName\": \"ada\", \"emails\": [{\"value\": \"o@x\"},"
                + "{\"value\": \"w@x\", \"type\": \"work\"}, {\"value\": \"p@x\", \"primary\": true}]}";

        sent(
                Map.of("emails", emails),
                call -> Reply.of(200, user),
                client -> assertThat(
                                client.read(ID).accounts.getFirst().attributes().get("email"))
                        .contains(read));
    }

    /** As apps show it that know one, that write marks in their own way, or that have an empty text where there is none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\": \"w@x\"}",
                "[\"o@x\", {\"value\": \"w@x\"}]",
                "[{\"value\": \"o@x\"}, {\"value\": \"w@x\", \"type\": \"WORK\"}]",
                "[{\"value\": \"o@x\"}, {\"value\": \"\", \"type\": \"work\"}, {\"value\": \"w@x\", \"primary\": true}]",
                "[{\"type\": \"work\"}, {\"value\": \"w@x\", \"type\": \"work\"}]"
            })
    void readsAnEmailHoweverItIsShown(String emails) throws AppFailure {
        sent(
                Map.of(),
                call -> Reply.of(200, "{\"id\": \"7\", \"userName\": \"ada\", \"emails\": " + emails + "}"),
                client -> assertThat(
                                client.read(ID).accounts.getFirst().attributes().get("email"))
                        .contains("w@x"));
    }

    @ParameterizedTest
    @CsvSource({"boolean, true, false", "string, '\"True\"', '\"False\"'"})
    void writesWhetherAnAccountIsActive(String type, String yes, String no) throws AppFailure {
        Map<String, Object> settings = Map.of("active", Map.of("type", type));
        var enabling = new Delta(new TreeMap<>(), Optional.empty(), true);

        assertThat(body(sent(settings, client -> client.create(desired("e", "ada")))
                                .getLast())
                        .get("active"))
                .isEqualTo(json(yes));
        assertThat(operations(sent(settings, client -> client.disable(ID)))
                        .get(0)
                        .get("value"))
                .isEqualTo(json(no));
        assertThat(operations(sent(settings, client -> client.enable(ID)))
                        .get(0)
                        .get("value"))
                .isEqualTo(json(yes));
        assertThat(operations(sent(settings, client -> client.update(ID, enabling)))
                        .get(0)
                        .get("value"))
                .isEqualTo(json(yes));
    }

    @Test
    void disablesByDeleteOnlyWhereThatIsSaid() throws AppFailure {
        Map<String, Object> settings = Map.of("active", Map.of("via", "delete"));

        assertThat(sent(settings, client -> assertThat(client.disable(ID)).isEqualTo(new Outcome.Accepted())))
                .extracting(Call::method, Call::target)
                .containsExactly(tuple("DELETE", "/v2/Users/7"));
        assertThat(sent(
                        settings,
                        client -> assertThat(client.delete(ID))
                                .isEqualTo(new Outcome.Failed(Failure.of(Kind.UNSUPPORTED, Detail.NONE)))))
                .isEmpty();
        assertThat(sent(settings, client -> client.enable(ID)))
                .extracting(Call::method)
                .containsExactly("PATCH");
        assertThat(sent(Map.of(), client -> client.disable(ID)))
                .extracting(Call::method)
                .containsExactly("PATCH");
    }

    @Test
    void deletesNobodyWhereThatIsForbidden() throws AppFailure {
        var failed = new Outcome.Failed(Failure.of(Kind.UNSUPPORTED, Detail.NONE));

        assertThat(sent(
                        Map.of("delete", Map.of("means", "forbidden")),
                        client -> assertThat(client.delete(ID)).isEqualTo(failed)))
                .isEmpty();
        assertThat(sent(Map.of("delete", Map.of("means", "hard")), client -> client.delete(ID)))
                .hasSize(1);
    }

    @Test
    void asksForAsManyRowsAsIsSaid() throws AppFailure {
        var calls = sent(Map.of("page", Map.of("size", 7)), client -> client.see(new Scope.All()));

        assertThat(calls).extracting(Call::target).containsExactly("/v2/Users?startIndex=1&count=7");
    }

    @Test
    void asksForNoGroupWhereThereIsNone() throws AppFailure {
        assertThat(sent(Map.of("groups", Map.of("supported", false)), client -> {
                    assertThat(client.failure(new Scope.Members(STAFF)).kind()).isEqualTo(Kind.UNSUPPORTED);
                    for (var outcome : List.of(client.add(STAFF, ID), client.remove(STAFF, ID), client.define(STAFF))) {
                        assertThat(outcome)
                                .isInstanceOfSatisfying(
                                        Outcome.Failed.class,
                                        failed ->
                                                assertThat(failed.why().kind()).isEqualTo(Kind.UNSUPPORTED));
                    }
                }))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filter | [{'op': 'remove', 'path': 'members[value eq \\'7\\']'}]",
                "values | [{'op': 'remove', 'path': 'members', 'value': [{'value': '7'}]}]"
            })
    void namesThoseWhoLeaveAGroup(String remove, String operations) throws AppFailure {
        var calls = sent(Map.of("members", Map.of("remove", remove)), client -> client.remove(STAFF, ID));

        assertThat(operations(calls)).isEqualTo(json(operations.replace("\\'", "\\\"")));
    }
}
