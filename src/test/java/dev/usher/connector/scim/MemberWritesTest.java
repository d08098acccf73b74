package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.STAFF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.scim.StubApp.Call;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups that are changed as a whole. */
class MemberWritesTest {
    private static final Outcome PROVED = new Outcome.Agreed(Optional.empty());
    private static final RemoteId ADA = new RemoteId("1");
    private static final RemoteId GRACE = new RemoteId("2");
    private static final String GROUP = """
            {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "id": "g", "displayName": "staff", "colour": "red",
             "members": [{"value": "1", "type": "User"}, {"value": "h", "type": "Group", "display": "others"}],
             "meta": {"version": "W/\\"7\\""}}
            """;

    private interface Act {
        void with(Client client) throws AppFailure;
    }

    private static List<Call> calls(String group, Map<String, Object> settings, Act act) throws AppFailure {
        try (var app = StubApp.answering(call -> {
                    if (!call.method().equals("GET")) {
                        return Reply.empty(204);
                    }
                    return call.target().contains("filter=")
                            ? Reply.list(1, "{\"id\": \"g\", \"displayName\": \"staff\"}")
                            : Reply.of(200, group);
                });
                var client = Client.open(app.endpoint(), "token", settings)) {
            act.with(client);
            return List.copyOf(app.work());
        }
    }

    private static Map<String, Object> written(String how, String... more) {
        var settings = new HashMap<String, Object>(Map.of("members", Map.of("write", how)));
        for (var i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    @Test
    void keepAllElseThatAPutWouldTakeAway() throws AppFailure {
        var calls = calls(GROUP, written("put"), client -> client.add(STAFF, GRACE));

        var put = calls.getLast();
        assertThat(put.method()).isEqualTo("PUT");
        assertThat(put.body())
                .contains("\"colour\":\"red\"", "\"id\":\"g\"")
                .contains(
                        "\"members\":[{\"type\":\"User\",\"value\":\"1\"},{\"display\":\"others\",\"type\":\"Group\",\"value\":\"h\"},{\"value\":\"2\"}]");
        assertThat(put.headers()).doesNotContainKey("if-match");
    }

    @Test
    void inWhichThereAreOthersAreToldOf() throws AppFailure {
        var alone = GROUP.replace(", {\"value\": \"h\", \"type\": \"Group\", \"display\": \"others\"}", "");
        for (var shown :
                Map.of(GROUP, List.of(STAFF), alone, List.<Entitlement>of()).entrySet()) {
            calls(shown.getKey(), Map.of(), client -> {
                var seen = client.members(STAFF);
                assertThat(seen.members).containsExactly(ADA);
                assertThat(seen.nested).isEqualTo(shown.getValue());
            });
        }
    }

    @Test
    void areReplacedByAllWhoAreToBeInThem() throws AppFailure {
        var calls = calls(GROUP, written("replace"), client -> client.remove(STAFF, ADA));

        var patch = calls.getLast();
        assertThat(patch.method()).isEqualTo("PATCH");
        assertThat(patch.body())
                .contains("\"op\":\"replace\",\"path\":\"members\"", "\"value\":\"h\"")
                .doesNotContain("\"value\":\"1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "replace"})
    void areWrittenOnlyAsTheyWereReadWhereVersionsAreUsed(String how) throws AppFailure {
        var calls = calls(GROUP, written(how, "etag", "use"), client -> client.add(STAFF, GRACE));

        assertThat(calls.getLast().headers()).containsEntry("if-match", "W/\"7\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "replace"})
    void areNotWrittenWhereTheReadShowsThatNothingIsToBeChanged(String how) throws AppFailure {
        var calls = calls(GROUP, written(how), client -> {
            assertThat(client.add(STAFF, ADA)).isEqualTo(PROVED);
            assertThat(client.remove(STAFF, GRACE)).isEqualTo(PROVED);
        });

        assertThat(calls).extracting(Call::method).containsOnly("GET");
    }

    @Test
    void letNobodyInWhoAreCalledOtherwiseByNow() throws AppFailure {
        var calls = calls(
                GROUP.replace("staff", "admins"),
                written("put"),
                client -> assertThat(client.add(STAFF, GRACE))
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                failed -> assertThat(failed.why().kind()).isEqualTo(Kind.GONE)));

        assertThat(calls).extracting(Call::method).containsOnly("GET");
    }

    @Test
    void areNotWrittenWithAMemberThatCannotBeRead() throws AppFailure {
        var calls = calls(
                GROUP.replace("\"value\": \"h\"", "\"value\": \"../x\""),
                written("put"),
                client -> assertThat(client.add(STAFF, GRACE)).isInstanceOf(Outcome.Failed.class));

        assertThat(calls).extracting(Call::method).containsOnly("GET");
    }

    /** An app that tells of each account alone shows an empty list to everybody. */
    @Test
    void areNotProvedByAListThatHidesThem() throws AppFailure {
        try (var app = StubApp.answering(call -> call.target().contains("filter=")
                        ? Reply.list(1, "{\"id\": \"g\", \"displayName\": \"staff\"}")
                        : Reply.of(200, "{\"id\": \"g\", \"displayName\": \"staff\", \"members\": []}"));
                var client = Client.open(app.endpoint(), "token", Map.of("members", Map.of("read", "probe")))) {
            assertThat(client.remove(STAFF, ADA)).isEqualTo(new Outcome.Accepted());
        }
    }

    @Test
    void areNeverWrittenAsAWholeWhereNobodyIsShown() throws AppFailure {
        try (var app = StubApp.answering(call -> call.target().contains("filter=")
                        ? Reply.list(1, "{\"id\": \"g\", \"displayName\": \"staff\"}")
                        : Reply.error(501, ""));
                var client = Client.open(app.endpoint(), "token", Map.of("members", Map.of("read", "probe")))) {
            assertThat(client.add(STAFF, ADA)).isInstanceOf(Outcome.Failed.class);
            assertThat(app.work()).extracting(Call::method).containsExactly("GET", "PATCH");
            assertThat(client.session.capabilities().value("members.write")).contains("patch");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\": \"h\", \"displayName\": \"staff\"}", "{\"displayName\": \"staff\"}"})
    void areHeldByNobodyOnTheWordOfAnAppThatIgnoresWhatItIsAsked(String row) throws AppFailure {
        try (var app = StubApp.answering(call -> Reply.list(
                        1,
                        call.target().contains("members%20eq") ? row : "{\"id\": \"g\", \"displayName\": \"staff\"}"));
                var client = Client.open(app.endpoint(), "token", Map.of("members", Map.of("read", "probe")))) {
            assertThat(client.failure(new Scope.Holders(STAFF, Set.of(ADA))).kind())
                    .isEqualTo(Kind.HOSTILE);
        }
    }

    @Test
    void areOthersOnceAProbeShowsAnotherName() throws AppFailure {
        try (var app = StubApp.answering(call -> Reply.list(
                        1,
                        "{\"id\": \"g\", \"displayName\": \""
                                + (call.target().contains("members%20eq") ? "admins" : "staff") + "\"}"));
                var client = Client.open(app.endpoint(), "token", Map.of("members", Map.of("read", "probe")))) {
            assertThat(client.failure(new Scope.Holders(STAFF, Set.of(ADA))).kind())
                    .isEqualTo(Kind.GONE);
        }
    }

    private static Reply probed(Call call, boolean groups) {
        return call.target().contains("members%20eq") || !groups
                ? Reply.error(404, "")
                : Reply.list(1, "{\"id\": \"g\", \"displayName\": \"staff\"}");
    }

    @Test
    void areNotHeldByAnAccountThatTheAppDoesNotHave() throws AppFailure {
        var settings = Map.<String, Object>of("members", Map.of("read", "probe"));
        try (var app = StubApp.answering(call -> probed(call, true));
                var client = Client.open(app.endpoint(), "token", settings)) {
            assertThat(client.see(new Scope.Holders(STAFF, Set.of(ADA))).members)
                    .isEmpty();

            app.answer(call -> probed(call, false));
            assertThat(client.failure(new Scope.Holders(STAFF, Set.of(ADA))).kind())
                    .as("an endpoint that is not there says nothing of accounts")
                    .isEqualTo(Kind.MISCONFIGURED);
        }
    }
}
