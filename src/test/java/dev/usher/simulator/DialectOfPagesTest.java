package dev.usher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.simulator.RawScim.Reply;
import dev.usher.simulator.dialect.Pages;
import dev.usher.simulator.dialect.Quirk;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialectOfPagesTest {
    private final StandingClock clock = new StandingClock();

    /** Five users on pages of at most two. */
    private Playing five(Quirk... quirks) {
        Playing app = Playing.of(ScimSimulator.builder().pageCap(2).clock(clock).plays(quirks));
        for (int i = 1; i <= 5; i++) {
            app.simulator().addUser("user" + i);
        }
        return app;
    }

    private static List<String> names(Reply page) {
        List<String> names = new ArrayList<>();
        for (JsonNode resource : page.body().path("Resources")) {
            names.add(resource.path("userName").asText());
        }
        return names;
    }

    private static String cursor(Reply page) {
        return page.body().path("nextCursor").asText();
    }

    private static Reply next(Playing app, Reply page) throws Exception {
        return app.scim().get("/Users?count=2&cursor=" + URLEncoder.encode(cursor(page), StandardCharsets.UTF_8));
    }

    private static Reply linked(Playing app, Reply page) throws Exception {
        String link = page.header("Link");
        String target = link.substring(1, link.indexOf('>'));
        return app.scim()
                .get(target.substring(app.simulator().endpoint().toString().length()));
    }

    @Test
    void walksByCursorWhereOneIsAskedFor() throws Exception {
        try (Playing app = five(Pages.Cursor.onRequest())) {
            Reply first = app.scim().get("/Users?cursor&count=2");
            Reply second = next(app, first);
            Reply third = next(app, second);

            assertThat(names(first)).containsExactly("user1", "user2");
            assertThat(names(second)).containsExactly("user3", "user4");
            assertThat(names(third)).containsExactly("user5");
            assertThat(first.body().has("startIndex")).isFalse();
            assertThat(first.body().path("totalResults")).hasToString("5");
            assertThat(third.body().has("nextCursor")).isFalse();
            Reply indexed = app.scim().get("/Users?startIndex=3");
            assertThat(names(indexed)).containsExactly("user3", "user4");
            assertThat(indexed.body().has("nextCursor")).isFalse();
        }
    }

    @Test
    void losesNobodyByCursorWhileOthersAreDeleted() throws Exception {
        try (Playing app = five(Pages.Cursor.always())) {
            Reply first = app.scim().get("/Users");
            app.simulator().deleteUser("user1");
            app.simulator().deleteUser("user4");

            assertThat(names(next(app, first))).containsExactly("user3");
        }
    }

    @Test
    void walksByCursorAlwaysAndSaysSo() throws Exception {
        try (Playing app = five(Pages.Cursor.always())) {
            JsonNode said = app.scim().get("/ServiceProviderConfig").body().path("pagination");

            assertThat(said.path("cursor")).hasToString("true");
            assertThat(said.path("index")).hasToString("false");
            assertThat(said.path("defaultPaginationMethod").asText()).isEqualTo("cursor");
            assertThat(said.path("maxPageSize")).hasToString("2");
            assertThat(said.path("cursorTimeout")).hasToString("600");
            Reply first = app.scim().get("/Users?startIndex=3");
            assertThat(names(first)).containsExactly("user1", "user2");
            assertThat(cursor(first)).isNotEmpty();
        }
    }

    @Test
    void saysNothingOfItsCursors() throws Exception {
        try (Playing app = five(Pages.Cursor.onRequest().unannounced())) {
            assertThat(app.scim().get("/ServiceProviderConfig").body().has("pagination"))
                    .isFalse();
            assertThat(cursor(app.scim().get("/Users?cursor="))).isNotEmpty();
        }
    }

    @Test
    void refusesBadAndOldCursorsAndCounts() throws Exception {
        try (Playing app = five(Pages.Cursor.onRequest().expiringAfter(Duration.ofSeconds(60)))) {
            Reply first = app.scim().get("/Users?cursor=");

            assertThat(app.scim().get("/Users?cursor=guessed").scimType()).isEqualTo("invalidCursor");
            assertThat(app.scim().get("/Users?cursor=&count=0").scimType()).isEqualTo("invalidCount");
            clock.pass(Duration.ofSeconds(60));
            Reply second = next(app, first);
            assertThat(second.status()).isEqualTo(200);
            clock.pass(Duration.ofSeconds(61));
            assertThat(next(app, second).scimType()).isEqualTo("expiredCursor");
        }
    }

    @Test
    void walksByCursorInASearch() throws Exception {
        String search = "{'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],'cursor':'%s','count':3}";
        try (Playing app = five(Pages.Cursor.onRequest())) {
            Reply first = app.scim().post("/Users/.search", search.formatted(""));

            assertThat(names(first)).containsExactly("user1", "user2");
            assertThat(names(app.scim().post("/Users/.search", search.formatted(cursor(first)))))
                    .containsExactly("user3", "user4");
        }
    }

    @Test
    void walksByLink() throws Exception {
        try (Playing app = five(Pages.Link.here())) {
            Reply first = app.scim().get("/Users?count=2&attributes=userName");
            Reply second = linked(app, first);
            Reply third = linked(app, second);

            assertThat(first.header("Link")).endsWith("; rel=\"next\"").contains("attributes=userName");
            assertThat(names(second)).containsExactly("user3", "user4");
            assertThat(names(third)).containsExactly("user5");
            assertThat(third.header("Link")).isEmpty();
        }
    }

    @Test
    void linksToSomewhereElse() throws Exception {
        try (Playing app = five(Pages.Link.to(URI.create("http://127.0.0.1:1/x")))) {
            assertThat(app.scim().get("/Users").header("Link")).startsWith("<http://127.0.0.1:1/x/Users?page=");
        }
    }

    @Test
    void handsOutEverythingAtOnce() throws Exception {
        try (Playing app = five(Pages.None.everything());
                Playing cut = five(new Pages.None(3))) {
            assertThat(names(app.scim().get("/Users?startIndex=4&count=1"))).hasSize(5);
            Reply some = cut.scim().get("/Users?startIndex=4&count=1");
            assertThat(names(some)).containsExactly("user1", "user2", "user3");
            assertThat(some.body().path("totalResults")).hasToString("5");
        }
    }

    @Test
    void namesTheFirstPageAsTheNextForEver() throws Exception {
        try (Playing app = five(Pages.Cursor.always(), Pages.Loop.REPEATS)) {
            Reply first = app.scim().get("/Users");
            Reply second = next(app, first);
            Reply third = next(app, second);

            assertThat(names(third)).isEqualTo(names(first));
            assertThat(cursor(third)).isNotEmpty().isEqualTo(cursor(second)).isEqualTo(cursor(first));
        }
    }

    @Test
    void startsOverForEver() throws Exception {
        try (Playing app = five(Pages.Link.here(), Pages.Loop.STARTS_OVER)) {
            Reply third = linked(app, linked(app, app.scim().get("/Users?count=2")));
            Reply fourth = linked(app, third);

            assertThat(names(third)).containsExactly("user5");
            assertThat(names(fourth)).containsExactly("user1", "user2");
        }
    }

    @Test
    void goesOnWithEmptyPagesForEver() throws Exception {
        try (Playing app = five(Pages.Cursor.always(), Pages.Loop.EMPTY_PAGES)) {
            Reply last = next(app, next(app, app.scim().get("/Users")));
            Reply empty = next(app, last);
            Reply another = next(app, empty);

            assertThat(names(empty)).isEmpty();
            assertThat(names(another)).isEmpty();
            assertThat(cursor(another)).isNotEmpty().isNotEqualTo(cursor(empty));
        }
    }

    @Test
    void ignoresWhereAPageShallStart() throws Exception {
        try (Playing app = five(Pages.Oddity.START_INDEX_IGNORED)) {
            assertThat(names(app.scim().get("/Users?startIndex=3"))).containsExactly("user1", "user2");
        }
    }

    @Test
    void promisesLongerPagesThanItGives() throws Exception {
        try (Playing app = five(new Pages.AnnouncedMaxResults(500))) {
            assertThat(app.scim().get("/ServiceProviderConfig").body().at("/filter/maxResults"))
                    .hasToString("500");
            assertThat(names(app.scim().get("/Users?count=500"))).hasSize(2);
        }
    }
}
