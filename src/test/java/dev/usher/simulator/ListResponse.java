package dev.usher.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The envelope of every query answer (RFC 7644 section 3.4.2); where nothing matches it has no Resources, as the RFC allows. */
final class ListResponse {
    private ListResponse() {}

    static ObjectNode of(List<ObjectNode> resources, int total, int start) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:ListResponse");
        node.put("totalResults", total);
        node.put("itemsPerPage", resources.size());
        node.put("startIndex", start);
        if (total > 0) {
            node.putArray("Resources").addAll(resources);
        }
        return node;
    }
}
