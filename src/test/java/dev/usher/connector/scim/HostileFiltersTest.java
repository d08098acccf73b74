package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.web.PercentEncoding;
import dev.usher.scim.ScimFilter;
import dev.usher.scim.ScimPath;
import dev.usher.simulator.protocol.Filter;
import dev.usher.simulator.protocol.FilterParser;
import java.net.URI;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names of people and groups, and ids, that want a filter to ask for something else; and answers to another question. */
@Timeout(60)
class HostileFiltersTest {
    private static final String PARTS =
            "\"\\'()[]{}%&+#?/;=*<>|\u0000\n\r\t \u00a0\u2028\u00e9\ud83d\ude00eqorandnottruepr.:$";
    private static final List<String> NASTY = List.of(
            "x\" or userName pr or userName eq \"x",
            "x\\\" or userName pr or userName eq \\\"x",
            "x\\",
            "\\\"",
            "\"",
            "x\"] or members[value pr",
            "%22 or userName pr",
            "x%2522",
            "a&filter=userName pr",
            "a#b",
            "a+b c",
            "a\u0000b\nc",
            "Jos\u00e9 \ud83d\ude00",
            "true",
            "null");

    private StubApp app;
    private Client client;

    @BeforeEach
    void start() throws AppFailure {
        app = StubApp.answering(call -> Reply.list(0));
        client = Client.open(app.endpoint(), "token");
    }

    @AfterEach
    void stop() {
        client.close();
        app.close();
    }

    private static Filter equal(String path, String value) {
        return new Filter.Compare(path, Filter.Operator.EQ, TextNode.valueOf(value));
    }

    @Test
    void askForOneThingWhateverTheValue() {
        var random = new Random(1815);
        for (var i = 0; i < 20_000; i++) {
            var value = text(random);
            var one = ScimFilter.equal("userName", value);
            assertThat(FilterParser.parse(one.toString())).as(one.toString()).isEqualTo(equal("userName", value));
            var both = one.and(ScimFilter.equal("id", value));
            assertThat(FilterParser.parse(both.toString()))
                    .as(both.toString())
                    .isEqualTo(new Filter.And(List.of(equal("userName", value), equal("id", value))));
            var path =
                    ScimPath.where("members", ScimFilter.equal("value", value)).toString();
            assertThat(FilterParser.parse(path))
                    .as(path)
                    .isEqualTo(new Filter.Within("members", equal("value", value)));
        }
    }

    /** Of whole characters: half of a pair cannot be sent. */
    private static String text(Random random) {
        return random.ints(random.nextInt(12), 0, PARTS.codePointCount(0, PARTS.length()))
                .map(at -> PARTS.codePointAt(PARTS.offsetByCodePoints(0, at)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void areEscapedOnceOnTheirWay() throws AppFailure {
        for (var value : NASTY) {
            app.calls.clear();
            client.find(value, value);
            client.failure(new Scope.Members(new Entitlement("group", value)));
            assertThat(app.calls)
                    .extracting(HostileFiltersTest::filter)
                    .containsExactly(equal("externalId", value), equal("userName", value), equal("displayName", value));
        }
    }

    /** The one filter of a request, as an app reads it. */
    private static Filter filter(StubApp.Call call) {
        var query = URI.create("http://app" + call.target()).getRawQuery().split("&", -1);
        assertThat(query).filteredOn(part -> part.startsWith("filter=")).hasSize(1);
        var raw = query[query.length - 1].substring("filter=".length());
        assertThat(raw).doesNotContain("+", " ");
        return FilterParser.parse(URI.create("http://app/?" + raw).getQuery());
    }

    @Test
    void nameOneMemberAloneWhoseIdIsNasty() {
        app.answer(call -> call.method().equals("GET")
                ? Reply.list(1, "{\"id\": \"g\", \"displayName\": \"staff\"}")
                : Reply.empty(204));
        for (var value : NASTY) {
            if (!PercentEncoding.isOneSegment(value)) {
                continue;
            }
            assertThat(client.remove(Client.STAFF, new RemoteId(value))).isEqualTo(new Outcome.Accepted());
            var path = json(app.calls.getLast().body()).at("/Operations/0/path").textValue();
            assertThat(FilterParser.parse(path)).isEqualTo(new Filter.Within("members", equal("value", value)));
        }
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void areAnsweredWithEverybody() throws AppFailure {
        app.answer(call -> Reply.list(3, user("1", "root", "e-0"), user("2", "ada", "E-1"), user("3", "adam", "e-10")));
        assertThat(client.find("e-1", "grace").accounts)
                .as("an external id is equal as it is written, and nobody is the first match")
                .isEmpty();
        assertThat(client.find("e-9", "ADA").accounts).extracting(Account::id).containsExactly(new RemoteId("2"));
        assertThat(client.failure(new Scope.Members(new Entitlement("group", "staff")))
                        .kind())
                .isEqualTo(Kind.GONE);
    }

    /** Whose it is, is not for the connector to guess. */
    @Test
    void areAnsweredWithTwoWhoSayTheyAreTheSame() throws AppFailure {
        app.answer(call -> call.target().contains("externalId")
                ? Reply.list(2, user("1", "ada", "e-1"), user("2", "eve", "e-1"))
                : Reply.list(2, user("1", "ada", "e-1"), user("1", "ada", "e-1")));
        assertThat(client.find("e-1", "ada").accounts)
                .extracting(Account::id)
                .containsExactly(new RemoteId("1"), new RemoteId("2"));
    }

    private static String user(String id, String userName, String externalId) {
        return "{\"id\": \"" + id + "\", \"userName\": \"" + userName + "\", \"externalId\": \"" + externalId + "\"}";
    }
}
