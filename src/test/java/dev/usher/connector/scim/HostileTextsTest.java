package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.delta;
import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of people, of apps and of declarations that want to be more than values in a body, a header or a path. */
@Timeout(60)
class HostileTextsTest {
    private static final RemoteId ID = new RemoteId("7");
    private static final String TEXT =
            "x\", \"active\": true, \"roles\": [{\"value\": \"admin\"}], \"y\": \"\\\r\n\u0000\u2028</script>${7*7}#{1}{{1}}%s\ud83d\ude00";
    private static final JsonMapper JSON = new JsonMapper();

    private StubApp app;
    private Client client;

    @BeforeEach
    void start() throws AppFailure {
        app = StubApp.answering(call -> Reply.empty(200));
        client = Client.open(app.endpoint(), "token");
    }

    @AfterEach
    void stop() {
        client.close();
        app.close();
    }

    private JsonNode body() {
        try {
            return JSON.readTree(app.calls.getLast().body());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void stayValuesWhereAnAccountIsCreated() {
        client.create(desired(TEXT, TEXT, "title", TEXT, "givenName", TEXT, "email", TEXT, "department", TEXT));
        var body = body();
        assertThat(names(body))
                .containsExactlyInAnyOrder(
                        "schemas",
                        "externalId",
                        "userName",
                        "active",
                        "title",
                        "name",
                        "emails",
                        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User");
        for (var at : List.of(
                "/externalId",
                "/userName",
                "/title",
                "/name/givenName",
                "/emails/0/value",
                "/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/department")) {
            assertThat(body.at(at).textValue()).as(at).isEqualTo(TEXT);
        }
    }

    @Test
    void stayValuesWhereAnAccountIsChanged() {
        client.update(ID, delta("title", TEXT, "userName", TEXT, "email", TEXT));
        assertThat(names(body())).containsExactlyInAnyOrder("schemas", "Operations");
        assertThat(body().path("Operations")).hasSize(3).allSatisfy(operation -> {
            assertThat(operation.path("op").textValue()).isEqualTo("replace");
            assertThat(operation.path("path").textValue()).isIn("title", "userName", "emails[type eq \"work\"].value");
            assertThat(operation.path("value").textValue()).isEqualTo(TEXT);
        });
    }

    @Test
    void stayTheNameOfAGroup() {
        app.answer(call -> call.method().equals("GET") ? Reply.list(0) : Reply.empty(201));
        client.define(new Entitlement("group", TEXT));
        assertThat(names(body())).containsExactlyInAnyOrder("schemas", "displayName");
        assertThat(body().path("displayName").textValue()).isEqualTo(TEXT);
    }

    /** Who maps attributes decides on none that says who somebody is, whether they get in, and what they may. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "externalId",
                "active",
                "Active",
                "password",
                "groups",
                "members",
                "schemas",
                "meta",
                "meta.version",
                "urn:ietf:params:scim:schemas:core:2.0:User:active",
                "URN:ietf:params:scim:schemas:core:2.0:user:Active",
                "emails[type eq \"work\"].value",
                "title\", \"active",
                "title/../active",
                "__proto__",
                ""
            })
    void areNoNameOfAnAttribute(String name) {
        assertThat(Place.objection(name)).isPresent();
        var create = client.create(desired("e-1", "ada", name.isEmpty() ? " " : name, "x"));
        assertThat(create).isInstanceOf(Outcome.Failed.class);
        assertThat(app.work()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../Groups/x",
                "%2e%2e",
                "%2e%2e%2fGroups%2fx",
                "%252e%252e/Groups/x",
                "..%5cGroups",
                ".%2e/Groups/x",
                "7/../../Groups/x",
                "7%0d%0aHost:%20x",
                "7\r\nHost: x",
                "7\u0000",
                "7\u0085",
                " "
            })
    void areNoIds(String id) throws AppFailure {
        var hostile = Failure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD);
        var user = JSON.createObjectNode().put("id", id).put("userName", "ada").toString();
        app.answer(call -> Reply.list(1, user));
        assertThat(client.failure(new Scope.All())).isEqualTo(hostile);
        app.answer(call -> Reply.of(201, user));
        assertThat(client.create(desired("e-1", "ada"))).isEqualTo(new Outcome.Accepted());
        app.answer(call ->
                Reply.list(1, "{\"id\": " + JSON.getNodeFactory().textNode(id) + ", \"displayName\": \"staff\"}"));
        assertThat(client.failure(new Scope.Members(Client.STAFF))).isEqualTo(hostile);
        assertThat(client.add(Client.STAFF, ID)).isEqualTo(new Outcome.Failed(hostile));
        app.calls.clear();

        if (!id.isBlank()) {
            var account = new RemoteId(id);
            assertThat(client.failure(new Scope.Accounts(Set.of(account)))).isEqualTo(hostile);
            assertThat(client.disable(account)).isEqualTo(new Outcome.Failed(hostile));
            assertThat(client.delete(account)).isEqualTo(new Outcome.Failed(hostile));
        }
        assertThat(app.calls).isEmpty();
    }

    @Test
    void areNoIdsIfTheyAreEmptyOrTooLongOrNoText() {
        for (var id : List.of("", "\\ud800", "x".repeat(RemoteId.MAX_LENGTH + 1), "x".repeat(100_000))) {
            app.answer(call -> Reply.list(1, "{\"id\": \"" + id + "\", \"userName\": \"ada\"}"));
            assertThat(client.failure(new Scope.All()).kind()).isEqualTo(Kind.HOSTILE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a?b", "a#b", "a%b", "a;b=c", "a b", "a+b", "a&b", "*", "a:b@c", "\u00fc", "..."})
    void areOneSegmentIfTheyAreIds(String id) throws AppFailure {
        app.answer(call -> Reply.of(
                200,
                JSON.createObjectNode().put("id", id).put("userName", "ada").toString()));
        assertThat(client.read(new RemoteId(id)).accounts).hasSize(1);
        var segments = app.calls.getLast().target().split("/", -1);
        assertThat(segments).hasSize(4).startsWith("", "v2", "Users");
        assertThat(segments[3]).matches("[A-Za-z0-9._~%-]+");
        assertThat(URLDecoder.decode(segments[3].replace("+", "%2B"), StandardCharsets.UTF_8))
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"1\"\r\nX-Evil: 1", "1\n", "\u0000", "\u00fc", " 1", ""})
    void areNoVersionsIfTheyCannotStandInAHeader(String version) throws AppFailure {
        try (var versioned = Client.open(app.endpoint(), "token", Map.of("etag", "use"))) {
            var user = JSON.createObjectNode().put("id", "7").put("userName", "ada");
            user.putObject("meta").put("version", version);
            app.answer(call -> Reply.of(200, user.toString()));
            var seen = versioned.read(ID).accounts.getFirst();
            var change = new Change.Update(versioned.item(), ID, delta("title", "x"), seen.version());
            assertThat(versioned.apply(change)).isInstanceOf(Outcome.Agreed.class);
            assertThat(app.calls.getLast().headers()).doesNotContainKeys("if-match", "x-evil");
        }
    }

    @Test
    void stayFieldsOfAFormThatAsksForAToken() throws AppFailure {
        var text = "x&grant_type=password&client_id=root#?+ %26=\r\n\u00fc";
        app.answer(call -> Reply.of(200, "{\"access_token\": \"t0ken\"}"));
        Client.open(
                        app.endpoint(),
                        Map.of(
                                "oauth2",
                                Map.of(
                                        "tokenUrl",
                                        app.endpoint() + "/token",
                                        "secretRef",
                                        Map.of("name", "wiki", "clientIdKey", "i", "clientSecretKey", "s"),
                                        "credentialsIn",
                                        "body",
                                        "audience",
                                        text)),
                        Map.of("clientId", text, "clientSecret", text))
                .close();
        var asked = app.calls.stream().filter(call -> call.target().endsWith("/token"));
        assertThat(asked.map(StubApp.Call::body)
                        .flatMap(body -> Arrays.stream(body.split("&", -1)))
                        .map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8)))
                .containsExactlyInAnyOrder(
                        "grant_type=client_credentials",
                        "audience=" + text,
                        "client_id=" + text,
                        "client_secret=" + text);
    }

    /** What an app shows of a person is compared, and no more. */
    @Test
    void areReadAsTheyAre() throws AppFailure {
        app.answer(call -> Reply.of(
                200,
                JSON.createObjectNode().put("id", "7").put("userName", TEXT).toString()));
        assertThat(client.read(ID).accounts)
                .extracting(Account::attributes)
                .extracting(values -> values.get("userName"))
                .containsExactly(Optional.of(TEXT));
    }
}
