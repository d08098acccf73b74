package dev.usher.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.protocol.Schema;
import dev.usher.simulator.protocol.ScimError;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The three discovery endpoints of RFC 7644 section 4. */
final class Discovery {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final URI base;
    private final int pageCap;

    Discovery(URI base, int pageCap) {
        this.base = base;
        this.pageCap = pageCap;
    }

    Answer answer(Call call) {
        if (!call.method().equals("GET")) {
            throw ScimError.of(405, "this endpoint is read-only");
        }
        if (call.parameter("filter").isPresent()) {
            throw ScimError.of(403, "this endpoint takes no filter");
        }
        List<String> segments = call.segments();
        if (segments.getFirst().equals("ServiceProviderConfig") && segments.size() == 1) {
            return Answer.of(200, serviceProviderConfig());
        }
        List<ObjectNode> all = segments.getFirst().equals("Schemas") ? schemas() : resourceTypes();
        if (segments.size() == 1) {
            return Answer.of(200, ListResponse.of(all, all.size(), 1));
        }
        return all.stream()
                .filter(node -> segments.size() == 2 && node.path("id").asText().equals(segments.get(1)))
                .findFirst()
                .map(node -> Answer.of(200, node))
                .orElseThrow(() -> ScimError.of(404, "nothing of this id"));
    }

    private ObjectNode serviceProviderConfig() {
        ObjectNode node = NODES.objectNode();
        node.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig");
        node.putObject("patch").put("supported", true);
        node.putObject("bulk").put("supported", false).put("maxOperations", 0).put("maxPayloadSize", 0);
        node.putObject("filter").put("supported", true).put("maxResults", pageCap);
        node.putObject("changePassword").put("supported", false);
        node.putObject("sort").put("supported", false);
        node.putObject("etag").put("supported", true);
        node.putArray("authenticationSchemes")
                .addObject()
                .put("type", "oauthbearertoken")
                .put("name", "Bearer token")
                .put("description", "A fixed bearer token")
                .put("primary", true);
        return meta(node, "ServiceProviderConfig", "/ServiceProviderConfig");
    }

    private List<ObjectNode> resourceTypes() {
        return ResourceType.ALL.stream()
                .map(type -> meta(type.definition(), "ResourceType", "/ResourceTypes/" + type.label()))
                .toList();
    }

    private List<ObjectNode> schemas() {
        List<Schema> schemas = new ArrayList<>();
        for (ResourceType type : ResourceType.ALL) {
            schemas.add(type.schema());
            schemas.addAll(type.extensions());
        }
        return schemas.stream()
                .map(schema -> meta(schema.definition(), "Schema", "/Schemas/" + schema.id()))
                .toList();
    }

    private ObjectNode meta(ObjectNode node, String resourceType, String path) {
        node.putObject("meta").put("resourceType", resourceType).put("location", base + path);
        return node;
    }
}
