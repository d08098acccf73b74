package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.STAFF;
import static dev.usher.connector.scim.Client.delta;
import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Capability;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Kind;
import dev.usher.simulator.LoggedRequest;
import dev.usher.simulator.ScimSimulator;
import dev.usher.simulator.dialect.Activity;
import dev.usher.simulator.dialect.Groups;
import dev.usher.simulator.dialect.Limits;
import dev.usher.simulator.dialect.Quirk;
import dev.usher.simulator.dialect.Updates;
import dev.usher.simulator.dialect.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Accounts live their whole life in apps that speak otherwise, with the settings that such an app needs and no others. */
class SimulatedDialectsTest {
    private static final Map<String, Object> NONE = Map.of();

    /** An app, what is said of it, and what is found out about it. */
    record App(String name, List<Quirk> quirks, Map<String, Object> settings, Map<String, String> learned) {
        private static App of(String name, Map<String, Object> settings, Quirk... quirks) {
            return new App(name, List.of(quirks), settings, Map.of());
        }

        private App teaching(String setting, String value) {
            return new App(name, quirks, settings, Map.of(setting, value));
        }

        ScimSimulator start() {
            return ScimSimulator.builder().plays(quirks.toArray(Quirk[]::new)).start();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<App> apps() {
        return Stream.of(
                App.of("as the RFCs say", NONE),
                App.of("PUT only, and says so", NONE, Updates.NoPatch.announced(501)),
                App.of("PUT only, and says otherwise", NONE, Updates.NoPatch.unannounced(405))
                        .teaching("users.update", "put"),
                App.of("PUT with the id", NONE, Updates.NoPatch.announced(501), Updates.Oddity.PUT_NEEDS_ID),
                App.of(
                        "PUT that merges",
                        Map.of("users", Map.of("update", "merge")),
                        Updates.NoPatch.announced(501),
                        Updates.Put.MERGES),
                App.of(
                        "PUT that merges, and PATCH of active alone",
                        Map.of("users", Map.of("update", "merge"), "active", Map.of("via", "patch")),
                        new Updates.PatchOnlyOf("active"),
                        Updates.Put.MERGES,
                        Activity.Via.PATCH),
                App.of("PATCH without paths", NONE, Updates.Oddity.PATCH_WITHOUT_PATH)
                        .teaching("patch.style", "value"),
                App.of("PATCH of extensions as objects", NONE, Updates.Oddity.EXTENSIONS_AS_OBJECT)
                        .teaching("patch.style", "value"),
                App.of("PATCH without filters", NONE, Updates.Oddity.NO_VALUE_FILTERS)
                        .teaching("patch.valueFilters", "false"),
                App.of("active as text", Map.of("active", Map.of("type", "string")), Values.ActiveType.TEXT),
                App.of("application/json alone", NONE, Values.MediaType.JSON).teaching("mediaType", "json"),
                App.of("one primary e-mail", Map.of("emails", "primary"), Values.Oddity.ONE_PRIMARY_EMAIL),
                App.of(
                        "no e-mail types",
                        Map.of("emails", "untyped"),
                        new Values.NotInSchema("emails.type", "emails.primary"),
                        Values.Unknown.REFUSED),
                App.of(
                        "disabled by DELETE",
                        Map.of("active", Map.of("via", "delete"), "delete", Map.of("means", "forbidden")),
                        Activity.Via.DELETE,
                        Activity.Deletion.DISABLES),
                App.of(
                        "members removed by values",
                        Map.of("members", Map.of("remove", "values")),
                        Groups.MembersChanged.REMOVED_BY_VALUES),
                App.of("members removed by values, which nobody said", NONE, Groups.MembersChanged.REMOVED_BY_VALUES)
                        .teaching("members.remove", "values"),
                App.of("members removed by filter", NONE, Groups.MembersChanged.VALUES_IGNORED),
                App.of(
                        "members replaced as a whole",
                        Map.of("members", Map.of("write", "replace")),
                        Groups.MembersChanged.BY_REPLACE),
                App.of(
                        "groups changed by PUT",
                        Map.of("members", Map.of("write", "put")),
                        Groups.MembersChanged.BY_PUT),
                App.of("groups changed by PUT, which nobody said", NONE, Groups.MembersChanged.BY_PUT)
                        .teaching("members.write", "put"),
                App.of("members shown on request", NONE, Groups.MembersShown.ON_REQUEST),
                App.of(
                        "members shown on request, of an app that is not asked",
                        Map.of("members", Map.of("read", "request"), "discovery", "never"),
                        Groups.MembersShown.ON_REQUEST),
                App.of(
                                "members shown on request, groups changed by PUT",
                                NONE,
                                Groups.MembersShown.ON_REQUEST,
                                Groups.MembersChanged.BY_PUT)
                        .teaching("members.write", "put"),
                App.of(
                        "members told to a probe",
                        Map.of("members", Map.of("read", "probe")),
                        Groups.MembersShown.BY_PROBE,
                        Groups.Oddity.NO_WHOLE_MEMBERS,
                        new Groups.MaxMembers(100, 400)),
                App.of("members twice", NONE, Groups.Oddity.DUPLICATE_MEMBERS),
                App.of("members that nobody knows", NONE, Groups.UnknownMembers.STORED));
    }

    @ParameterizedTest
    @MethodSource("apps")
    void anAccountLivesItsWholeLife(App app) throws AppFailure {
        try (var simulator = app.start();
                var client = Client.open(simulator.endpoint(), simulator.token(), app.settings())) {
            simulator.addGroup("staff");
            var id = joins(client);
            moves(client, id);
            isInAGroupForAWhile(client, id);
            leavesAndReturns(client, id);
            isDeletedWhereThatMayBe(client, id);

            var found = new TreeMap<String, String>();
            client.session.capabilities().all().stream()
                    .filter(capability -> capability.origin() == Capability.Origin.learned)
                    .forEach(capability -> found.put(capability.name(), capability.value()));
            assertThat(found).isEqualTo(app.learned());
        }
    }

    private static RemoteId joins(Client client) throws AppFailure {
        agrees(client.create(desired(
                "e-1", "ada", "email", "a@x.org", "title", "Countess", "givenName", "Ada", "department", "Maths")));
        return client.find("e-1", "ada").accounts.getFirst().id();
    }

    private static void moves(Client client, RemoteId id) throws AppFailure {
        agrees(client.update(id, delta("email", "b@x.org", "givenName", "Augusta", "department", "Engines")));
        agrees(client.update(id, delta("title", "")));

        var values = read(client, id).attributes();
        assertThat(values.get("email")).contains("b@x.org");
        assertThat(values.get("givenName")).contains("Augusta");
        assertThat(values.get("department")).contains("Engines");
        assertThat(values.get("title")).isEmpty();
        assertThat(values.userName()).isEqualTo("ada");
    }

    private static void isInAGroupForAWhile(Client client, RemoteId id) throws AppFailure {
        agrees(client.add(STAFF, id));
        assertThat(holders(client, id)).containsExactly(id);
        agrees(client.remove(STAFF, id));
        assertThat(holders(client, id)).isEmpty();
    }

    private static List<RemoteId> holders(Client client, RemoteId id) throws AppFailure {
        return client.see(new Scope.Holders(STAFF, Set.of(id))).members;
    }

    private static void leavesAndReturns(Client client, RemoteId id) throws AppFailure {
        agrees(client.disable(id));
        assertThat(read(client, id).active()).isFalse();
        agrees(client.enable(id));
        assertThat(read(client, id).active()).isTrue();
    }

    private static void isDeletedWhereThatMayBe(Client client, RemoteId id) throws AppFailure {
        var outcome = client.delete(id);
        if (client.session.capabilities().value("delete.means").equals(Optional.of("forbidden"))) {
            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
            assertThat(client.read(id).accounts).hasSize(1);
        } else {
            agrees(outcome);
            assertThat(client.read(id).absent).containsExactly(id);
        }
    }

    private static void agrees(Outcome outcome) {
        assertThat(outcome).isInstanceOfAny(Outcome.Agreed.class, Outcome.Accepted.class);
    }

    private static Account read(Client client, RemoteId id) throws AppFailure {
        return client.read(id).accounts.getFirst();
    }

    @Test
    void ofAnAppThatToldItToAProbeNobodyAsksWhoElseIsInAGroup() throws AppFailure {
        try (var simulator = ScimSimulator.builder()
                        .plays(Groups.MembersShown.BY_PROBE)
                        .start();
                var client = Client.open(
                        simulator.endpoint(), simulator.token(), Map.of("members", Map.of("read", "probe")))) {
            simulator.addGroup("staff");
            var ada = new RemoteId(simulator.addUser("ada"));
            var bob = new RemoteId(simulator.addUser("bob"));
            simulator.addMember("staff", "ada");

            assertThat(client.see(new Scope.Holders(STAFF, Set.of(ada, bob))).members)
                    .containsExactly(ada);
            assertThat(client.failure(new Scope.Members(STAFF)).kind()).isEqualTo(Kind.UNSUPPORTED);
            assertThat(client.remove(STAFF, bob))
                    .as("refused, since he is not in it, and proved by a probe")
                    .isEqualTo(new Outcome.Agreed(Optional.empty()));
        }
    }

    @Test
    void aGroupIsMadeWithoutMembersWhichSomeAppsAskFor() throws AppFailure {
        try (var simulator = ScimSimulator.builder()
                        .plays(Groups.Oddity.CREATED_WITHOUT_MEMBERS)
                        .start();
                var client = Client.open(simulator.endpoint(), simulator.token())) {
            var id = new RemoteId(simulator.addUser("ada"));

            agrees(client.define(STAFF));
            agrees(client.add(STAFF, id));

            assertThat(client.members(STAFF).members).containsExactly(id);
        }
    }

    @Test
    void aRemovalThatIsAnsweredAndNotDoneIsNotBelieved() throws AppFailure {
        try (var simulator = ScimSimulator.builder()
                        .plays(Groups.MembersChanged.VALUES_IGNORED)
                        .start();
                var client = Client.open(
                        simulator.endpoint(), simulator.token(), Map.of("members", Map.of("remove", "values")))) {
            simulator.addGroup("staff");
            var id = new RemoteId(simulator.addUser("ada"));
            client.add(STAFF, id);

            assertThat(client.remove(STAFF, id)).isEqualTo(new Outcome.Accepted());
            assertThat(client.members(STAFF).members).containsExactly(id);
        }
    }

    @Test
    void whetherMembersAreHiddenIsKnownBeforeAnyGroupIsRead() throws AppFailure {
        for (var shown : Groups.MembersShown.values()) {
            try (var simulator = ScimSimulator.builder().plays(shown).start();
                    var client = Client.open(simulator.endpoint(), simulator.token())) {
                var before = client.session.capabilities();
                simulator.addGroup("staff");
                simulator.addUser("ada");
                client.members(STAFF);
                simulator.addMember("staff", "ada");
                client.members(STAFF);

                assertThat(client.session.capabilities()).as("of %s", shown).isSameAs(before);
                assertThat(simulator.requests().stream()
                                .map(LoggedRequest::path)
                                .filter(path -> path.endsWith(":core:2.0:Group")))
                        .as("asked at the start, and once")
                        .hasSize(1);
            }
        }
    }

    @Test
    void anAppWithoutGroupsIsNotAskedOfThem() throws AppFailure {
        try (var simulator = ScimSimulator.start();
                var client = Client.open(
                        simulator.endpoint(), simulator.token(), Map.of("groups", Map.of("supported", false)))) {
            client.session.ping();

            assertThat(simulator.requests()).extracting(LoggedRequest::path).noneMatch(path -> path.endsWith(":Group"));
        }
    }

    @Test
    void aRefusalThatMeansThatNoSeatIsLeftIsToldApart() throws AppFailure {
        try (var simulator = ScimSimulator.builder()
                        .plays(new Limits.Seats(1, 403, "limitReached"))
                        .start();
                var client = Client.open(
                        simulator.endpoint(), simulator.token(), Map.of("seats", List.of("403/limitReached")))) {
            agrees(client.create(desired("e-1", "ada")));

            assertThat(client.create(desired("e-2", "bob")))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.why().kind()).isEqualTo(Kind.SEATS_EXHAUSTED));
        }
    }
}
