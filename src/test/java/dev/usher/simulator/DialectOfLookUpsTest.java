package dev.usher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.simulator.RawScim.Reply;
import dev.usher.simulator.dialect.LookUps;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DialectOfLookUpsTest {
    private static final String ADA = "userName eq \"ada\"";

    @Test
    void takesNoFilterAndSaysSo() throws Exception {
        try (Playing app = Playing.of(LookUps.NoFilter.announced(501))) {
            app.simulator().addUser("ada");

            assertThat(app.scim().find("/Users", ADA).status()).isEqualTo(501);
            assertThat(app.scim().find("/Groups", "displayName eq \"x\"").status())
                    .isEqualTo(501);
            assertThat(app.count("")).isEqualTo(1);
            assertThat(app.scim().get("/ServiceProviderConfig").body().at("/filter/supported"))
                    .hasToString("false");
        }
    }

    @Test
    void takesNoFilterThoughItSaysOtherwise() throws Exception {
        try (Playing app = Playing.of(LookUps.NoFilter.unannounced(400))) {
            assertThat(app.scim().find("/Users", ADA).scimType()).isEqualTo("invalidFilter");
            assertThat(app.scim().get("/ServiceProviderConfig").body().at("/filter/supported"))
                    .hasToString("true");
        }
    }

    @Test
    void returnsEverybodyWhateverTheFilter() throws Exception {
        try (Playing app = Playing.of(LookUps.Oddity.FILTER_IGNORED)) {
            app.simulator().addUser("ada");
            app.simulator().addUser("bob");

            assertThat(app.count(ADA)).isEqualTo(2);
        }
    }

    @Test
    void filtersBySomeAttributesAndRefusesOthers() throws Exception {
        try (Playing app = Playing.of(LookUps.FilterOn.orRefused("userName", "displayName"))) {
            app.simulator().addUser(RawUsers.named("ada", "e1"));

            assertThat(app.count(ADA)).isEqualTo(1);
            Reply refused = app.scim().find("/Users", "externalId eq \"e1\"");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.scimType()).isEqualTo("invalidFilter");
        }
    }

    @Test
    void filtersBySomeAttributesAndFindsNobodyByOthers() throws Exception {
        try (Playing app = Playing.of(LookUps.FilterOn.orNoRows("userName"))) {
            app.simulator().addUser(RawUsers.named("ada", "e1"));

            assertThat(app.count(ADA)).isEqualTo(1);
            assertThat(app.count("externalId eq \"e1\"")).isZero();
        }
    }

    @Test
    void findsAUserNameInItsOwnCaseOnly() throws Exception {
        try (Playing app = Playing.of(LookUps.Oddity.USER_NAME_CASE_EXACT)) {
            app.simulator().addUser("Ada");

            assertThat(app.count(ADA)).isZero();
            assertThat(app.count("userName eq \"Ada\"")).isEqualTo(1);
            assertThat(app.post("ada", "").status()).isEqualTo(409);
        }
    }

    @Test
    void listsNobodyThoughThereIsSomebody() throws Exception {
        try (Playing app = Playing.of(LookUps.Oddity.LISTS_ARE_EMPTY)) {
            String id = app.simulator().addUser("ada");

            assertThat(app.count("")).isZero();
            assertThat(app.count(ADA)).isEqualTo(1);
            assertThat(app.user(id).status()).isEqualTo(200);
        }
    }

    @Test
    void findsNobodyThoughThereIsSomebody() throws Exception {
        try (Playing app = Playing.of(LookUps.Oddity.FILTERS_FIND_NOTHING)) {
            app.simulator().addUser("ada");

            assertThat(app.count(ADA)).isZero();
            assertThat(app.count("")).isEqualTo(1);
        }
    }

    @Test
    void listsAllButSome() throws Exception {
        try (Playing app = Playing.of()) {
            String id = app.simulator().addUser("Ada");
            app.simulator().addUser("bob");
            app.simulator().addUser("cy");
            assertThat(app.count("")).isEqualTo(3);

            app.simulator().plays(new LookUps.Unlisted("ada"));

            assertThat(app.count("")).isEqualTo(2);
            assertThat(app.scim().get("/Users?startIndex=1&count=1").body().at("/Resources/0/userName"))
                    .hasToString("\"bob\"");
            assertThat(app.count(ADA)).isEqualTo(1);
            assertThat(app.user(id).status()).isEqualTo(200);
        }
    }

    @Test
    void findsAllButSomeWhoseNamesAreTaken() throws Exception {
        try (Playing app = Playing.of(new LookUps.Unfindable("ada"))) {
            app.simulator().addUser("ada");

            assertThat(app.count(ADA)).isZero();
            assertThat(app.count("")).isEqualTo(1);
            assertThat(app.post("ada", "").status()).isEqualTo(409);
        }
    }

    @Test
    void showsAChangeLate() throws Exception {
        StandingClock clock = new StandingClock();
        Duration delay = Duration.ofSeconds(20);
        try (Playing app =
                Playing.of(ScimSimulator.builder().clock(clock).plays(new LookUps.ChangesShownAfter(delay)))) {
            Reply created = app.post("ada", "'title':'Dr'");
            String id = created.id();
            assertThat(app.user(id).status()).isEqualTo(200);

            Reply changed = app.patch(
                    id,
                    "{'op':'replace','path':'active','value':false},{'op':'remove','path':'title'},"
                            + "{'op':'replace','path':'userName','value':'lovelace'}");

            assertThat(changed.body().path("active")).hasToString("false");
            assertThat(app.user(id).body()).isEqualTo(created.body());
            assertThat(app.user(id).header("ETag")).isEqualTo(created.header("ETag"));
            assertThat(app.count(ADA)).isEqualTo(1);
            assertThat(app.count("userName eq \"lovelace\"")).isZero();
            assertThat(app.simulator().user("lovelace").orElseThrow().path("active"))
                    .hasToString("false");

            Reply again = app.patch(id, "{'op':'add','path':'nickName','value':'Al'}");
            assertThat(again.body().path("nickName").asText()).isEqualTo("Al");

            clock.pass(delay);

            assertThat(app.user(id).body()).isEqualTo(again.body());
            assertThat(app.count(ADA)).isZero();
        }
    }

    @Test
    void showsAnAccountLate() throws Exception {
        StandingClock clock = new StandingClock();
        try (Playing app = Playing.of(
                ScimSimulator.builder().clock(clock).plays(new LookUps.VisibleAfter(Duration.ofSeconds(30))))) {
            String id = app.post("ada", "").id();
            String group = app.simulator().addGroup("eng");

            assertThat(app.user(id).status()).isEqualTo(404);
            assertThat(app.count("")).isZero();
            assertThat(app.count(ADA)).isZero();
            assertThat(app.post("ada", "").status()).isEqualTo(409);
            assertThat(app.scim().get("/Groups/" + group).status()).isEqualTo(200);

            clock.pass(Duration.ofSeconds(30));

            assertThat(app.user(id).status()).isEqualTo(200);
            assertThat(app.count("")).isEqualTo(1);
            assertThat(app.count(ADA)).isEqualTo(1);
        }
    }
}
