package dev.usher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Plain HTTP with JSON text for tests of the SCIM servers themselves: single quotes stand for double ones. */
public final class RawScim implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
    static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

    public record Reply(int status, Map<String, List<String>> headers, JsonNode body) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }

        public String id() {
            return body.path("id").asText();
        }

        String scimType() {
            return body.path("scimType").asText();
        }
    }

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;
    private final String token;

    public RawScim(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    static RawScim to(ScimSimulator simulator) {
        return new RawScim(simulator.endpoint(), simulator.token());
    }

    public Reply get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    /** A list query with one filter. */
    Reply find(String endpoint, String filter) throws IOException, InterruptedException {
        return get(endpoint + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
    }

    Reply post(String path, String json) throws IOException, InterruptedException {
        return send("POST", path, json);
    }

    public Reply createUser(String userName) throws IOException, InterruptedException {
        return post("/Users", "{'schemas':['%s'],'userName':'%s'}".formatted(USER, userName));
    }

    Reply createGroup(String name) throws IOException, InterruptedException {
        return post("/Groups", "{'schemas':['%s'],'displayName':'%s'}".formatted(GROUP, name));
    }

    Reply put(String path, String json, String... headers) throws IOException, InterruptedException {
        return send("PUT", path, json, headers);
    }

    /** A PATCH with these operations, a JSON array without its brackets. */
    Reply patch(String path, String operations, String... headers) throws IOException, InterruptedException {
        String schema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
        return send("PATCH", path, "{'schemas':['%s'],'Operations':[%s]}".formatted(schema, operations), headers);
    }

    Reply delete(String path, String... headers) throws IOException, InterruptedException {
        return send("DELETE", path, "", headers);
    }

    Reply send(String method, String path, String json, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(quoted(json)));
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/scim+json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        JsonNode body = response.body().startsWith("{") ? JSON.readTree(response.body()) : MissingNode.getInstance();
        return new Reply(response.statusCode(), response.headers().map(), body);
    }

    static String quoted(String json) {
        return json.replace('\'', '"');
    }

    @Override
    public void close() {
        client.close();
    }
}
