package dev.usher.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.cluster.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** What an operator has recorded, in its own namespace, of users whose namespace or kind went. */
final class Torn {
    private static final JsonMapper JSON = new JsonMapper();

    private Torn() {}

    /** By the user's name. */
    static Map<String, JsonNode> of(ControlPlane plane, String home, String namespace) {
        var records = new HashMap<String, JsonNode>();
        for (var secret : plane.adminClient().secrets().inNamespace(home).list().getItems()) {
            if (secret.getMetadata().getName().startsWith("usher-teardown-" + namespace + "-")) {
                secret.getData().forEach((user, data) -> records.put(user, json(data)));
            }
        }
        return records;
    }

    private static JsonNode json(String base64) {
        try {
            return JSON.readTree(new String(Base64.getDecoder().decode(base64), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
