package dev.usher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.simulator.RawScim.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatorProtocolTest {
    private final ScimSimulator simulator = ScimSimulator.start();
    private final RawScim scim = RawScim.to(simulator);

    @AfterEach
    void stop() {
        scim.close();
        simulator.close();
    }

    @Test
    void createsAUserAndShowsWhereItIs() throws Exception {
        Reply created = scim.post("/Users", """
                {'schemas':['%s','%s'],'USERNAME':'ada','externalId':'e1','id':'mine','password':'secret',
                 '%s':{'department':'Maths'}}""".formatted(RawScim.USER, RawScim.ENTERPRISE, RawScim.ENTERPRISE));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Content-Type")).isEqualTo("application/scim+json");
        assertThat(created.header("Location"))
                .isEqualTo(simulator.endpoint() + "/Users/" + created.id())
                .isEqualTo(created.body().at("/meta/location").asText());
        assertThat(created.header("ETag"))
                .isEqualTo(created.body().at("/meta/version").asText());
        assertThat(created.id()).isNotEqualTo("mine");
        assertThat(created.body().path("userName").asText()).isEqualTo("ada");
        assertThat(created.body().path("active").asBoolean()).isTrue();
        assertThat(created.body().has("password")).isFalse();
        assertThat(created.body().path("schemas")).hasSize(2);
        assertThat(scim.get("/Users/" + created.id()).body()).isEqualTo(created.body());
    }

    @Test
    void takesAndForgetsWhatItIsToldToDrop() throws Exception {
        simulator.drops("title");

        Reply created =
                scim.post("/Users", "{'schemas':['%s'],'userName':'ada','title':'Analyst'}".formatted(RawScim.USER));
        Reply patched = scim.patch("/Users/" + created.id(), "{'op':'replace','path':'title','value':'Countess'}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(patched.status()).isEqualTo(200);
        assertThat(created.body().has("title")).isFalse();
        assertThat(scim.get("/Users/" + created.id()).body().has("title")).isFalse();
    }

    @Test
    void refusesASecondUserOfTheSameNameInAnyCase() throws Exception {
        scim.createUser("ada");

        Reply second = scim.createUser("ADA");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.scimType()).isEqualTo("uniqueness");
        assertThat(second.body().path("status").asText()).isEqualTo("409");
        assertThat(simulator.users()).hasSize(1);
    }

    @Test
    void refusesToRenameAUserToATakenName() throws Exception {
        scim.createUser("ada");
        String bob = scim.createUser("bob").id();

        assertThat(scim.patch("/Users/" + bob, "{'op':'replace','path':'userName','value':'Ada'}")
                        .status())
                .isEqualTo(409);
        assertThat(scim.patch("/Users/" + bob, "{'op':'replace','path':'userName','value':'BOB'}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesWhatTheSchemaDoesNotHave() throws Exception {
        Reply unknown = scim.post("/Users", "{'schemas':['%s'],'userName':'a','nikcName':'x'}".formatted(RawScim.USER));
        Reply unannounced = scim.post(
                "/Users", "{'schemas':['%s'],'userName':'a','%s':{}}".formatted(RawScim.USER, RawScim.ENTERPRISE));
        Reply nameless = scim.post("/Users", "{'schemas':['%s']}".formatted(RawScim.USER));
        Reply mistyped =
                scim.post("/Users", "{'schemas':['%s'],'userName':'a','active':'true'}".formatted(RawScim.USER));
        Reply broken = scim.post("/Users", "{'schemas':");

        assertThat(unknown.scimType()).isEqualTo("invalidSyntax");
        assertThat(unannounced.scimType()).isEqualTo("invalidSyntax");
        assertThat(nameless.scimType()).isEqualTo("invalidValue");
        assertThat(mistyped.scimType()).isEqualTo("invalidValue");
        assertThat(broken.scimType()).isEqualTo("invalidSyntax");
        assertThat(simulator.users()).isEmpty();
    }

    @Test
    void answersOnlyToItsToken() throws Exception {
        simulator.requireToken("new");
        try (RawScim current = new RawScim(simulator.endpoint(), "new")) {
            Reply refused = scim.get("/Users");

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(refused.body().path("status").asText()).isEqualTo("401");
            assertThat(current.get("/Users").status()).isEqualTo(200);
        }
    }

    @Test
    void refusesOtherContentTypesAndUnknownPlacesAndMethods() throws Exception {
        assertThat(scim.send("POST", "/Users", "{}", "Content-Type", "text/plain")
                        .status())
                .isEqualTo(415);
        assertThat(scim.get("/Teams").status()).isEqualTo(404);
        assertThat(scim.get("/Users/none").status()).isEqualTo(404);
        assertThat(scim.put("/Users", "{}").status()).isEqualTo(405);
        assertThat(scim.get("/Me").status()).isEqualTo(501);
        assertThat(scim.find("/Schemas", "id pr").status()).isEqualTo(403);
    }

    @Test
    void aPutClearsWhatItLeavesOut() throws Exception {
        String id = scim.post(
                        "/Users",
                        "{'schemas':['%s'],'userName':'a','title':'x','active':false}".formatted(RawScim.USER))
                .id();

        Reply put = scim.put("/Users/" + id, "{'schemas':['%s'],'userName':'a'}".formatted(RawScim.USER));

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.body().has("title")).isFalse();
        assertThat(put.body().path("active").asBoolean()).isTrue();
    }

    @Test
    void aPatchIsAllOrNothing() throws Exception {
        String id = scim.createUser("ada").id();

        Reply patch = scim.patch(
                "/Users/" + id,
                "{'op':'replace','path':'title','value':'x'},{'op':'replace','path':'meta','value':{}}");

        assertThat(patch.scimType()).isEqualTo("mutability");
        assertThat(simulator.user("ada").orElseThrow().has("title")).isFalse();
    }

    @Test
    void theVersionMovesWithAChangeAndOnlyWithAChange() throws Exception {
        Reply created = scim.createUser("ada");
        String path = "/Users/" + created.id();
        String operation = "{'op':'replace','path':'title','value':'x'}";

        String changed = scim.patch(path, operation).header("ETag");
        String unchanged = scim.patch(path, operation).header("ETag");

        assertThat(changed).isNotEqualTo(created.header("ETag")).isEqualTo(unchanged);
        assertThat(scim.patch(path, operation, "If-Match", created.header("ETag"))
                        .status())
                .isEqualTo(412);
        assertThat(scim.delete(path, "If-Match", created.header("ETag")).status())
                .isEqualTo(412);
        assertThat(scim.send("GET", path, "", "If-None-Match", changed).status())
                .isEqualTo(304);
        assertThat(scim.delete(path, "If-Match", changed).status()).isEqualTo(204);
    }

    @Test
    void aDeletedUserIsGoneAndInNoGroup() throws Exception {
        simulator.addUser("ada");
        simulator.addGroup("eng");
        simulator.addMember("eng", "ada");
        String id = simulator.user("ada").orElseThrow().path("id").asText();

        assertThat(scim.delete("/Users/" + id).status()).isEqualTo(204);
        assertThat(scim.get("/Users/" + id).status()).isEqualTo(404);
        assertThat(scim.delete("/Users/" + id).status()).isEqualTo(404);
        assertThat(simulator.members("eng")).isEmpty();
        assertThat(scim.createUser("ada").status()).isEqualTo(201);
    }

    @Test
    void showsAUsersGroupsDirectAndIndirect() throws Exception {
        String ada = simulator.addUser("ada");
        String inner = simulator.addGroup("inner");
        String outer = simulator.addGroup("outer");
        String before = scim.get("/Users/" + ada).header("ETag");

        simulator.addMember("inner", "ada");
        scim.patch("/Groups/" + outer, "{'op':'add','path':'members','value':[{'value':'%s'}]}".formatted(inner));

        Reply user = scim.get("/Users/" + ada);
        assertThat(user.header("ETag")).isNotEqualTo(before);
        assertThat(user.body().path("groups").findValuesAsText("display")).containsExactly("inner", "outer");
        assertThat(user.body().path("groups").findValuesAsText("type")).containsExactly("direct", "indirect");
        assertThat(scim.get("/Groups/" + outer).body().at("/members/0/type").asText())
                .isEqualTo("Group");
    }

    @Test
    void refusesAMemberThatDoesNotExist() throws Exception {
        String group = simulator.addGroup("eng");
        String ada = simulator.addUser("ada");
        String operation = "{'op':'add','path':'members','value':[{'value':'%s'},{'value':'nobody'}]}".formatted(ada);

        Reply patched = scim.patch("/Groups/" + group, operation);
        Reply created = scim.post(
                "/Groups",
                "{'schemas':['%s'],'displayName':'x','members':[{'value':'nobody'}]}".formatted(RawScim.GROUP));

        assertThat(patched.status()).isEqualTo(400);
        assertThat(patched.scimType()).isEqualTo("invalidValue");
        assertThat(created.scimType()).isEqualTo("invalidValue");
        assertThat(simulator.members("eng")).isEmpty();
    }

    @Test
    void allowsTwoGroupsOfOneNameUnlessToldOtherwise() throws Exception {
        scim.createGroup("eng");

        assertThat(scim.createGroup("eng").status()).isEqualTo(201);

        try (ScimSimulator strict = ScimSimulator.builder().uniqueGroupNames().start();
                RawScim toStrict = RawScim.to(strict)) {
            toStrict.createGroup("eng");
            assertThat(toStrict.createGroup("Eng").status()).isEqualTo(409);
        }
    }

    @Test
    void answersAGroupPatchWithoutABodyUnlessAttributesAreAskedFor() throws Exception {
        String group = simulator.addGroup("eng");
        String operation = "{'op':'replace','path':'displayName','value':'%s'}";

        assertThat(scim.patch("/Groups/" + group, operation.formatted("a")).status())
                .isEqualTo(204);
        Reply asked = scim.patch("/Groups/" + group + "?attributes=displayName", operation.formatted("b"));
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body().path("displayName").asText()).isEqualTo("b");
    }

    @Test
    void letsOneOfManySimultaneousCreatesOfOneNameWin() throws Exception {
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                answers.add(clients.submit(() -> scim.createUser("ada").status()));
            }
        }

        assertThat(answers).extracting(Future::resultNow).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(simulator.users()).hasSize(1);
    }
}
