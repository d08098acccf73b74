package dev.usher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.simulator.RawScim.Reply;
import dev.usher.simulator.dialect.Updates;
import org.junit.jupiter.api.Test;

class DialectOfUpdatesTest {
    private static final String TITLE = "{'op':'replace','path':'title','value':'Dr'}";
    private static final String NAME = "{'op':'replace','path':'userName','value':'lovelace'}";

    @Test
    void refusesPatchAndSaysSo() throws Exception {
        try (Playing app = Playing.of(Updates.NoPatch.announced(501))) {
            String id = app.simulator().addUser("ada");

            assertThat(app.patch(id, TITLE).status()).isEqualTo(501);
            assertThat(app.scim().get("/ServiceProviderConfig").body().at("/patch/supported"))
                    .hasToString("false");
            assertThat(app.put(id, "ada", "'title':'Dr'").status()).isEqualTo(200);
            assertThat(app.user(id).body().path("title").asText()).isEqualTo("Dr");
        }
    }

    @Test
    void refusesPatchThoughItSaysOtherwise() throws Exception {
        try (Playing app = Playing.of(Updates.NoPatch.unannounced(405))) {
            String id = app.simulator().addUser("ada");

            assertThat(app.patch(id, TITLE).status()).isEqualTo(405);
            assertThat(app.scim().get("/ServiceProviderConfig").body().at("/patch/supported"))
                    .hasToString("true");
        }
    }

    @Test
    void clearsByPutWhatIsNotSentUnlessItMerges() throws Exception {
        try (Playing replacing = Playing.of(Updates.Put.REPLACES);
                Playing merging = Playing.of(Updates.Put.MERGES)) {
            for (Playing app : new Playing[] {replacing, merging}) {
                String id = app.post("ada", "'title':'Dr','active':false").id();
                app.put(id, "ada", "'nickName':'Al'");
            }

            assertThat(replacing.simulator().user("ada").orElseThrow().has("title"))
                    .isFalse();
            assertThat(replacing.simulator().user("ada").orElseThrow().path("active"))
                    .hasToString("true");
            assertThat(merging.simulator().user("ada").orElseThrow().path("title"))
                    .hasToString("\"Dr\"");
            assertThat(merging.simulator().user("ada").orElseThrow().path("nickName"))
                    .hasToString("\"Al\"");
            assertThat(merging.simulator().user("ada").orElseThrow().path("active"))
                    .hasToString("false");
        }
    }

    @Test
    void refusesPut() throws Exception {
        try (Playing app = Playing.of(Updates.Put.REFUSED)) {
            String id = app.simulator().addUser("ada");

            assertThat(app.put(id, "ada", "").status()).isEqualTo(405);
            assertThat(app.patch(id, TITLE).status()).isEqualTo(200);
        }
    }

    @Test
    void wantsTheIdInAPut() throws Exception {
        try (Playing app = Playing.of(Updates.Oddity.PUT_NEEDS_ID)) {
            String id = app.simulator().addUser("ada");

            assertThat(app.put(id, "ada", "'title':'Dr'").status()).isEqualTo(400);
            assertThat(app.put(id, "ada", "'title':'Dr','id':'" + id + "'").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void takesPatchWithoutPathOnly() throws Exception {
        try (Playing app = Playing.of(Updates.Oddity.PATCH_WITHOUT_PATH)) {
            String id = app.post("ada", "'nickName':'Al'").id();

            assertThat(app.patch(id, TITLE).scimType()).isEqualTo("invalidPath");
            Reply taken = app.patch(
                    id,
                    "{'op':'replace','value':{'title':'Dr','nickName':null,'%s':{'department':'Maths'}}}"
                            .formatted(RawScim.ENTERPRISE));
            assertThat(taken.status()).isEqualTo(200);
            assertThat(taken.body().path("title").asText()).isEqualTo("Dr");
            assertThat(taken.body().has("nickName")).isFalse();
            assertThat(taken.body().path(RawScim.ENTERPRISE).path("department").asText())
                    .isEqualTo("Maths");
        }
    }

    @Test
    void refusesValueFilters() throws Exception {
        try (Playing app = Playing.of(Updates.Oddity.NO_VALUE_FILTERS)) {
            String id = app.simulator().addUser(RawUsers.full("ada"));
            String one = "{'op':'replace','path':'emails[type eq \\'work\\'].value','value':'a@b.example'}";
            String all = "{'op':'replace','path':'emails','value':[{'value':'a@b.example','type':'work'}]}";

            assertThat(app.patch(id, one).scimType()).isEqualTo("invalidPath");
            assertThat(app.patch(id, all).body().at("/emails/0/value").asText()).isEqualTo("a@b.example");
        }
    }

    @Test
    void takesExtensionsAsObjectsOnly() throws Exception {
        try (Playing app = Playing.of(Updates.Oddity.EXTENSIONS_AS_OBJECT)) {
            String id = app.simulator().addUser("ada");
            String one = "{'op':'add','path':'%s:department','value':'Maths'}".formatted(RawScim.ENTERPRISE);
            String all = "{'op':'add','path':'%s','value':{'department':'Maths'}}".formatted(RawScim.ENTERPRISE);

            assertThat(app.patch(id, one).scimType()).isEqualTo("invalidPath");
            assertThat(app.patch(id, all).body().path(RawScim.ENTERPRISE).path("department"))
                    .hasToString("\"Maths\"");
        }
    }

    @Test
    void changesSomeAttributesAloneAndRemovesThemNever() throws Exception {
        try (Playing app = Playing.of(new Updates.Alone("userName", "active"))) {
            String id = app.simulator().addUser("ada");

            assertThat(app.patch(id, NAME + "," + TITLE).status()).isEqualTo(400);
            assertThat(app.patch(id, "{'op':'replace','value':{'active':false,'title':'Dr'}}")
                            .status())
                    .isEqualTo(400);
            assertThat(app.patch(id, "{'op':'remove','path':'active'}").status())
                    .isEqualTo(400);
            assertThat(app.simulator().user("ada").orElseThrow().has("title")).isFalse();
            assertThat(app.patch(id, NAME).status()).isEqualTo(200);
            assertThat(app.patch(id, TITLE + ",{'op':'add','path':'nickName','value':'x'}")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void takesSoManyOperationsAndNoMore() throws Exception {
        try (Playing app = Playing.of(new Updates.MaxOperations(2))) {
            String id = app.simulator().addUser("ada");
            String group = app.simulator().addGroup("eng");
            String rename = "{'op':'replace','path':'displayName','value':'x'}";

            assertThat(app.patch(id, TITLE + "," + TITLE + "," + TITLE).status())
                    .isEqualTo(400);
            assertThat(app.patch(id, TITLE + "," + TITLE).status()).isEqualTo(200);
            assertThat(app.scim()
                            .patch("/Groups/" + group, rename + "," + rename + "," + rename)
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void patchesOneAttributeOnly() throws Exception {
        try (Playing app = Playing.of(new Updates.PatchOnlyOf("active"))) {
            String id = app.simulator().addUser("ada");

            assertThat(app.patch(id, TITLE).status()).isEqualTo(400);
            assertThat(app.activate(id, false).status()).isEqualTo(200);
        }
    }
}
