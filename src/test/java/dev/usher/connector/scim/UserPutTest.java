package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.delta;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.connector.scim.StubApp.Call;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An app whose accounts are changed by PUT. */
class UserPutTest {
    private static final RemoteId ID = new RemoteId("7");
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final String USER = """
            {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "7", "userName": "ada", "active": true,
             "title": "Countess", "shoeSize": 38, "groups": [{"value": "g", "display": "staff"}],
             "emails": [{"value": "h@x", "type": "home"}, {"value": "w@x", "type": "work"}],
             "meta": {"version": "W/\\"1\\"", "resourceType": "User"}}""";
    private static final ObjectMapper JSON = new ObjectMapper();

    private interface Act {
        void with(Client client) throws AppFailure;
    }

    private static List<Call> sent(String update, Function<Call, Reply> answers, Act act) throws AppFailure {
        try (var app = StubApp.answering(answers);
                var client = Client.open(
                        app.endpoint(), "token", Map.of("users", Map.of("update", update), "etag", "use"))) {
            act.with(client);
            return List.copyOf(app.work());
        }
    }

    private static List<Call> sent(String update, Act act) throws AppFailure {
        return sent(update, call -> Reply.of(200, USER), act);
    }

    private static JsonNode put(List<Call> calls) {
        assertThat(calls).extracting(Call::method).containsExactly("GET", "PUT");
        assertThat(calls).extracting(Call::target).containsOnly("/v2/Users/7");
        return json(calls.getLast().body());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"put", "merge"})
    void isSentAllThatItShowsWithWhatChanges(String update) throws AppFailure {
        var body = put(sent(update, client -> client.update(ID, delta("email", "n@x", "department", "Maths"))));

        assertThat(body).isEqualTo(json("""
                {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "%s"], "id": "7", "userName": "ada",
                 "active": true, "title": "Countess", "shoeSize": 38,
                 "emails": [{"value": "h@x", "type": "home"}, {"value": "n@x", "type": "work"}],
                 "%s": {"department": "Maths"}}""".formatted(ENTERPRISE, ENTERPRISE)));
    }

    @Test
    void losesAValueThatIsLeftOutOrOneThatIsEmpty() throws AppFailure {
        var replaced = put(sent("put", client -> client.update(ID, delta("title", "", "email", ""))));
        var merged = put(sent("merge", client -> client.update(ID, delta("title", "", "email", ""))));

        assertThat(replaced.has("title")).isFalse();
        assertThat(merged.get("title").asText()).isEmpty();
        for (var body : List.of(replaced, merged)) {
            assertThat(body.get("emails")).isEqualTo(json("[{\"value\": \"h@x\", \"type\": \"home\"}]"));
        }
    }

    @Test
    void isDisabledAndEnabledSo() throws AppFailure {
        assertThat(put(sent("put", client -> client.disable(ID))).get("active").asBoolean())
                .isFalse();
        assertThat(put(sent("put", client -> client.enable(ID))).get("active").asBoolean())
                .isTrue();
        var byPatch = Map.<String, Object>of("users", Map.of("update", "put"), "active", Map.of("via", "patch"));
        try (var app = StubApp.answering(call -> Reply.of(200, USER));
                var client = Client.open(app.endpoint(), "token", byPatch)) {
            client.disable(ID);
            client.update(ID, new Delta(delta("title", "x").attributes(), Optional.empty(), true));
            assertThat(app.work()).extracting(Call::method).containsExactly("PATCH", "GET", "PUT", "PATCH");
        }
    }

    @Test
    void isNotEnabledWhereItsValuesWereNotTaken() throws AppFailure {
        var byPatch = Map.<String, Object>of("users", Map.of("update", "put"), "active", Map.of("via", "patch"));
        try (var app = StubApp.answering(
                        call -> call.method().equals("PUT") ? Reply.error(400, "invalidValue") : Reply.of(200, USER));
                var client = Client.open(app.endpoint(), "token", byPatch)) {
            client.update(ID, new Delta(delta("title", "x").attributes(), Optional.empty(), true));
            assertThat(app.work()).extracting(Call::method).containsExactly("GET", "PUT");
        }
    }

    @Test
    void isSentForTheVersionThatWasRead() throws AppFailure {
        var calls = sent("put", client -> client.update(ID, delta("title", "x")));

        assertThat(calls.getLast().headers()).containsEntry("if-match", "W/\"1\"");
        assertThat(sent("put", client -> client.disable(ID)).getLast().headers())
                .as("access that ends waits for no version")
                .doesNotContainKey("if-match");
    }

    @Test
    void isNotOverwrittenWhereItChangedSinceItWasLookedAt() throws AppFailure {
        var calls = sent("put", client -> {
            var change = new Change.Update(client.item(), ID, delta("title", "x"), Optional.of("W/\"0\""));
            assertThat(client.apply(change)).isEqualTo(new Outcome.Failed(Failure.of(Kind.STALE, Detail.NONE)));
        });

        assertThat(calls).extracting(Call::method).containsExactly("GET");
    }

    @ParameterizedTest
    @CsvSource({"404, GONE", "500, UNREACHABLE", "401, UNAUTHORIZED"})
    void isLeftAloneWhereItCannotBeRead(int status, Kind kind) throws AppFailure {
        var calls = sent(
                "put",
                call -> Reply.error(status, ""),
                client -> assertThat(client.update(ID, delta("title", "x")))
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                failed -> assertThat(failed.why().kind()).isEqualTo(kind)));

        assertThat(calls).extracting(Call::method).containsExactly("GET");
    }

    @Test
    void isLeftAloneWhereTheAppShowsSomebodyElse() throws AppFailure {
        var calls = sent(
                "put",
                call -> Reply.of(200, USER.replace("\"7\"", "\"8\"")),
                client -> assertThat(client.update(ID, delta("title", "x")))
                        .isEqualTo(new Outcome.Failed(Failure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD))));

        assertThat(calls).extracting(Call::method).containsExactly("GET");
    }
}
