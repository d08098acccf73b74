package dev.usher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.simulator.RawScim.Reply;
import dev.usher.simulator.dialect.Groups;
import dev.usher.simulator.dialect.Quirk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialectOfGroupsTest {

    /** An app with ada and bob, and ada in the group eng. */
    private record Team(Playing app, String ada, String bob, String eng) implements AutoCloseable {
        static Team in(Quirk... quirks) {
            Playing app = Playing.of(quirks);
            String ada = app.simulator().addUser("ada");
            String bob = app.simulator().addUser("bob");
            String eng = app.simulator().addGroup("eng");
            app.simulator().addMember("eng", "ada");
            return new Team(app, ada, bob, eng);
        }

        Reply patch(String operations) throws Exception {
            return app.scim().patch("/Groups/" + eng, operations);
        }

        Reply add(String... members) throws Exception {
            return patch("{'op':'add','path':'members','value':[%s]}".formatted(values(List.of(members))));
        }

        Reply removeByFilter(String member) throws Exception {
            return patch("{'op':'remove','path':'members[value eq \\'%s\\']'}".formatted(member));
        }

        Reply removeByValues(String... members) throws Exception {
            return patch("{'op':'remove','path':'members','value':[%s]}".formatted(values(List.of(members))));
        }

        Reply replace(String... members) throws Exception {
            return patch("{'op':'replace','path':'members','value':[%s]}".formatted(values(List.of(members))));
        }

        Reply put(String... members) throws Exception {
            return app.scim().put("/Groups/" + eng, group("eng", List.of(members)));
        }

        Reply read(String query) throws Exception {
            return app.scim().get("/Groups/" + eng + query);
        }

        List<String> members() {
            return app.simulator().members("eng");
        }

        @Override
        public void close() {
            app.close();
        }
    }

    private static String group(String name, List<String> members) {
        return "{'schemas':['%s'],'displayName':'%s','members':[%s]}".formatted(RawScim.GROUP, name, values(members));
    }

    private static String values(List<String> ids) {
        return String.join(",", ids.stream().map("{'value':'%s'}"::formatted).toList());
    }

    @Test
    void hasNoGroups() throws Exception {
        try (Playing app = Playing.of(Groups.Oddity.UNSUPPORTED)) {
            assertThat(app.scim().get("/Groups").status()).isEqualTo(404);
            assertThat(app.scim().createGroup("eng").status()).isEqualTo(404);
            assertThat(app.scim().get("/ResourceTypes").body().findValuesAsText("id"))
                    .containsExactly("User");
            assertThat(app.scim().get("/ResourceTypes/Group").status()).isEqualTo(404);
            assertThat(app.scim().get("/Schemas/" + RawScim.GROUP).status()).isEqualTo(404);
        }
    }

    @Test
    void showsMembersOnRequest() throws Exception {
        try (Team team = Team.in(Groups.MembersShown.ON_REQUEST)) {
            assertThat(team.read("").body().has("members")).isFalse();
            assertThat(team.read("?attributes=displayName,members").body().path("members"))
                    .hasSize(1);
            assertThat(team.app()
                            .scim()
                            .get("/Groups")
                            .body()
                            .at("/Resources/0")
                            .has("members"))
                    .isFalse();
            assertThat(team.app()
                            .scim()
                            .get("/Groups?attributes=members")
                            .body()
                            .at("/Resources/0/members"))
                    .hasSize(1);
            assertThat(team.app().scim().get("/Schemas/" + RawScim.GROUP).body().findValuesAsText("returned"))
                    .contains("request");
        }
    }

    @Test
    void tellsMembersToAProbeOnly() throws Exception {
        try (Team team = Team.in(Groups.MembersShown.BY_PROBE)) {
            String probe = "id eq \"%s\" and members eq \"%s\"";

            assertThat(team.read("?attributes=members").body().path("members")).isEmpty();
            assertThat(team.read("").body().path("members").isArray()).isTrue();
            assertThat(team.app().scim().get("/Groups").body().at("/Resources/0/members"))
                    .isEmpty();
            assertThat(team.app()
                            .scim()
                            .find("/Groups", probe.formatted(team.eng(), team.ada()))
                            .body()
                            .path("totalResults"))
                    .hasToString("1");
            assertThat(team.app()
                            .scim()
                            .find("/Groups", probe.formatted(team.eng(), team.bob()))
                            .body()
                            .path("totalResults"))
                    .hasToString("0");
        }
    }

    @Test
    void tellsMembersToNobody() throws Exception {
        try (Team team = Team.in(Groups.MembersShown.NEVER)) {
            assertThat(team.read("?attributes=members").body().has("members")).isFalse();
            assertThat(team.read("").body().has("members")).isFalse();
            assertThat(team.app()
                            .scim()
                            .find("/Groups", "members eq \"" + team.ada() + "\"")
                            .scimType())
                    .isEqualTo("invalidFilter");
            assertThat(team.add(team.bob()).status()).isEqualTo(204);
            assertThat(team.members()).containsExactly("ada", "bob");
        }
    }

    @Test
    void removesByFilterOnly() throws Exception {
        try (Team team = Team.in(Groups.MembersChanged.REMOVED_BY_FILTER)) {
            assertThat(team.removeByValues(team.ada()).status()).isEqualTo(400);
            assertThat(team.members()).containsExactly("ada");
            assertThat(team.removeByFilter(team.ada()).status()).isEqualTo(204);
            assertThat(team.members()).isEmpty();
        }
    }

    @Test
    void removesByValuesOnly() throws Exception {
        try (Team team = Team.in(Groups.MembersChanged.REMOVED_BY_VALUES)) {
            assertThat(team.removeByFilter(team.ada()).scimType()).isEqualTo("invalidPath");
            assertThat(team.members()).containsExactly("ada");
            assertThat(team.removeByValues(team.ada()).status()).isEqualTo(204);
            assertThat(team.members()).isEmpty();
        }
    }

    @Test
    void removesNothingByValuesWithoutAWord() throws Exception {
        try (Team team = Team.in(Groups.MembersChanged.VALUES_IGNORED)) {
            assertThat(team.removeByValues(team.ada()).status()).isEqualTo(204);
            assertThat(team.members()).containsExactly("ada");
            assertThat(team.removeByFilter(team.ada()).status()).isEqualTo(204);
            assertThat(team.members()).isEmpty();
        }
    }

    @Test
    void takesWholeListsOnly() throws Exception {
        try (Team team = Team.in(Groups.MembersChanged.BY_REPLACE)) {
            assertThat(team.add(team.bob()).status()).isEqualTo(400);
            assertThat(team.removeByFilter(team.ada()).status()).isEqualTo(400);
            assertThat(team.replace(team.bob()).status()).isEqualTo(204);
            assertThat(team.members()).containsExactly("bob");
            assertThat(team.patch("{'op':'replace','path':'displayName','value':'ops'}")
                            .status())
                    .isEqualTo(204);
        }
    }

    @Test
    void takesPutOnly() throws Exception {
        try (Team team = Team.in(Groups.MembersChanged.BY_PUT)) {
            assertThat(team.add(team.bob()).status()).isEqualTo(501);
            assertThat(team.put(team.ada(), team.bob()).status()).isEqualTo(200);
            assertThat(team.members()).containsExactly("ada", "bob");
        }
    }

    @Test
    void replacesAndRemovesNoWholeLists() throws Exception {
        try (Team team = Team.in(Groups.Oddity.NO_WHOLE_MEMBERS)) {
            assertThat(team.replace(team.bob()).status()).isEqualTo(400);
            assertThat(team.patch("{'op':'remove','path':'members'}").status()).isEqualTo(400);
            assertThat(team.members()).containsExactly("ada");
            assertThat(team.removeByFilter(team.ada()).status()).isEqualTo(204);
        }
    }

    @Test
    void takesSoManyMembersInARequest() throws Exception {
        try (Team aws = Team.in(new Groups.MaxMembers(1, 400));
                Team miro = Team.in(new Groups.MaxMembers(1, 413))) {
            assertThat(aws.add(aws.ada(), aws.bob()).status()).isEqualTo(400);
            assertThat(miro.add(miro.ada(), miro.bob()).status()).isEqualTo(413);
            assertThat(miro.put(miro.ada(), miro.bob()).status()).isEqualTo(413);
            assertThat(miro.members()).containsExactly("ada");
            assertThat(miro.add(miro.bob()).status()).isEqualTo(204);
        }
    }

    @Test
    void createsGroupsWithoutMembers() throws Exception {
        try (Team team = Team.in(Groups.Oddity.CREATED_WITHOUT_MEMBERS)) {
            String with = group("ops", List.of(team.ada()));

            assertThat(team.app().scim().post("/Groups", with).status()).isEqualTo(400);
            assertThat(team.app().scim().createGroup("ops").status()).isEqualTo(201);
        }
    }

    @Test
    void storesAMemberTwice() throws Exception {
        try (Team team = Team.in(Groups.Oddity.DUPLICATE_MEMBERS)) {
            assertThat(team.add(team.ada()).status()).isEqualTo(204);

            assertThat(team.members()).containsExactly("ada", "ada");
            assertThat(team.read("").body().path("members").findValuesAsText("value"))
                    .containsExactly(team.ada(), team.ada());
            team.removeByFilter(team.ada());
            assertThat(team.members()).isEmpty();
        }
    }

    @Test
    void refusesUnknownMembersWith404OrStoresThem() throws Exception {
        try (Team refusing = Team.in(Groups.UnknownMembers.REFUSED_404);
                Team storing = Team.in(Groups.UnknownMembers.STORED)) {
            assertThat(refusing.add("nobody").status()).isEqualTo(404);
            assertThat(refusing.members()).containsExactly("ada");
            assertThat(storing.add("nobody").status()).isEqualTo(204);
            assertThat(storing.read("").body().path("members").findValuesAsText("value"))
                    .containsExactly(storing.ada(), "nobody");
            assertThat(storing.members()).containsExactly("ada", "nobody");
        }
    }

    @Test
    void answersFiftyThousandMembersAtOnce() throws Exception {
        try (Playing app = Playing.of(Groups.MembersChanged.REMOVED_BY_FILTER)) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 50_000; i++) {
                ids.add(app.simulator().addUser("user" + i));
            }
            String group = "/Groups/" + app.scim().createGroup("all").id();
            String some = values(ids.subList(0, 25_000));
            String all = values(ids);
            String rename = "{'op':'replace','path':'displayName','value':'everybody'}";
            long start = System.nanoTime();

            app.scim().patch(group, "{'op':'add','path':'members','value':[%s]}".formatted(some));
            Reply patched =
                    app.scim().patch(group, rename + ",{'op':'add','path':'members','value':[%s]}".formatted(all));
            Reply read = app.scim().get(group);
            Reply probed = app.scim().find("/Groups", "members eq \"" + ids.getLast() + "\"");
            Reply listed = app.scim().get("/Groups");

            assertThat(patched.status()).isEqualTo(204);
            assertThat(read.body().path("members")).hasSize(50_000);
            assertThat(probed.body().path("totalResults")).hasToString("1");
            assertThat(listed.body().at("/Resources/0/members")).hasSize(50_000);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
    }
}
