package dev.usher.bench.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * By the client of the HTTP library that the connector's transport stands on, with the same requests and nothing else: no deadline,
 * no judged address, no bound on an answer, and no thought about what it means.
 */
final class ByHand implements Side {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MEDIA_TYPE = "application/scim+json";

    private final String endpoint;
    private final String token;
    private final CloseableHttpClient client;
    private final Map<String, String> groups = new ConcurrentHashMap<>();

    /** @param connections how many requests may be under way */
    ByHand(URI endpoint, String token, int connections) {
        this.endpoint = endpoint.toString();
        this.token = token;
        // The one without redirects, retries, cookies and decoding.
        this.client = HttpClients.createMinimal(PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(connections)
                .setMaxConnPerRoute(connections)
                .build());
    }

    @Override
    public void lookUp(Newcomer who, int keys) throws IOException {
        if (keys > 0) {
            find("/Users?filter=", "userName", who.userName());
        }
        if (keys > 1) {
            find("/Users?filter=", "externalId", who.externalId());
        }
    }

    /** How many bytes the app shows of a group. */
    int size(String group) throws IOException {
        return send("GET", "/Groups/" + found(group), null).toString().getBytes(UTF_8).length;
    }

    @Override
    public String create(Newcomer who) throws IOException {
        var account = JsonNodeFactory.instance.objectNode();
        account.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:User");
        account.put("externalId", who.externalId());
        account.put("active", true);
        account.put("displayName", who.displayName());
        account.putArray("emails").addObject().put("type", "work").put("value", who.email());
        account.put("userName", who.userName());
        return send("POST", "/Users", account.toString()).path("id").asText();
    }

    @Override
    public void enter(String group, List<String> accounts) throws IOException {
        var known = Optional.ofNullable(groups.get(group));
        var id = known.isPresent() ? known.get() : found(group);
        groups.put(group, id);
        var patch = JsonNodeFactory.instance.objectNode();
        patch.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:PatchOp");
        var members = patch.putArray("Operations")
                .addObject()
                .put("op", "add")
                .put("path", "members")
                .putArray("value");
        accounts.forEach(account -> members.addObject().put("value", account));
        send("PATCH", "/Groups/" + id, patch.toString());
        var shown = new HashSet<String>();
        send("GET", "/Groups/" + id, null)
                .path("members")
                .forEach(member -> shown.add(member.path("value").asText()));
        if (!shown.containsAll(accounts)) {
            throw new IllegalStateException("not all are in " + group);
        }
    }

    private String found(String group) throws IOException {
        return find("/Groups?excludedAttributes=members&filter=", "displayName", group)
                .path(0)
                .path("id")
                .asText();
    }

    private JsonNode find(String path, String attribute, String value) throws IOException {
        var filter =
                URLEncoder.encode(attribute + " eq \"" + value + "\"", UTF_8).replace("+", "%20");
        return send("GET", path + filter, null).path("Resources");
    }

    private JsonNode send(String method, String path, @Nullable String body) throws IOException {
        var request = new BasicClassicHttpRequest(method, URI.create(endpoint + path));
        request.setHeader("Authorization", "Bearer " + token);
        request.setHeader("Accept", MEDIA_TYPE + ", application/json");
        request.setHeader("Accept-Encoding", "identity");
        request.setHeader("X-Correlation-Id", Session.CORRELATION);
        if (body != null) {
            request.setHeader("Content-Type", MEDIA_TYPE);
            request.setEntity(new ByteArrayEntity(body.getBytes(UTF_8), null));
        }
        return client.execute(request, response -> {
            if (response.getCode() >= 300) {
                throw new IllegalStateException("an app answered " + response.getCode() + " to " + method + " " + path);
            }
            var entity = response.getEntity();
            return entity == null
                    ? JsonNodeFactory.instance.missingNode()
                    : JSON.readTree(EntityUtils.toByteArray(entity));
        });
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
