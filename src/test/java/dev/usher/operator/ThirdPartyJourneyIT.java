package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.api.ProvisionedUser;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.ThirdPartyScimServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The packaged operator and an app that somebody else wrote; what the app holds is read from the app itself. */
@ExtendWith(WithControlPlane.class)
class ThirdPartyJourneyIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static OperatorWorld world;
    private static ThirdPartyScimServer app;
    private static Company company;

    @BeforeAll
    static void start(ControlPlane plane, TestNamespace home) throws IOException, InterruptedException {
        app = ThirdPartyScimServer.start();
        group("analysts");
        group("engineers");
        group("colleagues");
        world = OperatorWorld.prepare(plane, home, 1);
        company = world.company();
        company.secret("forge", "127.0.0.1", app.token());
        company.declare("forge", app.endpoint(), "");
        for (var role : List.of("analyst", "engineer", "colleague")) {
            company.role(role, "grants: [{app: {name: forge}, entitlements: [{kind: group, value: " + role + "s}]}]");
        }
        world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
        app.close();
    }

    @Test
    void aJoinerMovesAndLeavesAndIsTheSameAccountOnReturn() throws IOException, InterruptedException {
        company.user("ada", ada("Active", "analyst"));
        company.awaitReady("ada");

        var joined = account();
        assertThat(joined.path("externalId").asText()).isEqualTo("1815");
        assertThat(joined.path("displayName").asText()).isEqualTo("Ada Lovelace");
        assertThat(joined.at("/name/givenName").asText()).isEqualTo("Ada");
        assertThat(joined.at("/name/familyName").asText()).isEqualTo("Lovelace");
        assertThat(joined.at("/emails/0/value").asText()).isEqualTo("ada@example.com");
        assertThat(joined.path("active").asBoolean(true)).isTrue();
        var id = joined.path("id").asText();
        assertThat(company.account("ada", "forge").id()).isEqualTo(id);
        assertThat(members("analysts")).containsExactly(id);
        assertThat(members("engineers")).isEmpty();

        company.user("ada", ada("Active", "engineer"));
        company.awaitReady("ada");

        assertThat(account().path("id").asText()).isEqualTo(id);
        assertThat(members("analysts")).isEmpty();
        assertThat(members("engineers")).containsExactly(id);

        company.user("ada", ada("Terminated", "engineer"));
        company.awaitReady("ada");

        assertThat(account().path("id").asText()).isEqualTo(id);
        assertThat(account().path("active").asBoolean(true)).isFalse();
        assertThat(members("engineers")).isEmpty();
        assertThat(company.account("ada", "forge").state()).isEqualTo("Disabled");

        company.user("ada", ada("Active", "engineer"));
        company.awaitReady("ada");

        assertThat(account().path("id").asText()).isEqualTo(id);
        assertThat(account().path("active").asBoolean(false)).isTrue();
        assertThat(members("engineers")).containsExactly(id);
    }

    @Test
    void whoseUserIsDeletedHasNoUsableAccountAndNobodyElseIsTouched() throws IOException, InterruptedException {
        company.user("charles", "{userName: charles.babbage, roles: [{name: colleague}]}");
        company.user("mary", "{userName: mary.somerville, roles: [{name: colleague}]}");
        company.awaitReady("charles");
        company.awaitReady("mary");
        var other = account("mary.somerville");

        company.delete(ProvisionedUser.class, "charles");

        soon(Duration.ofSeconds(30), () -> {
            var account = account("charles.babbage");
            assertThat(account.path("active").asBoolean(true)).isFalse();
            assertThat(members("colleagues")).containsExactly(other.path("id").asText());
        });
        assertThat(account("mary.somerville")).isEqualTo(other);
    }

    private static String ada(String status, String role) {
        return """
                userName: ada.lovelace
                externalId: "1815"
                name: {given: Ada, family: Lovelace}
                displayName: Ada Lovelace
                email: ada@example.com
                employments: [{id: main, status: %s}]
                roles: [{name: %s}]
                """.formatted(status, role);
    }

    private static JsonNode account() throws IOException, InterruptedException {
        return account("ada.lovelace");
    }

    /** The one account of this userName. */
    private static JsonNode account(String userName) throws IOException, InterruptedException {
        var found = all("/Users").stream()
                .filter(user -> user.path("userName").asText().equals(userName))
                .toList();
        assertThat(found).as("accounts of %s", userName).hasSize(1);
        return found.getFirst();
    }

    private static List<String> members(String group) throws IOException, InterruptedException {
        var found = all("/Groups").stream()
                .filter(entry -> entry.path("displayName").asText().equals(group))
                .toList();
        assertThat(found).as("groups called %s", group).hasSize(1);
        return StreamSupport.stream(found.getFirst().path("members").spliterator(), false)
                .map(member -> member.path("value").asText())
                .toList();
    }

    private static void group(String name) throws IOException, InterruptedException {
        var body = "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"" + name + "\"}";
        assertThat(send("POST", "/Groups", body).path("id").asText()).isNotEmpty();
    }

    private static List<JsonNode> all(String path) throws IOException, InterruptedException {
        return StreamSupport.stream(send("GET", path, "").path("Resources").spliterator(), false)
                .toList();
    }

    private static JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(app.endpoint() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + app.token())
                .header("Content-Type", "application/scim+json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        // The server ends connections when it likes, and a POST on one that it is about to end is not sent again.
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        }
    }
}
