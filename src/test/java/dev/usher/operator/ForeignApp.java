package dev.usher.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.thirdparty.ThirdPartyApp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** An app that somebody else wrote, as its own API shows it. */
record ForeignApp(String name, ThirdPartyApp server) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The same, with these groups and nobody in them. */
    ForeignApp withGroups(String... groups) throws IOException, InterruptedException {
        for (var group : groups) {
            var body =
                    "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"" + group + "\"}";
            assertThat(send("POST", "/Groups", body).path("id").asText()).isNotEmpty();
        }
        return this;
    }

    /** The one account of this userName. */
    JsonNode account(String userName) throws IOException, InterruptedException {
        var found = all("/Users").stream()
                .filter(user -> user.path("userName").asText().equals(userName))
                .toList();
        assertThat(found).as("accounts of %s in %s", userName, name).hasSize(1);
        return found.getFirst();
    }

    List<String> members(String group) throws IOException, InterruptedException {
        // Some show who is in a group only to those who ask for it.
        var found = all("/Groups?attributes=displayName,members").stream()
                .filter(entry -> entry.path("displayName").asText().equals(group))
                .toList();
        assertThat(found).as("groups called %s in %s", group, name).hasSize(1);
        return StreamSupport.stream(found.getFirst().path("members").spliterator(), false)
                .map(member -> member.path("value").asText())
                .toList();
    }

    private List<JsonNode> all(String path) throws IOException, InterruptedException {
        return StreamSupport.stream(send("GET", path, "").path("Resources").spliterator(), false)
                .toList();
    }

    private JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(server.endpoint() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + server.token())
                .header("Content-Type", "application/scim+json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        // A server ends connections when it likes, and a POST on one that it is about to end is not sent again.
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        }
    }
}
