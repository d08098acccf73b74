package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.STAFF;
import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Capability;
import dev.usher.connector.Capability.Origin;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.simulator.ScimSimulator;
import dev.usher.simulator.dialect.LookUps.FilterOn;
import dev.usher.simulator.dialect.LookUps.NoFilter;
import dev.usher.simulator.dialect.LookUps.Oddity;
import dev.usher.simulator.dialect.Quirk;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Accounts and groups are found in apps that take few filters, or none. */
class LookUpsTest {
    private static final String FILTERS = "filter.attributes";

    record App(String name, List<Quirk> quirks, Map<String, Object> settings, Capability filters) {
        private static App of(
                String name, Map<String, Object> settings, String filters, Origin origin, Quirk... quirks) {
            return new App(name, List.of(quirks), settings, new Capability(FILTERS, filters, origin));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<App> apps() {
        return Stream.of(
                App.of("every filter", Map.of(), "externalId,userName,displayName", Origin.defaulted),
                App.of("none, and says so", Map.of(), "", Origin.discovered, NoFilter.announced(501)),
                App.of("none, answering 501", Map.of(), "userName", Origin.learned, NoFilter.unannounced(501)),
                App.of("none, answering 400", Map.of(), "userName", Origin.learned, NoFilter.unannounced(400)),
                App.of("by user name only", Map.of(), "userName", Origin.learned, FilterOn.orRefused("userName")),
                App.of("passes filters over", Map.of(), "userName", Origin.learned, Oddity.FILTER_IGNORED),
                App.of(
                        "as somebody said",
                        Map.of("filter", Map.of("attributes", List.of())),
                        "",
                        Origin.spec,
                        NoFilter.unannounced(400)));
    }

    @ParameterizedTest
    @MethodSource("apps")
    void somebodyIsFoundAmongManyAndNobodyElse(App app) throws AppFailure {
        try (var simulator = ScimSimulator.builder()
                        .pageCap(2)
                        .plays(app.quirks().toArray(Quirk[]::new))
                        .start();
                var client = Client.open(simulator.endpoint(), simulator.token(), app.settings())) {
            for (var number = 1; number <= 5; number++) {
                simulator.addUser("user" + number);
                simulator.addGroup("group" + number);
            }
            simulator.addGroup("staff");
            assertThat(client.find("e-1", "ada").accounts).isEmpty();
            assertThat(client.create(desired("e-1", "ada"))).isInstanceOf(Outcome.Agreed.class);

            assertThat(client.find("e-1", "somebody").accounts)
                    .extracting(LookUpsTest::name)
                    .containsExactly("ada");
            assertThat(client.find("e-9", "USER4").accounts)
                    .extracting(LookUpsTest::name)
                    .containsExactly("user4");
            assertThat(client.find("e-9", "nobody").accounts).isEmpty();
            assertThat(client.failure(new Scope.Members(new Entitlement("group", "nothing")))
                            .kind())
                    .isEqualTo(Kind.GONE);
            var ada = client.find("e-1", "ada").accounts.getFirst().id();
            client.add(STAFF, ada);
            assertThat(client.members(STAFF).members).containsExactly(ada);
            assertThat(client.session.capabilities().all()).contains(app.filters());
        }
    }

    private static String name(Account account) {
        return account.attributes().userName();
    }

    @Test
    void aRefusedFilterIsNotAskedForAgain() throws AppFailure {
        try (var app = StubApp.answering(call -> call.target().contains("filter")
                        ? Reply.error(400, "invalidFilter")
                        : Reply.list(2, user("1", "ada"), user("2", "bob")));
                var client = Client.open(app.endpoint(), "token")) {
            assertThat(client.find("e-1", "bob").accounts)
                    .extracting(Account::id)
                    .containsExactly(new RemoteId("2"));
            assertThat(client.find("e-1", "ada").accounts)
                    .extracting(Account::id)
                    .containsExactly(new RemoteId("1"));

            assertThat(app.work())
                    .extracting(StubApp.Call::target)
                    .filteredOn(to -> to.contains("filter"))
                    .hasSize(1);
        }
    }

    @Test
    void aRefusedFilterIsNotDoneWithoutBeforeEverybodyWasShown() throws AppFailure {
        try (var app = StubApp.answering(call -> call.target().contains("filter")
                        ? Reply.error(400, "invalidFilter")
                        : Reply.list(2, user("1", "ada")));
                var client = Client.open(app.endpoint(), "token")) {
            assertThat(Client.failure(() -> client.find("e-1", "ada")).kind()).isEqualTo(Kind.TRUNCATED);

            assertThat(client.session.capabilities().value(FILTERS)).contains("externalId,userName,displayName");
        }
    }

    /** Some apps refuse a filter for the letters in it. */
    @Test
    void aFilterThatIsRefusedForItsValueIsAskedForAgain() throws AppFailure {
        try (var app = StubApp.answering(call -> call.target().contains("filter")
                        ? Reply.error(400, "invalidFilter")
                        : Reply.list(1, user("1", "José")));
                var client = Client.open(app.endpoint(), "token")) {
            var keys = List.<Scope.Key>of(new Scope.Key.UserName("José"));
            assertThat(client.see(new Scope.Matching(keys)).accounts).hasSize(1);

            assertThat(client.session.capabilities().all())
                    .contains(new Capability(FILTERS, "externalId,userName,displayName", Origin.defaulted));
        }
    }

    @Test
    void whatIsRefusedOtherwiseThanForTheFilterIsAFailure() throws AppFailure {
        try (var app = StubApp.answering(call ->
                        call.target().contains("filter") ? Reply.error(400, "") : Reply.list(1, user("1", "ada")));
                var client = Client.open(app.endpoint(), "token")) {
            assertThat(Client.failure(() -> client.find("e-1", "ada")))
                    .isEqualTo(Failure.of(Kind.REJECTED, Detail.ATTRIBUTES, "externalId"));
        }
    }

    @Test
    void allThatHaveOneKeyAreReadThoughAPageHasNotAll() throws AppFailure {
        try (var app = StubApp.answering(call -> call.target().contains("filter")
                        ? Reply.list(2, user("1", "ada"))
                        : Reply.list(3, user("1", "ada"), user("2", "bob"), user("3", "Ada")));
                var client = Client.open(app.endpoint(), "token")) {
            var keys = List.<Scope.Key>of(new Scope.Key.UserName("ada"));
            assertThat(client.see(new Scope.Matching(keys)).accounts)
                    .extracting(Account::id)
                    .containsExactly(new RemoteId("1"), new RemoteId("3"));
            assertThat(client.session.capabilities().value(FILTERS)).contains("externalId,userName,displayName");
        }
    }

    private static Reply unlessFiltered(StubApp.Call call, Reply list, Reply found) {
        return call.target().contains("filter") ? found : list;
    }

    private static String filters(StubApp app) {
        return app.work().stream()
                .map(call -> call.target().contains("filter") ? "filter" : "list")
                .collect(Collectors.joining(" "));
    }

    private static List<Account> named(Client client, String userName) throws AppFailure {
        return client.see(new Scope.Matching(List.of(new Scope.Key.UserName(userName)))).accounts;
    }

    /** Whoever is there is shown by the same filter, so that the others are not there. */
    @Test
    void nobodyIsFoundWhereTheAppSays404OfThemAndShowsSomebodyElse() throws AppFailure {
        try (var app = StubApp.answering(call -> unlessFiltered(
                        call,
                        Reply.list(5, user("1", "J. R."), user("2", "bob")),
                        call.target().contains("bob") ? Reply.list(1, user("2", "bob")) : Reply.error(404, "")));
                var client = Client.open(app.endpoint(), "token")) {
            assertThat(named(client, "ada")).isEmpty();
            assertThat(filters(app)).isEqualTo("filter list filter");

            assertThat(named(client, "eve")).isEmpty();
            assertThat(filters(app)).as("it is still there").isEqualTo("filter list filter filter list");
            assertThat(named(client, "bob")).extracting(Account::id).containsExactly(new RemoteId("2"));
        }
    }

    @Test
    void oneWhoWasFoundIsEnoughOfAProof() throws AppFailure {
        try (var app = StubApp.answering(call -> unlessFiltered(
                        call,
                        Reply.list(5, user("1", "eve")),
                        call.target().contains("bob") ? Reply.list(1, user("2", "bob")) : Reply.error(404, "")));
                var client = Client.open(app.endpoint(), "token")) {
            assertThat(named(client, "bob")).hasSize(1);
            assertThat(named(client, "ada")).isEmpty();

            assertThat(filters(app)).isEqualTo("filter filter list");
        }
    }

    /** Such an app may know no filters, or none of this attribute. */
    @Test
    void everybodyIsReadWhereTheAppSays404OfWhoeverIsAskedFor() throws AppFailure {
        try (var app = StubApp.answering(call ->
                        unlessFiltered(call, Reply.list(2, user("1", "ada"), user("2", "bob")), Reply.error(404, "")));
                var client = Client.open(app.endpoint(), "token")) {
            assertThat(named(client, "ada")).extracting(Account::id).containsExactly(new RemoteId("1"));
            assertThat(named(client, "eve")).isEmpty();
            assertThat(client.find("e-1", "eve").accounts)
                    .as("nobody shows such a key")
                    .isEmpty();
        }
    }

    @Test
    void nothingIsFoundOutWhereTheAppSays404OfEverything() throws AppFailure {
        try (var app = StubApp.answering(call -> Reply.error(404, ""));
                var client = Client.open(app.endpoint(), "token")) {
            assertThat(Client.failure(() -> named(client, "ada")))
                    .isEqualTo(Failure.of(Kind.MISCONFIGURED, Detail.STATUS, "404"));
        }
    }

    /** It showed somebody, and its collection is gone since. */
    @Test
    void nothingIsFoundOutWhereTheAppSays404OfEverythingByNow() throws AppFailure {
        try (var app = StubApp.answering(call -> Reply.list(1, user("2", "bob")));
                var client = Client.open(app.endpoint(), "token")) {
            assertThat(named(client, "bob")).hasSize(1);
            app.answer(call -> Reply.error(404, ""));

            assertThat(Client.failure(() -> named(client, "ada")))
                    .isEqualTo(Failure.of(Kind.MISCONFIGURED, Detail.STATUS, "404"));
        }
    }

    /** Lists that break off prove nothing, either. */
    @Test
    void nobodyIsNotFoundInPartOfAList() throws AppFailure {
        try (var app = StubApp.answering(
                        call -> unlessFiltered(call, Reply.list(5, user("1", "bob")), Reply.error(404, "")));
                var client = Client.open(app.endpoint(), "token")) {
            assertThat(Client.failure(() -> named(client, "ada")).kind()).isEqualTo(Kind.TRUNCATED);
        }
    }

    @Test
    void aGroupIsNotThereWhereTheAppSays404OfItAndShowsAnotherOne() throws AppFailure {
        try (var app = StubApp.answering(call -> unlessFiltered(
                        call,
                        Reply.list(1, "{\"id\": \"7\", \"displayName\": \"others\"}"),
                        call.target().contains("others")
                                ? Reply.list(1, "{\"id\": \"7\", \"displayName\": \"others\"}")
                                : Reply.error(404, "")));
                var client = Client.open(app.endpoint(), "token")) {
            assertThat(client.failure(new Scope.Members(STAFF)).kind()).isEqualTo(Kind.GONE);

            app.answer(call -> Reply.error(404, ""));
            assertThat(client.failure(new Scope.Members(STAFF)).kind()).isEqualTo(Kind.MISCONFIGURED);
        }
    }

    private static String user(String id, String userName) {
        return "{\"id\": \"" + id + "\", \"userName\": \"" + userName + "\"}";
    }
}
