package dev.usher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.simulator.RawScim.Reply;
import dev.usher.simulator.dialect.Values;
import org.junit.jupiter.api.Test;

class DialectOfValuesTest {
    private static final String WORK = "{'value':'a@x.example','type':'work','primary':true}";
    private static final String HOME = "{'value':'b@x.example','type':'home'}";

    @Test
    void wantsActiveAsTextAndShowsItSo() throws Exception {
        try (Playing app = Playing.of(Values.ActiveType.TEXT)) {
            Reply created = app.post("ada", "'active':'True'");

            assertThat(created.body().path("active")).hasToString("\"True\"");
            assertThat(app.activate(created.id(), false).scimType()).isEqualTo("invalidValue");
            assertThat(app.post("bob", "'active':true").scimType()).isEqualTo("invalidValue");
            assertThat(app.patch(created.id(), "{'op':'replace','value':{'active':'False'}}")
                            .body()
                            .path("active"))
                    .hasToString("\"False\"");
            assertThat(app.scim().get("/Users").body().at("/Resources/0/active"))
                    .hasToString("\"False\"");
            assertThat(app.simulator().user("ada").orElseThrow().path("active")).hasToString("false");
        }
    }

    @Test
    void takesActiveEitherWay() throws Exception {
        try (Playing app = Playing.of(Values.ActiveType.EITHER)) {
            String id = app.post("ada", "'active':'false'").id();

            assertThat(app.user(id).body().path("active")).hasToString("false");
            assertThat(app.activate(id, true).body().path("active")).hasToString("true");
        }
    }

    @Test
    void wantsManagersAsTextAndShowsThemSo() throws Exception {
        String path = RawScim.ENTERPRISE + ":manager";
        try (Playing app = Playing.of(Values.ManagerType.TEXT)) {
            String id = app.post("ada", "'%s':{'manager':'7'}".formatted(RawScim.ENTERPRISE))
                    .id();

            assertThat(app.user(id).body().path(RawScim.ENTERPRISE)).hasToString("{\"manager\":\"7\"}");
            assertThat(app.patch(id, "{'op':'replace','path':'%s','value':{'value':'8'}}".formatted(path))
                            .scimType())
                    .isEqualTo("invalidValue");
            assertThat(app.patch(id, "{'op':'replace','path':'%s','value':'8'}".formatted(path))
                            .body()
                            .path(RawScim.ENTERPRISE))
                    .hasToString("{\"manager\":\"8\"}");
            assertThat(app.patch(id, "{'op':'remove','path':'%s'}".formatted(path))
                            .body()
                            .has(RawScim.ENTERPRISE))
                    .isFalse();
        }
    }

    @Test
    void refusesAManagerWhomItDoesNotKnow() throws Exception {
        try (Playing app = Playing.of(Values.Oddity.UNKNOWN_MANAGER_REFUSED)) {
            String boss = app.post("bob", "").id();
            String manager = "'%s':{'manager':{'value':'%s'}}";

            assertThat(app.post("ada", manager.formatted(RawScim.ENTERPRISE, "nobody"))
                            .scimType())
                    .isEqualTo("invalidValue");
            assertThat(app.post("ada", manager.formatted(RawScim.ENTERPRISE, boss))
                            .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void takesOneEmailWhichIsPrimary() throws Exception {
        try (Playing app = Playing.of(Values.Oddity.ONE_PRIMARY_EMAIL)) {
            assertThat(app.post("ada", "'emails':[%s,%s]".formatted(WORK, HOME)).scimType())
                    .isEqualTo("invalidValue");
            assertThat(app.post("ada", "'emails':[%s]".formatted(HOME)).scimType())
                    .isEqualTo("invalidValue");
            String id = app.post("ada", "'emails':[%s]".formatted(WORK)).id();
            assertThat(app.patch(id, "{'op':'add','path':'emails','value':[%s]}".formatted(HOME))
                            .scimType())
                    .isEqualTo("invalidValue");
            assertThat(app.user(id).body().path("emails")).hasSize(1);
        }
    }

    @Test
    void keepsOneEmailWithoutAWord() throws Exception {
        try (Playing app = Playing.of(Values.Oddity.KEEPS_ONE_EMAIL)) {
            Reply created = app.post("ada", "'emails':[%s,%s]".formatted(WORK, HOME));

            assertThat(created.status()).isEqualTo(201);
            assertThat(app.user(created.id()).body().path("emails").findValuesAsText("value"))
                    .containsExactly("a@x.example");
        }
    }

    @Test
    void keepsOtherSpellingsThanItIsSent() throws Exception {
        try (Playing app = Playing.of(Values.Oddity.LOWER_CASE_EMAILS, Values.Oddity.USER_NAME_REWRITTEN)) {
            Reply created = app.post("Ada Love@Lace", "'emails':[{'value':'Ada@X.Example'}]");
            Reply patched = app.patch(created.id(), "{'op':'replace','path':'emails','value':[{'value':'A@X'}]}");

            assertThat(created.status()).isEqualTo(201);
            assertThat(created.body().path("userName").asText()).isEqualTo("adalovelace");
            assertThat(created.body().at("/emails/0/value").asText()).isEqualTo("ada@x.example");
            assertThat(patched.body().at("/emails/0/value").asText()).isEqualTo("a@x");
        }
    }

    @Test
    void refusesWhatItsSchemaLacks() throws Exception {
        try (Playing app =
                Playing.of(new Values.NotInSchema("emails.type", "title", RawScim.ENTERPRISE + ":costCenter"))) {
            String id = app.simulator().addUser("ada");
            String extension = "'%s':{'costCenter':'7'}".formatted(RawScim.ENTERPRISE);

            assertThat(app.post("bob", "'emails':[{'value':'b@x.example','type':'work'}]")
                            .scimType())
                    .isEqualTo("invalidSyntax");
            assertThat(app.post("bob", "'title':'Dr'").scimType()).isEqualTo("invalidSyntax");
            assertThat(app.post("bob", extension).scimType()).isEqualTo("invalidSyntax");
            assertThat(app.patch(id, "{'op':'add','path':'title','value':'Dr'}").scimType())
                    .isEqualTo("invalidPath");
            assertThat(app.patch(id, "{'op':'replace','path':'emails[type eq \\'work\\'].value','value':'b@x.example'}")
                            .scimType())
                    .isEqualTo("invalidPath");
            assertThat(app.patch(id, "{'op':'add','value':{'emails':[{'value':'x','type':'work'}]}}")
                            .scimType())
                    .isEqualTo("invalidSyntax");
            assertThat(app.post("bob", "'emails':[{'value':'b@x.example'}]").status())
                    .isEqualTo(201);
        }
    }

    @Test
    void publishesTheSchemaThatItHas() throws Exception {
        try (Playing app =
                Playing.of(new Values.NotInSchema("emails.type", "title", RawScim.ENTERPRISE + ":costCenter"))) {
            String user = app.scim().get("/Schemas/" + RawScim.USER).body().toString();
            String enterprise =
                    app.scim().get("/Schemas/" + RawScim.ENTERPRISE).body().toString();

            assertThat(user).contains("\"emails\"", "\"userName\"").doesNotContain("\"title\"");
            assertThat(user.substring(user.indexOf("\"emails\""), user.indexOf("\"phoneNumbers\"")))
                    .contains("\"primary\"")
                    .doesNotContain("\"name\":\"type\"");
            assertThat(enterprise).contains("department").doesNotContain("costCenter");
        }
    }

    @Test
    void leavesOutWhatItDoesNotKnow() throws Exception {
        try (Playing app = Playing.of(Values.Unknown.IGNORED, new Values.NotInSchema("title", "emails.type"))) {
            Reply created = app.post(
                    "ada", "'nikcName':'Al','title':'Dr','emails':[{'value':'a@x.example','type':'work','odd':1}]");
            Reply patched = app.patch(
                    created.id(),
                    "{'op':'add','path':'title','value':'Dr'},{'op':'add','path':'nickName','value':'Al'}");
            Reply alone = app.patch(created.id(), "{'op':'add','path':'shoeSize','value':'7'}");

            assertThat(created.status()).isEqualTo(201);
            assertThat(created.body().at("/emails/0")).hasToString("{\"value\":\"a@x.example\"}");
            assertThat(patched.status()).isEqualTo(200);
            assertThat(patched.body().path("nickName").asText()).isEqualTo("Al");
            assertThat(patched.body().has("title")).isFalse();
            assertThat(alone.status()).isEqualTo(200);
            assertThat(alone.header("ETag")).isEqualTo(patched.header("ETag"));
        }
    }

    @Test
    void refusesANewUserWithoutWhatItWants() throws Exception {
        try (Playing app = Playing.of(new Values.Required("entitlements", 409, ""))) {
            Reply refused = app.post("ada", "");

            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.scimType()).isEmpty();
            assertThat(app.post("ada", "'entitlements':[{'value':'standard'}]").status())
                    .isEqualTo(201);
        }
    }

    @Test
    void takesOneMediaTypeOnly() throws Exception {
        String body = "{'schemas':['%s'],'userName':'ada'}".formatted(RawScim.USER);
        try (Playing scim = Playing.of(Values.MediaType.SCIM);
                Playing json = Playing.of(Values.MediaType.JSON)) {
            assertThat(scim.scim()
                            .send("POST", "/Users", body, "Content-Type", "application/json")
                            .status())
                    .isEqualTo(415);
            assertThat(json.scim().post("/Users", body).status()).isEqualTo(415);
            assertThat(scim.scim().post("/Users", body).status()).isEqualTo(201);
            Reply taken = json.scim().send("POST", "/Users", body, "Content-Type", "application/json");
            assertThat(taken.status()).isEqualTo(201);
            assertThat(taken.header("Content-Type")).isEqualTo("application/json");
        }
    }

    @Test
    void showsUsersWithoutTheirGroups() throws Exception {
        try (Playing app = Playing.of(Values.Oddity.USERS_WITHOUT_GROUPS)) {
            String id = app.simulator().addUser("ada");
            app.simulator().addGroup("eng");
            app.simulator().addMember("eng", "ada");

            assertThat(app.user(id).body().has("groups")).isFalse();
            assertThat(app.scim()
                            .get("/Users?attributes=groups")
                            .body()
                            .at("/Resources/0")
                            .has("groups"))
                    .isFalse();
            assertThat(app.simulator().members("eng")).containsExactly("ada");
        }
    }
}
