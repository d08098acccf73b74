package dev.usher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.usher.simulator.RawScim.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatorQueryTest {
    private final ScimSimulator simulator =
            ScimSimulator.builder().pageCap(4).maxMatches(8).start();
    private final RawScim scim = RawScim.to(simulator);

    @AfterEach
    void stop() {
        scim.close();
        simulator.close();
    }

    private void addUsers(int count) {
        for (int i = 1; i <= count; i++) {
            simulator.addUser("user" + i);
        }
    }

    private static List<String> names(Reply reply) {
        List<String> names = new ArrayList<>();
        for (JsonNode resource : reply.body().path("Resources")) {
            names.add(resource.path("userName")
                    .asText(resource.path("displayName").asText()));
        }
        return names;
    }

    private static int total(Reply reply) {
        return reply.body().path("totalResults").asInt();
    }

    @Test
    void walksThroughPagesInTheOrderOfCreation() throws Exception {
        addUsers(10);
        List<String> walked = new ArrayList<>();

        for (int start = 1; start <= 10; start += 4) {
            Reply page = scim.get("/Users?startIndex=" + start + "&count=100");
            assertThat(total(page)).isEqualTo(10);
            assertThat(page.body().path("startIndex").asInt()).isEqualTo(start);
            assertThat(page.body().path("itemsPerPage").asInt())
                    .isEqualTo(page.body().path("Resources").size())
                    .isLessThanOrEqualTo(4);
            walked.addAll(names(page));
        }

        assertThat(walked).hasSize(10).startsWith("user1", "user2").endsWith("user10");
    }

    @Test
    void readsOddPagesAsTheRfcSays() throws Exception {
        addUsers(3);

        assertThat(names(scim.get("/Users?startIndex=0&count=2"))).containsExactly("user1", "user2");
        assertThat(names(scim.get("/Users?startIndex=-5&count=-1"))).isEmpty();
        assertThat(total(scim.get("/Users?count=0"))).isEqualTo(3);
        assertThat(names(scim.get("/Users?startIndex=9"))).isEmpty();
        assertThat(scim.get("/Users?count=many").scimType()).isEqualTo("invalidValue");
        assertThat(scim.get("/Groups").body().has("Resources")).isFalse();
    }

    @Test
    void findsByIndexedAttributesAndStillAsksTheWholeFilter() throws Exception {
        String id = simulator.addUser(RawUsers.named("ada", "e1"));
        simulator.addUser(RawUsers.named("bob", "E1"));

        assertThat(names(scim.find("/Users", "userName eq \"ADA\""))).containsExactly("ada");
        assertThat(names(scim.find("/Users", "externalId eq \"e1\""))).containsExactly("ada");
        assertThat(names(scim.find("/Users", "id eq \"" + id + "\" and userName eq \"ada\"")))
                .containsExactly("ada");
        assertThat(names(scim.find("/Users", "id eq \"" + id + "\" and userName eq \"bob\"")))
                .isEmpty();
        assertThat(names(scim.find("/Users", "userName eq \"ada\" or userName eq \"bob\"")))
                .containsExactly("ada", "bob");
    }

    @Test
    void anIndexForgetsTheOldValue() throws Exception {
        simulator.addUser("ada");

        simulator.edit("ada", "userName", TextNode.valueOf("lovelace"));

        assertThat(total(scim.find("/Users", "userName eq \"ada\""))).isZero();
        assertThat(total(scim.find("/Users", "userName eq \"lovelace\""))).isEqualTo(1);
    }

    @Test
    void findsGroupsByNameAndByMember() throws Exception {
        String ada = simulator.addUser("ada");
        String eng = simulator.addGroup("eng");
        simulator.addGroup("ops");
        simulator.addMember("eng", "ada");

        assertThat(names(scim.find("/Groups", "displayName eq \"ENG\""))).containsExactly("eng");
        assertThat(names(scim.find("/Groups", "members.value eq \"" + ada + "\"")))
                .containsExactly("eng");
        assertThat(names(scim.find("/Groups", "id eq \"" + eng + "\" and members eq \"" + ada + "\"")))
                .containsExactly("eng");
        assertThat(names(scim.find("/Groups", "members[value eq \"" + ada + "\" and type eq \"User\"]")))
                .containsExactly("eng");
        assertThat(names(scim.find("/Users", "groups.display eq \"eng\""))).containsExactly("ada");
        assertThat(names(scim.find("/Groups", "not (members pr)"))).containsExactly("ops");
    }

    @Test
    void refusesAFilterThatMatchesTooMuch() throws Exception {
        addUsers(9);

        Reply reply = scim.find("/Users", "userName sw \"user\"");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.scimType()).isEqualTo("tooMany");
        assertThat(total(scim.get("/Users"))).isEqualTo(9);
    }

    @Test
    void showsOnlyWhatIsAskedFor() throws Exception {
        String id = simulator.addUser(RawUsers.full("ada"));
        String path = "/Users/" + id;

        assertThat(scim.get(path + "?attributes=USERNAME,name.givenName,unknown")
                        .body()
                        .fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("schemas", "id", "userName", "name");
        assertThat(scim.get(path + "?attributes=name.givenName")
                        .body()
                        .path("name")
                        .fieldNames())
                .toIterable()
                .containsExactly("givenName");
        JsonNode without = scim.get(
                        path + "?excludedAttributes=id,emails.type,name,%s:department".formatted(RawScim.ENTERPRISE))
                .body();
        assertThat(without.has("id")).isTrue();
        assertThat(without.has("name")).isFalse();
        assertThat(without.at("/emails/0").has("value")).isTrue();
        assertThat(without.at("/emails/0").has("type")).isFalse();
        assertThat(scim.get(path + "?attributes=id&excludedAttributes=name").status())
                .isEqualTo(400);
        assertThat(simulator.user("ada").orElseThrow().at("/emails/0/type").asText())
                .isEqualTo("work");
    }

    @Test
    void leavesMembersOutOnRequest() throws Exception {
        simulator.addUser("ada");
        simulator.addGroup("eng");
        simulator.addMember("eng", "ada");

        assertThat(scim.get("/Groups").body().at("/Resources/0/members")).hasSize(1);
        assertThat(scim.get("/Groups?excludedAttributes=members")
                        .body()
                        .at("/Resources/0")
                        .has("members"))
                .isFalse();
    }

    @Test
    void searchesByPostAtAllThreePlaces() throws Exception {
        simulator.addUser("eng");
        simulator.addGroup("eng");
        String request = "{'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],"
                + "'filter':'%s','startIndex':1,'count':10,'attributes':['displayName','userName']}";
        String users = request.formatted("userName eq \\'eng\\'");
        String either = request.formatted("userName eq \\'eng\\' or displayName eq \\'eng\\'");

        assertThat(total(scim.post("/Users/.search", users))).isEqualTo(1);
        assertThat(total(scim.post("/.search", either))).isEqualTo(2);
        assertThat(scim.post("/Groups/.search", users).scimType()).isEqualTo("invalidFilter");
        assertThat(scim.post("/.search", "{}").scimType()).isEqualTo("invalidSyntax");
        assertThat(simulator.writes()).isZero();
    }
}
