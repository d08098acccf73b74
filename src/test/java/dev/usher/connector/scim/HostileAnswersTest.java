package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.STAFF;
import static dev.usher.connector.scim.Client.delta;
import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app says that wants Usher to run out of memory or time, or to take one thing for another. */
@Timeout(60)
class HostileAnswersTest {
    private static final RemoteId ID = new RemoteId("7");
    private static final Failure NOT_UNDERSTOOD = Failure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD);
    private static final Failure TOO_LARGE = Failure.of(Kind.HOSTILE, Detail.TOO_LARGE);
    private static final int MEBIBYTE = 1 << 20;

    private StubApp app;
    private Client client;

    @BeforeEach
    void start() throws AppFailure {
        app = StubApp.answering(call -> Reply.empty(500));
        client = Client.open(app.endpoint(), "token");
    }

    @AfterEach
    void stop() {
        client.close();
        app.close();
    }

    private void says(String body) {
        app.answer(call -> Reply.of(200, body));
    }

    private static String many(String unit, int times) {
        return String.join(",", Collections.nCopies(times, unit));
    }

    private static String list(String rows) {
        return "{\"totalResults\": 1, \"Resources\": [" + rows + "]}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void mayBeAMillionDeep(String level) {
        var deep = level.repeat(1_000_000) + "1" + (level.equals("[") ? "]" : "}").repeat(1_000_000);
        says("{\"id\": \"7\", \"userName\": \"ada\", \"x\": " + deep + "}");
        assertThat(client.failure(new Scope.Matching(List.of(new Scope.Key.UserName("ada")))))
                .isEqualTo(NOT_UNDERSTOOD);
        assertThat(client.failure(new Scope.All())).isEqualTo(NOT_UNDERSTOOD);
        assertThat(client.failure(new Scope.Members(STAFF))).isEqualTo(NOT_UNDERSTOOD);

        app.answer(group("{\"value\": \"7\", \"x\": " + deep + "}"));
        assertThat(client.failure(new Scope.Members(STAFF))).isEqualTo(NOT_UNDERSTOOD);

        app.answer(call -> Reply.of(400, "{\"schemas\": " + level.repeat(100_000)));
        assertThat(client.disable(ID)).isInstanceOf(Outcome.Failed.class);
    }

    /** A tree of these would be forty times as large as their text. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "1", "{\"a\":1}", "{\"id\":\"7\"}"})
    void mayHaveMorePartsThanCanBeHeld(String part) {
        var parts = many(part, 30 * MEBIBYTE / (part.length() + 1));
        says(list(parts));
        assertThat(client.failure(new Scope.All())).isEqualTo(NOT_UNDERSTOOD);

        app.answer(group("{\"value\": \"7\"}], \"x\": [" + parts));
        assertThat(client.failure(new Scope.Members(STAFF))).isEqualTo(NOT_UNDERSTOOD);

        app.answer(group("{\"value\": \"7\", \"x\": [" + parts + "]}"));
        assertThat(client.failure(new Scope.Members(STAFF))).isEqualTo(NOT_UNDERSTOOD);
    }

    @Test
    void mayHaveAMillionRowsOnAPage() {
        says(list(many("{\"id\":\"7\",\"userName\":\"ada\"}", 1_000_000)));
        assertThat(client.failure(new Scope.All())).isEqualTo(NOT_UNDERSTOOD);
        assertThat(app.work()).hasSize(1);
    }

    @Test
    void mayBeLargerThanAnyAccount() {
        says("{\"id\": \"7\", \"userName\": \"ada\", \"groups\": ["
                + many("{\"value\": \"1\", \"display\": \"staff\"}", 100_000) + "]}");
        assertThat(client.failure(new Scope.Accounts(Set.of(ID)))).isEqualTo(TOO_LARGE);
        assertThat(client.update(ID, delta("displayName", "x")))
                .isEqualTo(new Outcome.Ambiguous(TOO_LARGE, Client.OPEN_UNTIL));
    }

    @Test
    void mayShowAHundredThousandGroupsWhereOneWasAskedFor() throws AppFailure {
        var others = IntStream.range(0, 100_000)
                .mapToObj(number -> "{\"id\":\"g" + number + "\",\"displayName\":\"group " + number + "\"}")
                .toArray(String[]::new);
        others[99_999] = "{\"id\": \"g\", \"displayName\": \"staff\"}";
        app.answer(call -> call.target().contains("filter")
                ? Reply.list(others.length, others)
                : Reply.of(200, "{\"id\": \"g\", \"displayName\": \"staff\", \"members\": [{\"value\": \"7\"}]}"));
        assertThat(client.members(STAFF).members).containsExactly(ID);

        app.answer(call -> Reply.list(others.length, Arrays.copyOf(others, 99_999)));
        assertThat(Client.failure(() -> client.members(new Entitlement("group", "none")))
                        .kind())
                .as("one row is missing that may be it")
                .isEqualTo(Kind.TRUNCATED);
    }

    @Test
    void mayHaveAHundredThousandMembers() throws AppFailure {
        var members = IntStream.range(0, 100_000)
                .mapToObj(number -> "{\"value\":\"" + number + "\"}")
                .toArray(String[]::new);
        app.answer(group(String.join(",", members)));
        assertThat(client.members(STAFF).members).hasSize(100_000);
    }

    @Test
    void mayGoOnForEver() {
        var rows = new AtomicInteger();
        app.answer(call -> Reply.list(
                Integer.MAX_VALUE,
                IntStream.range(0, 100)
                        .mapToObj(row -> user("id-" + rows.incrementAndGet(), "ada"))
                        .toArray(String[]::new)));
        assertThat(client.failure(new Scope.All())).isEqualTo(Failure.of(Kind.TRUNCATED, Detail.TOO_LARGE));
        assertThat(app.work()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "1e0", "\"1\"", "true", "[]", "{}", "2147483648", "1e999999999", "NaN"})
    void mayCountInNoNumbers(String total) {
        says("{\"totalResults\": " + total + ", \"Resources\": []}");
        assertThat(client.failure(new Scope.All())).isEqualTo(NOT_UNDERSTOOD);
    }

    @ParameterizedTest
    @CsvSource({"0, 100", "-1, 100", "1000000000, 1000", "1e999999999, 100", "true, 100", "NaN, 100", "7, 7"})
    void mayAnnouncePagesOfAnySize(String size, int asked) throws AppFailure {
        try (var odd = StubApp.describing(Reply.of(200, "{\"filter\": {\"maxResults\": " + size + "}}"));
                var to = Client.open(odd.endpoint(), "token")) {
            to.failure(new Scope.All());
            assertThat(odd.calls.getLast().target()).isEqualTo("/v2/Users?startIndex=1&count=" + asked);
        }
    }

    /** Which of the two an app means is not for us to choose: it may be whether somebody is in. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": \"7\", \"userName\": \"ada\", \"active\": true, \"active\": false}",
                "{\"id\": \"7\", \"userName\": \"ada\", \"active\": true, \"Active\": false}",
                "{\"id\": \"8\", \"id\": \"7\", \"userName\": \"ada\"}",
                "{\"id\": \"7\", \"userName\": \"ada\", \"name\": {\"givenName\": \"A\", \"GIVENNAME\": \"B\"}}",
                "{\"id\": \"7\", \"userName\": \"ada\"} {\"id\": \"8\"}",
                "{\"id\": \"7\", \"userName\": \"ada\"} <html>"
            })
    void maySayTwoThingsAtOnce(String body) {
        says(body);
        assertThat(client.failure(new Scope.Accounts(Set.of(ID)))).isEqualTo(NOT_UNDERSTOOD);
        assertThat(client.disable(ID)).isEqualTo(new Outcome.Ambiguous(NOT_UNDERSTOOD, Client.OPEN_UNTIL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\": \"7\", \"value\": \"8\"}",
                "{\"value\": \"7\", \"VALUE\": \"8\"}",
                "{\"value\": \"7\"}], \"displayName\": \"admins\", \"x\": [",
                "{\"value\": \"7\"}]} {\"x\": ["
            })
    void maySayTwoThingsOfAGroup(String members) {
        app.answer(group(members));
        assertThat(client.failure(new Scope.Members(STAFF))).isEqualTo(NOT_UNDERSTOOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[false, true]", "[false, false]", "{\"value\": false}", "0", "\"no\"", "null"})
    void areNotTakenForANoThatIsNone(String active) throws AppFailure {
        says("{\"id\": \"7\", \"userName\": \"ada\", \"active\": " + active + "}");
        assertThat(client.read(ID).accounts).extracting(Account::active).containsExactly(true);
    }

    /** What is not ours is sent back as it was shown. */
    @ParameterizedTest
    @CsvSource({
        "1e999999999, 1E+999999999",
        "0.1234567890123456789012345, 0.1234567890123456789012345",
        "12345678901234567890123, 12345678901234567890123"
    })
    void mayHoldNumbersOfAnySize(String number, String sent) throws AppFailure {
        try (var puts = Client.open(app.endpoint(), "token", Map.of("users", Map.of("update", "put")))) {
            says("{\"id\": \"7\", \"userName\": \"ada\", \"urn:x\": {\"salary\": " + number + "}}");
            puts.update(ID, delta("displayName", "x"));
            assertThat(app.calls.getLast().method()).isEqualTo("PUT");
            assertThat(app.calls.getLast().body()).contains("\"salary\":" + sent);
        }
    }

    @Test
    void mayShowAnotherAccountForTheOneThatWasCreated() {
        var root = "{\"id\": \"1\", \"userName\": \"root\", \"externalId\": \"e-0\"}";
        for (var body : List.of(root, user("1", "root"))) {
            app.answer(call -> Reply.of(201, body));
            assertThat(client.create(desired("e-1", "ada"))).as(body).isEqualTo(new Outcome.Accepted());
        }
        app.answer(call -> Reply.of(201, "{\"id\": \"7\", \"userName\": \"ADA@x\", \"externalId\": \"e-1\"}"));
        assertThat(client.create(desired("e-1", "ada"))).isInstanceOf(Outcome.Agreed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/png", "application/octet-stream", "nonsense"})
    void mayLieAboutWhatTheyAre(String type) throws AppFailure {
        app.answer(call -> Reply.of(200, user("7", "ada")).with("Content-Type", type));
        assertThat(client.read(ID).accounts).hasSize(1);
        app.answer(call -> Reply.of(200, "<html></html>"));
        assertThat(client.failure(new Scope.Accounts(Set.of(ID)))).isEqualTo(NOT_UNDERSTOOD);
    }

    /** Beyond a day nobody waits for them. */
    @ParameterizedTest
    @ValueSource(strings = {"999999999999999999999", "999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void mayAskForPatienceForEver(String header) {
        app.answer(call -> Reply.empty(429).with("Retry-After", header));
        assertThat(client.disable(ID))
                .isEqualTo(new Outcome.Failed(
                        Failure.of(Kind.THROTTLED, Detail.NONE).after(Duration.ofDays(1))));
    }

    private static Function<StubApp.Call, Reply> group(String members) {
        var group = "{\"id\": \"g\", \"displayName\": \"staff\", \"members\": [" + members + "]}";
        return call -> call.target().contains("filter")
                ? Reply.list(1, "{\"id\": \"g\", \"displayName\": \"staff\"}")
                : Reply.of(200, group);
    }

    private static String user(String id, String userName) {
        return "{\"id\": \"" + id + "\", \"userName\": \"" + userName + "\"}";
    }
}
