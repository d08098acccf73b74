package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.STAFF;
import static dev.usher.connector.scim.Client.delta;
import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.Wire;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What apps do that the RFCs do not say. */
class OddAppsTest {
    private static final RemoteId ID = new RemoteId("7");
    private static final String ADA = user("7", "ada");
    private static final Failure NOT_UNDERSTOOD = Failure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD);
    private static final Failure TRUNCATED = Failure.of(Kind.TRUNCATED, Detail.NONE);

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

    @Test
    void takeNoRowForAMatchThatDoesNotMatch() throws AppFailure {
        app.answer(call -> Reply.list(2, user("1", "root"), user("2", "grace")));
        assertThat(client.find("e-1", "ada").accounts).isEmpty();
        assertThat(client.find("e-1", "Grace").accounts).extracting(Account::id).containsExactly(new RemoteId("2"));
        assertThat(app.work()).hasSize(4);
    }

    @Test
    void makeALookUpFailIfTheyIgnoreItAndDoNotShowAll() {
        app.answer(call -> Reply.list(5000, user("1", "root")));
        assertThat(Client.failure(() -> client.find("e-1", "ada"))).isEqualTo(TRUNCATED);
    }

    @Test
    void makeALookUpFailIfTheyRefuseTheFilterAndDoNotShowAllEither() {
        app.answer(call -> Reply.error(400, "invalidFilter"));
        assertThat(Client.failure(() -> client.find("e-1", "ada")))
                .isEqualTo(Failure.of(Kind.MISCONFIGURED, Detail.STATUS, "400"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>log in</html>",
                "[]",
                "{\"message\": \"hello\"}",
                "{\"totalResults\": 1, \"Resources\": [{}]}"
            })
    void makeAReadFailIfTheyAnswerNonsense(String body) {
        app.answer(call -> Reply.of(200, body));
        assertThat(Client.failure(() -> client.read(ID))).isEqualTo(NOT_UNDERSTOOD);
        assertThat(Client.failure(() -> client.find("e-1", "ada"))).isEqualTo(NOT_UNDERSTOOD);
        assertThat(client.failure(new Scope.All())).isEqualTo(NOT_UNDERSTOOD);
    }

    @Test
    void makeAReadFailIfTheyShowAnotherAccount() {
        app.answer(call -> Reply.of(200, user("8", "ada")));
        assertThat(Client.failure(() -> client.read(ID))).isEqualTo(NOT_UNDERSTOOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../Groups/1", " "})
    void makeAReadFailIfTheyGiveIdsThatLeadElsewhere(String id) {
        app.answer(call -> Reply.list(1, user(id, "ada")));
        assertThat(Client.failure(() -> client.find("e-1", "ada"))).isEqualTo(NOT_UNDERSTOOD);
    }

    @Test
    void leaveAWriteOpenThatTheyAnswerWithNonsense() {
        app.answer(call -> Reply.of(200, "<html>log in</html>"));
        var open = new Outcome.Ambiguous(NOT_UNDERSTOOD, Client.OPEN_UNTIL);
        assertThat(client.create(desired("e-1", "ada"))).isEqualTo(open);
        assertThat(client.disable(ID)).isEqualTo(open);
        assertThat(client.delete(ID)).isEqualTo(new Outcome.Accepted());
    }

    @Test
    void proveNothingByAnAnswerThatShowsNotTheWholeAccountThatWasMeant() {
        for (var body : List.of("", "{}", "{\"id\": \"7\"}", user("8", "ada"), "{\"userName\": \"ada\"}")) {
            app.answer(call -> Reply.of(200, body));
            assertThat(client.disable(ID)).as(body).isEqualTo(new Outcome.Accepted());
        }
        app.answer(call -> Reply.of(200, ADA));
        assertThat(client.disable(ID)).isInstanceOf(Outcome.Agreed.class);
        app.answer(call -> Reply.empty(201));
        assertThat(client.create(desired("e-1", "ada"))).isEqualTo(new Outcome.Accepted());
    }

    @Test
    void areBelievedThatAnAccountIsAbsentIfTheySpeakScim() throws AppFailure {
        app.answer(call -> Reply.error(404, ""));
        assertThat(client.read(ID).absent).containsExactly(ID);
        assertThat(app.work()).hasSize(1);
    }

    @Test
    void areBelievedWithoutWordsIfTheListIsThere() throws AppFailure {
        app.answer(call -> call.target().contains("startIndex") ? Reply.list(1, ADA) : Reply.empty(404));
        assertThat(client.read(ID).absent).containsExactly(ID);
    }

    @Test
    void areNotBelievedIfNothingButAProxyAnswers() {
        app.answer(call -> Reply.of(404, "<html>no such host</html>"));
        assertThat(Client.failure(() -> client.read(ID)))
                .isEqualTo(Failure.of(Kind.MISCONFIGURED, Detail.STATUS, "404"));
    }

    @Test
    void makeAListFailThatStopsBeforeItsEnd() {
        app.answer(call -> call.target().contains("startIndex=1&") ? Reply.list(3, ADA) : Reply.list(3));
        assertThat(client.failure(new Scope.All())).isEqualTo(TRUNCATED);
    }

    @Test
    void makeAListFailThatShowsOnePageAgainAndAgain() {
        app.answer(call -> Reply.list(3, ADA));
        assertThat(client.failure(new Scope.All())).isEqualTo(TRUNCATED);
        assertThat(app.work()).hasSize(2);
    }

    @Test
    void makeAListFailThatShowsAnAccountTwiceAndAnotherOneNever() {
        app.answer(call -> switch (call.target().replaceAll(".*startIndex=(\\d+).*", "$1")) {
            case "1" -> Reply.list(4, user("1", "ada"), user("2", "bob"));
            case "3" -> Reply.list(4, user("2", "bob"), user("3", "cleo"));
            default -> Reply.list(4);
        });
        assertThat(client.failure(new Scope.All())).isEqualTo(TRUNCATED);
    }

    /** Whoever was on the second page may have moved to the first one, which was read. */
    @Test
    void makeAListFailThatBecomesShorterWheneverItIsRead() {
        app.answer(call -> call.target().contains("startIndex=1&")
                ? Reply.list(4, user("1", "ada"), user("2", "bob"))
                : Reply.list(3, user("3", "cleo")));
        assertThat(client.failure(new Scope.All())).isEqualTo(TRUNCATED);
        assertThat(app.work()).hasSize(4);
    }

    @Test
    void mayGiveFewerRowsThanAskedFor() throws AppFailure {
        app.answer(call -> {
            var start = Integer.parseInt(call.target().replaceAll(".*startIndex=(\\d+).*", "$1"));
            var rows = IntStream.range(start, Math.min(start + 2, 6))
                    .mapToObj(i -> user("" + i, "user-" + i))
                    .toArray(String[]::new);
            return Reply.list(5, rows);
        });
        assertThat(client.see(new Scope.All()).accounts).hasSize(5);
        assertThat(app.work())
                .extracting(StubApp.Call::target)
                .containsExactly(
                        "/v2/Users?startIndex=1&count=100",
                        "/v2/Users?startIndex=3&count=100",
                        "/v2/Users?startIndex=5&count=100");
    }

    @Test
    void areNotBelievedToHaveMadeAnAccountDisabledIfTheyDoNotSaySo() {
        app.answer(call -> Reply.of(201, ADA));
        var enabled = desired("e-1", "ada");

        var outcome =
                client.create(new Desired(enabled.identity(), enabled.attributes(), enabled.entitlements(), false));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Agreed.class,
                        agreed -> assertThat(agreed.read())
                                .hasValueSatisfying(
                                        account -> assertThat(account.active()).isTrue()));
    }

    @Test
    void mayCallAnAccountInactiveInAText() throws AppFailure {
        app.answer(call -> Reply.of(200, "{\"id\": 7, \"USERNAME\": \"ada\", \"active\": \"False\"}"));
        assertThat(client.read(ID).accounts).extracting(Account::active).containsExactly(false);
    }

    @Test
    void haveNoVersionsUnlessTheySaySo() throws AppFailure {
        app.answer(call ->
                Reply.of(200, "{\"id\": \"7\", \"userName\": \"ada\", \"meta\": {\"version\": \"W/\\\"1\\\"\"}}"));
        assertThat(client.read(ID).accounts).extracting(Account::version).containsExactly(Optional.empty());
        client.apply(new Change.Update(client.item(), ID, delta("displayName", "x"), Optional.of("W/\"1\"")));
        assertThat(app.work().getLast().headers()).doesNotContainKey("if-match");
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, /v2/Users/a%2Fb",
        "x.y, /v2/Users/x.y",
        "uid=7;a?b#c, /v2/Users/uid%3D7%3Ba%3Fb%23c",
        "50%, /v2/Users/50%25"
    })
    void mayHaveAnyIdWhichStaysOneSegment(String id, String target) throws AppFailure {
        app.answer(call -> Reply.of(200, user(id, "ada")));
        assertThat(client.read(new RemoteId(id)).accounts).hasSize(1);
        assertThat(app.work().getLast().target()).isEqualTo(target);
    }

    @Test
    void areNeverAskedForAnIdThatLeadsElsewhere() {
        for (var id : List.of("..", ".", "../Groups/1", "a/../../Groups/1")) {
            var account = new RemoteId(id);
            assertThat(Client.failure(() -> client.read(account))).isEqualTo(NOT_UNDERSTOOD);
            assertThat(client.delete(account)).isEqualTo(new Outcome.Failed(NOT_UNDERSTOOD));
            assertThat(client.disable(account)).isEqualTo(new Outcome.Failed(NOT_UNDERSTOOD));
            assertThat(client.update(account, delta("displayName", "x"))).isEqualTo(new Outcome.Failed(NOT_UNDERSTOOD));
        }
        assertThat(app.work()).isEmpty();
    }

    @Test
    void getCredentialsAndACorrelationWithEveryRequest() throws AppFailure {
        app.answer(call -> Reply.list(0));
        client.session.ping();
        client.create(desired("e-1", "ada"));
        assertThat(app.calls).hasSize(4).allSatisfy(call -> {
            assertThat(call.headers())
                    .containsEntry("authorization", "Bearer token")
                    .containsEntry("x-correlation-id", RecordingWire.CORRELATION);
            assertThat(call.headers().get("accept")).startsWith("application/scim+json");
        });
        assertThat(app.calls.getLast().headers()).containsEntry("content-type", "application/scim+json");
        assertThat(client.wire.ops).hasSize(4);
    }

    @Test
    void areNotFollowedElsewhere() {
        app.answer(call -> Reply.empty(307).with("Location", app.endpoint() + "/elsewhere"));
        var redirected = Failure.of(Kind.MISCONFIGURED, Detail.REDIRECTED);
        assertThat(Client.failure(() -> client.read(ID))).isEqualTo(redirected);
        assertThat(client.create(desired("e-1", "ada"))).isEqualTo(new Outcome.Failed(redirected));
        assertThat(app.work()).extracting(StubApp.Call::target).containsExactly("/v2/Users/7", "/v2/Users");
    }

    @Test
    void mayAskForPatienceByDate() {
        app.answer(call -> Reply.empty(429).with("Retry-After", "Mon, 02 Nov 2026 08:00:42 GMT"));
        assertThat(client.disable(ID))
                .isEqualTo(new Outcome.Failed(
                        Failure.of(Kind.THROTTLED, Detail.NONE).after(Duration.ofSeconds(42))));
        assertThat(client.wire.hints).hasSize(1);
    }

    @Test
    void mayAskForPatienceWhileTheyAreUnavailable() {
        app.answer(call -> Reply.empty(503).with("Retry-After", "5"));
        assertThat(Client.failure(client.session::ping))
                .isEqualTo(Failure.of(Kind.UNREACHABLE, Detail.STATUS, "503").after(Duration.ofSeconds(5)));
        assertThat(client.wire.hints).containsExactly(new Wire.RateHint.Refused(Optional.of(Duration.ofSeconds(5))));
    }

    @Test
    void maySayWithARefusalWhenTheyTakeRequestsAgain() {
        app.answer(call -> Reply.empty(429).with("X-RateLimit-Reset", "9"));
        assertThat(client.disable(ID))
                .isEqualTo(new Outcome.Failed(
                        Failure.of(Kind.THROTTLED, Detail.NONE).after(Duration.ofSeconds(9))));
    }

    @Test
    void mayTakeNoMoreForNow() throws AppFailure {
        app.answer(call -> Reply.list(0).with("X-RateLimit-Remaining", "0").with("X-RateLimit-Reset", "9"));
        client.session.ping();
        assertThat(client.wire.hints).containsExactly(new Wire.RateHint.UsedUp(Duration.ofSeconds(9)));
    }

    @Test
    void neverGetTheirWordsIntoAFailure() {
        for (var status : List.of(400, 401, 403, 404, 409, 412, 413, 429, 500, 501, 503)) {
            app.answer(call -> Reply.error(status, "SECRET TYPE"));
            for (var outcome : List.of(
                    client.create(desired("e-1", "ada")),
                    client.disable(ID),
                    client.delete(ID),
                    client.add(STAFF, ID))) {
                assertThat(outcome.toString()).doesNotContain("SECRET");
            }
        }
    }

    @Test
    void mayConflictForReasonsOfTheirOwn() {
        app.answer(call -> Reply.error(409, ""));
        var stale = new Outcome.Failed(Failure.of(Kind.STALE, Detail.NONE));
        assertThat(client.disable(ID)).isEqualTo(stale);
        assertThat(client.delete(ID)).isEqualTo(stale);
        assertThat(client.update(ID, delta("displayName", "x"))).isEqualTo(stale);
        assertThat(client.update(ID, delta("userName", "x"))).isEqualTo(new Outcome.Exists(List.of()));
        app.answer(call -> Reply.error(409, "uniqueness"));
        assertThat(client.update(ID, delta("email", "x")))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.REJECTED, Detail.ATTRIBUTES, "email")));
    }

    @Test
    void mayHideWhoIsInTheWay() {
        app.answer(call -> call.method().equals("POST") ? Reply.of(409, "taken") : Reply.list(0));
        assertThat(client.create(desired("e-1", "ada"))).isEqualTo(new Outcome.Exists(List.of()));
        app.answer(call -> call.method().equals("POST") ? Reply.empty(409) : Reply.error(400, ""));
        assertThat(client.create(desired("e-1", "ada"))).isEqualTo(new Outcome.Exists(List.of()));
        app.answer(call -> call.method().equals("POST") ? Reply.empty(409) : Reply.empty(503));
        assertThat(client.create(desired("e-1", "ada")))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.UNREACHABLE, Detail.STATUS, "503")));
    }

    @Test
    void mayPutGroupsIntoGroupsAndNonsenseWhereMembersBelong() throws AppFailure {
        var members = "{\"value\": \"7\"}, {\"value\": \"g-1\", \"type\": \"group\"},"
                + " {\"value\": \"g-2\", \"$ref\": \"https://x/v2/Groups/g-2\"}";
        app.answer(group(members));
        assertThat(client.members(STAFF).members).containsExactly(ID);
        for (var nonsense : List.of("7", "{}", "{\"value\": \"..\"}")) {
            app.answer(group(members + "," + nonsense));
            assertThat(client.failure(new Scope.Members(STAFF))).as(nonsense).isEqualTo(NOT_UNDERSTOOD);
        }
    }

    @Test
    void mayFindAnotherGroupThanTheOneThatWasAskedFor() {
        app.answer(call -> Reply.list(1, "{\"id\": \"g\", \"displayName\": \"admins\"}"));
        assertThat(client.failure(new Scope.Members(STAFF)).kind()).isEqualTo(Kind.GONE);
        assertThat(client.add(STAFF, ID))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.GONE, Detail.ENTITLEMENT, "group staff")));
        assertThat(app.work()).extracting(StubApp.Call::method).containsOnly("GET");
    }

    @Test
    void proveThoseMembershipsThatTheirAnswerShows() {
        app.answer(call -> call.method().equals("GET")
                ? Reply.list(1, "{\"id\": \"g\", \"displayName\": \"staff\"}")
                : Reply.of(
                        200,
                        "{\"id\": \"g\", \"displayName\": \"staff\","
                                + " \"members\": [{\"value\": \"7\"}, {\"value\": \"9\"}]}"));
        var proved = new Outcome.Agreed(Optional.empty());
        var entered = new Change.Member(client.item(), ID);
        var ignored = new Change.Member(client.item(), new RemoteId("8"));
        var left = new Change.Member(client.item(), new RemoteId("10"));
        var stayed = new Change.Member(client.item(), new RemoteId("9"));
        assertThat(client.applyAll(new Change.Members(STAFF, List.of(entered, ignored), List.of(left, stayed))))
                .containsEntry(entered.id(), proved)
                .containsEntry(ignored.id(), new Outcome.Accepted())
                .containsEntry(left.id(), proved)
                .containsEntry(stayed.id(), new Outcome.Accepted());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"id\": \"h\", \"displayName\": \"staff\"",
                "\"id\": \"g\", \"displayName\": \"admins\"",
                "\"id\": \"g\""
            })
    void proveNoMembershipByAnotherGroup(String shown) {
        app.answer(call -> call.method().equals("GET")
                ? Reply.list(1, "{\"id\": \"g\", \"displayName\": \"staff\"}")
                : Reply.of(200, "{" + shown + ", \"members\": [{\"value\": \"7\"}]}"));
        assertThat(client.add(STAFF, ID)).isEqualTo(new Outcome.Accepted());
    }

    /** Then it takes a look-up each time to tell whose members these are. */
    @Test
    void mayNotSayWhatAGroupIsCalledThatIsReadByItsId() throws AppFailure {
        app.answer(call -> call.target().contains("filter")
                ? Reply.list(1, "{\"id\": \"g\", \"displayName\": \"staff\"}")
                : Reply.of(200, "{\"id\": \"g\", \"members\": [{\"value\": \"7\"}]}"));
        client.add(STAFF, ID);
        assertThat(client.members(STAFF).members).containsExactly(ID);
        assertThat(client.add(STAFF, new RemoteId("8"))).isEqualTo(new Outcome.Accepted());
        assertThat(app.work()).extracting(StubApp.Call::method).containsExactly("GET", "PATCH", "GET", "GET", "PATCH");
        assertThat(app.work().getLast().body()).doesNotContain("remove");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"value\": \"1\", \"display\": \"staff\", \"type\": \"direct\"}]|staff",
                "[{\"value\": \"1\", \"display\": \"staff\", \"type\": \"Direct\"}]|staff",
                "[{\"value\": \"1\", \"display\": \"staff\"}, {\"value\": \"2\"}]|staff",
                "[{\"value\": \"1\", \"display\": \"staff\", \"type\": \"indirect\"}]|",
                "[{\"value\": \"1\", \"display\": \" \"}]|",
                "[]|",
                "null|"
            })
    void showInGroupsOnlyThoseOfTheAccountItselfThatHaveAName(String groups, @Nullable String name) throws AppFailure {
        app.answer(call -> Reply.of(200, "{\"id\": \"7\", \"userName\": \"ada\", \"groups\": " + groups + "}"));

        assertThat(client.read(ID).accounts)
                .extracting(Account::entitlements)
                .containsExactly(Optional.of(name == null ? Set.of() : Set.of(new Entitlement("group", name))));
    }

    @Test
    void tellNothingOfGroupsInAListThatLeavesThemOutOrInWhatIsNoGroup() throws AppFailure {
        app.answer(call -> Reply.list(1, ADA));
        assertThat(client.find("e-1", "ada").accounts)
                .extracting(Account::entitlements)
                .containsOnly(Optional.empty());

        app.answer(call -> Reply.of(200, "{\"id\": \"7\", \"userName\": \"ada\", \"groups\": [\"staff\"]}"));
        assertThat(client.read(ID).accounts).extracting(Account::entitlements).containsOnly(Optional.empty());
    }

    private static Function<StubApp.Call, Reply> group(String members) {
        var group = "{\"id\": \"g\", \"displayName\": \"staff\", \"members\": [" + members + "]}";
        return call -> call.target().contains("filter") ? Reply.list(1, group) : Reply.of(200, group);
    }

    private static String user(String id, String userName) {
        return "{\"id\": \"" + id + "\", \"userName\": \"" + userName + "\"}";
    }
}
