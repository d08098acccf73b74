package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Capability;
import dev.usher.connector.Capability.Origin;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.connector.scim.StubApp.Call;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.Account;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.simulator.OwnJvm;
import dev.usher.simulator.ScimSimulator;
import dev.usher.simulator.StandingClock;
import dev.usher.simulator.dialect.Pages.AnnouncedMaxResults;
import dev.usher.simulator.dialect.Pages.Cursor;
import dev.usher.simulator.dialect.Pages.Link;
import dev.usher.simulator.dialect.Pages.Loop;
import dev.usher.simulator.dialect.Pages.None;
import dev.usher.simulator.dialect.Pages.Oddity;
import dev.usher.simulator.dialect.Quirk;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long lists are read, in whichever pieces they come. */
class PagesTest {
    private static final Failure TRUNCATED = Failure.of(Kind.TRUNCATED, Detail.NONE);
    private static final Failure NOT_UNDERSTOOD = Failure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD);
    private static final String[] FIVE = {"user1", "user2", "user3", "user4", "user5"};
    private static final Map<String, Object> LINKS = Map.of("page", Map.of("method", "link"));
    private static final Map<String, Object> CURSORS = Map.of("page", Map.of("method", "cursor"));

    private final StandingClock clock = new StandingClock();

    /** Five users on pages of at most two. */
    private ScimSimulator five(Quirk... quirks) {
        var app = ScimSimulator.builder().pageCap(2).clock(clock).plays(quirks).start();
        for (var name : FIVE) {
            app.addUser(name);
        }
        return app;
    }

    private static Client open(ScimSimulator app, Map<String, Object> settings) throws AppFailure {
        return Client.open(app.endpoint(), app.token(), settings);
    }

    private static List<String> names(Client client) throws AppFailure {
        return client.see(new Scope.All()).accounts.stream()
                .map(account -> account.attributes().userName())
                .toList();
    }

    /** What becomes known after something was done once, when the first account was shown. */
    private static Set<String> names(Client client, Consumer<Integer> shown) throws AppFailure {
        var names = new TreeSet<String>();
        var rows = new AtomicInteger();
        client.session.observe(new Scope.All(), new Sink() {
            @Override
            public void account(Account account) {
                names.add(account.attributes().userName());
                shown.accept(rows.incrementAndGet());
            }
        });
        return names;
    }

    record Way(String name, List<Quirk> quirks, Map<String, Object> settings, Capability method) {
        private static Way of(
                String name, Map<String, Object> settings, String method, Origin origin, Quirk... quirks) {
            return new Way(name, List.of(quirks), settings, new Capability("page.method", method, origin));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Way> ways() {
        return Stream.of(
                Way.of("index", Map.of(), "index", Origin.defaulted),
                Way.of("shorter pages than it says", Map.of(), "index", Origin.defaulted, new AnnouncedMaxResults(500)),
                Way.of("cursors, and says so", Map.of(), "cursor", Origin.discovered, Cursor.onRequest()),
                Way.of("cursors and nothing else", Map.of(), "cursor", Origin.discovered, Cursor.always()),
                Way.of(
                        "cursors, unasked",
                        Map.of(),
                        "cursor",
                        Origin.learned,
                        Cursor.always().unannounced()),
                Way.of(
                        "cursors, if asked",
                        CURSORS,
                        "cursor",
                        Origin.spec,
                        Cursor.onRequest().unannounced()),
                Way.of("links", LINKS, "link", Origin.spec, Link.here()),
                Way.of(
                        "everything at once",
                        Map.of("page", Map.of("method", "none")),
                        "none",
                        Origin.spec,
                        None.everything()));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void areReadToTheEnd(Way way) throws AppFailure {
        try (var app = five(way.quirks().toArray(Quirk[]::new));
                var client = open(app, way.settings())) {
            assertThat(names(client)).containsExactly(FIVE);
            assertThat(client.session.capabilities().all()).contains(way.method());
        }
    }

    @Test
    void areIncompleteWhereEverythingAtOnceIsNotAll() throws AppFailure {
        try (var app = five(new None(3));
                var client = open(app, Map.of("page", Map.of("method", "none")))) {
            assertThat(client.failure(new Scope.All())).isEqualTo(TRUNCATED);
        }
    }

    @Test
    void areIncompleteWhereEachIsTheFirstOne() throws AppFailure {
        try (var app = five(Oddity.START_INDEX_IGNORED);
                var client = open(app, Map.of())) {
            assertThat(client.failure(new Scope.All())).isEqualTo(TRUNCATED);
        }
    }

    @Test
    void areReadByIndexWhereTheAppPassesTheCursorOverThatItAnnounced() throws AppFailure {
        try (var app = StubApp.describing(Reply.of(200, "{\"pagination\": {\"cursor\": true}}"));
                var client = Client.open(app.endpoint(), "token")) {
            app.answer(call -> switch (call.target().replaceAll(".*startIndex=(\\d+).*", "$1")) {
                case "3" -> Reply.list(3, row(3));
                default -> Reply.list(3, row(1), row(2));
            });

            assertThat(names(client)).containsExactly("user-1", "user-2", "user-3");
            assertThat(client.session.capabilities().all())
                    .contains(new Capability("page.method", "index", Origin.learned));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 501})
    void areReadByIndexWhereTheAppRefusesTheCursorThatItAnnounced(int status) throws AppFailure {
        try (var app = StubApp.describing(Reply.of(200, "{\"pagination\": {\"cursor\": true}}"));
                var client = Client.open(app.endpoint(), "token")) {
            app.answer(call -> call.target().contains("cursor") ? Reply.error(status, "") : Reply.list(1, row(1)));

            assertThat(names(client)).containsExactly("user-1");
            assertThat(names(client)).containsExactly("user-1");
            assertThat(app.work()).hasSize(3);
        }
    }

    @Test
    void areNotReadOtherwiseAgainWhereTheAppRefusesBothWays() throws AppFailure {
        try (var app = StubApp.describing(Reply.of(200, "{\"pagination\": {\"cursor\": true}}"));
                var client = Client.open(app.endpoint(), "token")) {
            app.answer(call -> Reply.error(call.target().contains("cursor") ? 400 : 422, ""));

            assertThat(client.failure(new Scope.All())).isEqualTo(Failure.of(Kind.MISCONFIGURED, Detail.STATUS, "400"));
            client.failure(new Scope.All());
            assertThat(app.work()).hasSize(3);
            assertThat(client.session.capabilities().all())
                    .contains(new Capability("page.method", "cursor", Origin.discovered));
        }
    }

    @Test
    void areNotSaidToBeReadInAnotherWayBeforeThatCameToAnEnd() throws AppFailure {
        try (var app = StubApp.describing(Reply.of(200, "{\"pagination\": {\"cursor\": true}}"));
                var client = Client.open(app.endpoint(), "token")) {
            app.answer(call -> call.target().contains("cursor") ? Reply.error(400, "") : Reply.list(2, row(1)));

            assertThat(client.failure(new Scope.All())).isEqualTo(TRUNCATED);
            assertThat(client.session.capabilities().all())
                    .contains(new Capability("page.method", "cursor", Origin.discovered));
        }
    }

    /** The first reading finds out, and those after it come to the end. */
    @Test
    void areReadByIndexWhereCursorsThatNobodyAskedForLeadNowhere() throws AppFailure {
        try (var app = StubApp.answering(call -> Reply.empty(500));
                var client = Client.open(app.endpoint(), "token")) {
            app.answer(call -> call.target().contains("startIndex=2")
                    ? Reply.list(2, row(2))
                    : Reply.of(200, "{\"totalResults\": 2, \"Resources\": [" + row(1) + "], \"nextCursor\": \"x\"}"));

            assertThat(client.failure(new Scope.All())).isEqualTo(TRUNCATED);
            assertThat(names(client)).containsExactly("user-1", "user-2");
        }
    }

    @Test
    void areFollowedByAnyRightLink() throws AppFailure {
        try (var app = StubApp.answering(call -> Reply.empty(500));
                var client = Client.open(app.endpoint(), "token", LINKS)) {
            for (var link : List.of(
                    "<" + app.endpoint() + "/Users?page=2>; rel=\"next\"",
                    "</v2/Users?page=2>; title=\"a, <b>; c\"; rel=next",
                    "<?page=2>;rel=\"last next\"",
                    "<https://elsewhere.example/x>; rel=\"prev\", <Users?page=2>; REL=\"NEXT\"")) {
                app.answer(call -> call.target().contains("page=2")
                        ? Reply.list(2, row(2))
                        : Reply.list(2, row(1)).with("Link", link));
                assertThat(names(client)).as(link).containsExactly("user-1", "user-2");
                assertThat(app.work().getLast().target()).isEqualTo("/v2/Users?page=2");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2:%d/v2/Users?page=2",
                "http://127.0.0.1:1/v2/Users?page=2",
                "https://127.0.0.1:%d/v2/Users?page=2",
                "http://me@127.0.0.1:%d/v2/Users?page=2",
                "//127.0.0.2:%d/v2/Users?page=2",
                "/v1/Users?page=2",
                "/v22/Users?page=2",
                "/v2?page=2",
                "/v2/../admin",
                "/v2/%%2e%%2E/admin",
                "/v2/..%%2fadmin",
                "/v2/Users/é",
                "file:///etc/passwd",
                "mailto:somebody",
                "not a link",
            })
    void areNeverFollowedOutOfTheApp(String target) throws AppFailure {
        try (var app = StubApp.answering(call -> Reply.empty(500));
                var client = Client.open(app.endpoint(), "token", LINKS)) {
            var link = "<" + target.formatted(app.endpoint().getPort()) + ">; rel=\"next\"";
            app.answer(call -> Reply.list(2, row(1)).with("Link", link));

            assertThat(client.failure(new Scope.All())).isEqualTo(NOT_UNDERSTOOD);
            assertThat(app.work()).hasSize(1);
        }
    }

    @Test
    void areNeverFollowedToAnotherServer() throws AppFailure {
        try (var elsewhere = StubApp.answering(call -> Reply.list(1, row(1)));
                var app = five(Link.to(
                        URI.create("http://127.0.0.1:" + elsewhere.endpoint().getPort())));
                var client = open(app, LINKS)) {
            assertThat(client.failure(new Scope.All())).isEqualTo(NOT_UNDERSTOOD);
            assertThat(elsewhere.calls).isEmpty();
        }
    }

    /** Whether that is enough is what the app itself says. */
    @ParameterizedTest
    @ValueSource(strings = {"STARTS_OVER", "EMPTY_PAGES"})
    void endWhereAllWereShownThoughTheAppGoesOn(Loop loop) throws AppFailure {
        try (var cursors = five(Cursor.always(), loop);
                var links = five(Link.here(), loop);
                var byCursor = open(cursors, Map.of());
                var byLink = open(links, LINKS)) {
            assertThat(names(byCursor, row -> {})).containsExactly(FIVE);
            assertThat(names(byLink, row -> {})).containsExactly(FIVE);
        }
    }

    @Test
    void areIncompleteWhereTheFirstOneLeadsToItself() throws AppFailure {
        try (var cursors = five(Cursor.always(), Loop.REPEATS);
                var links = five(Link.here(), Loop.REPEATS);
                var byCursor = open(cursors, Map.of());
                var byLink = open(links, LINKS)) {
            assertThat(byCursor.failure(new Scope.All())).isEqualTo(TRUNCATED);
            assertThat(byLink.failure(new Scope.All())).isEqualTo(TRUNCATED);
        }
    }

    /** Of an app with cursors that does not say how many there are. */
    private static Function<Call, Reply> endless(Function<Integer, String> rows) {
        var pages = new AtomicInteger();
        return call -> {
            var page = pages.incrementAndGet();
            return Reply.of(200, "{\"Resources\": [" + rows.apply(page) + "], \"nextCursor\": \"" + page + "\"}");
        };
    }

    @Test
    void areIncompleteWhereTheyGoOnWithoutAnythingNew() throws AppFailure {
        try (var app = StubApp.answering(call -> Reply.empty(500));
                var client = Client.open(app.endpoint(), "token", CURSORS)) {
            app.answer(endless(page -> ""));
            assertThat(client.failure(new Scope.All())).isEqualTo(TRUNCATED);
            assertThat(app.work()).as("some pages may be empty").hasSizeBetween(5, 15);

            app.calls.clear();
            app.answer(endless(page -> row(page % 3)));
            assertThat(client.failure(new Scope.All())).isEqualTo(TRUNCATED);
            assertThat(app.calls).hasSize(4);

            app.calls.clear();
            app.answer(endless(page -> row(1)));
            assertThat(client.failure(new Scope.All())).isEqualTo(TRUNCATED);
            assertThat(app.calls).hasSize(2);

            app.answer(call -> Reply.of(200, "{\"Resources\": [], \"nextCursor\": \"" + "x".repeat(5_000) + "\"}"));
            assertThat(client.failure(new Scope.All())).isEqualTo(NOT_UNDERSTOOD);
        }
    }

    @Test
    void mayBeEmptyInBetweenAndNeedNotSayHowManyThereAre() throws AppFailure {
        try (var app = StubApp.answering(call -> Reply.empty(500));
                var client = Client.open(app.endpoint(), "token", CURSORS)) {
            app.answer(call -> switch (call.target().replaceAll(".*cursor=([^&]*).*", "$1")) {
                case "" -> Reply.of(200, "{\"Resources\": [" + row(1) + "], \"nextCursor\": \"a/b=\"}");
                case "a%2Fb%3D" -> Reply.of(200, "{\"Resources\": [], \"nextCursor\": \"c\"}");
                default -> Reply.of(200, "{\"Resources\": [" + row(2) + "]}");
            });

            assertThat(names(client)).containsExactly("user-1", "user-2");
            assertThat(client.completeness(new Scope.All()).announced()).isEmpty();
        }
    }

    @Test
    void areReadOnceMoreWhereTheirCursorHasExpired() throws AppFailure {
        try (var app = five(Cursor.onRequest().expiringAfter(Duration.ofSeconds(60)));
                var client = open(app, Map.of())) {
            assertThat(names(client, row -> clock.pass(Duration.ofSeconds(row == 2 ? 61 : 0))))
                    .containsExactly(FIVE);

            assertThat(Client.failure(() -> names(client, row -> clock.pass(Duration.ofSeconds(61)))))
                    .isEqualTo(TRUNCATED);
        }
    }

    @Test
    void areReadOnceMoreWhereOthersWereDeletedMeanwhile() throws AppFailure {
        try (var app = five();
                var client = open(app, Map.of())) {
            assertThat(names(client, row -> {
                        if (row == 2) {
                            app.deleteUser("user1");
                        }
                    }))
                    .containsExactly(FIVE);
        }
    }

    /** Nothing that is kept of a row is longer than a number. */
    @Test
    void takeHardlyMoreRoomForAHundredThousandAccountsThanForAThousand() throws Exception {
        var process = OwnJvm.start(PagesHeap.class);
        try (var output = process.inputReader()) {
            assertThat(Long.parseLong(output.readLine())).isLessThan(2_500_000);
        } finally {
            process.destroy();
        }
    }

    private static String row(int number) {
        return "{\"id\": \"" + number + "\", \"userName\": \"user-" + number + "\"}";
    }
}
