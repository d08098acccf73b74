package dev.usher.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.simulator.dialect.Access;
import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.dialect.Groups;
import dev.usher.simulator.dialect.LookUps;
import dev.usher.simulator.dialect.Pages;
import dev.usher.simulator.dialect.Updates;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.protocol.ScimError;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The three discovery endpoints of RFC 7644 section 4. */
final class Discovery {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final URI base;
    private final int pageCap;
    private final Supplier<Dialect> dialect;

    Discovery(URI base, int pageCap, Supplier<Dialect> dialect) {
        this.base = base;
        this.pageCap = pageCap;
        this.dialect = dialect;
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
        Dialect now = dialect.get();
        boolean patch = now.find(Updates.NoPatch.class)
                .filter(Updates.NoPatch::announced)
                .isEmpty();
        boolean filter = now.find(LookUps.NoFilter.class)
                .filter(LookUps.NoFilter::announced)
                .isEmpty();
        int maxResults = now.find(Pages.AnnouncedMaxResults.class)
                .map(Pages.AnnouncedMaxResults::most)
                .orElse(pageCap);
        ObjectNode node = NODES.objectNode();
        node.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig");
        node.putObject("patch").put("supported", patch);
        node.putObject("bulk").put("supported", false).put("maxOperations", 0).put("maxPayloadSize", 0);
        node.putObject("filter").put("supported", filter).put("maxResults", maxResults);
        node.putObject("changePassword").put("supported", false);
        node.putObject("sort").put("supported", false);
        node.putObject("etag").put("supported", true);
        node.putArray("authenticationSchemes").add(authentication(now));
        pagination(now).ifPresent(pagination -> node.set("pagination", pagination));
        return meta(node, "ServiceProviderConfig", "/ServiceProviderConfig");
    }

    private static ObjectNode authentication(Dialect dialect) {
        String type = dialect.find(Access.class)
                        .filter(Access.Basic.class::isInstance)
                        .isPresent()
                ? "httpbasic"
                : "oauthbearertoken";
        return NODES.objectNode()
                .put("type", type)
                .put("name", type.equals("httpbasic") ? "Name and password" : "Bearer token")
                .put("description", "What the Authorization header carries")
                .put("primary", true);
    }

    /** What RFC 9865 adds. */
    private Optional<ObjectNode> pagination(Dialect dialect) {
        return dialect.find(Pages.Method.class)
                .filter(Pages.Cursor.class::isInstance)
                .map(Pages.Cursor.class::cast)
                .filter(Pages.Cursor::announced)
                .map(cursor -> NODES.objectNode()
                        .put("cursor", true)
                        .put("index", !cursor.everywhere())
                        .put("defaultPaginationMethod", cursor.everywhere() ? "cursor" : "index")
                        .put("defaultPageSize", pageCap)
                        .put("maxPageSize", pageCap)
                        .put("cursorTimeout", cursor.lifetime().toSeconds()));
    }

    private List<ResourceType> types() {
        boolean groups = !dialect.get().has(Groups.Oddity.UNSUPPORTED);
        return groups ? ResourceType.ALL : List.of(ResourceType.USER);
    }

    private List<ObjectNode> resourceTypes() {
        return types().stream()
                .map(type -> meta(type.definition(), "ResourceType", "/ResourceTypes/" + type.label()))
                .toList();
    }

    private List<ObjectNode> schemas() {
        List<ObjectNode> schemas = new ArrayList<>();
        SchemaText text = new SchemaText(dialect.get());
        for (ResourceType type : types()) {
            schemas.add(text.of(type.schema()));
            type.extensions().forEach(extension -> schemas.add(text.of(extension)));
        }
        schemas.forEach(
                schema -> meta(schema, "Schema", "/Schemas/" + schema.path("id").asText()));
        return schemas;
    }

    private ObjectNode meta(ObjectNode node, String resourceType, String path) {
        node.putObject("meta").put("resourceType", resourceType).put("location", base + path);
        return node;
    }
}
