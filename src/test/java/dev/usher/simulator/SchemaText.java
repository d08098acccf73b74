package dev.usher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.dialect.Groups;
import dev.usher.simulator.dialect.Values;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.protocol.Schema;
import java.util.Iterator;

/** Schemas as an app with a dialect publishes them. */
final class SchemaText {
    private static final String MANAGER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";

    private final Dialect dialect;
    private final Vocabulary vocabulary;

    SchemaText(Dialect dialect) {
        this.dialect = dialect;
        this.vocabulary = new Vocabulary(dialect);
    }

    ObjectNode of(Schema schema) {
        ObjectNode node = schema.definition();
        if (schema.id().equals(ResourceType.GROUP.schema().id())) {
            node.path("attributes").forEach(this::members);
            return node;
        }
        boolean core = schema.id().equals(ResourceType.USER.schema().id());
        known((ArrayNode) node.path("attributes"), core ? "" : schema.id() + ":");
        return node;
    }

    private void known(ArrayNode attributes, String prefix) {
        for (Iterator<JsonNode> all = attributes.iterator(); all.hasNext(); ) {
            JsonNode attribute = all.next();
            String path = prefix + attribute.path("name").asText();
            if (vocabulary.lacks(path)) {
                all.remove();
            } else if (path.equals(MANAGER) && dialect.has(Values.ManagerType.TEXT)) {
                ((ObjectNode) attribute).put("type", "string").remove("subAttributes");
            } else if (attribute.path("subAttributes") instanceof ArrayNode subs) {
                known(subs, path + ".");
            } else if (path.equals("active") && dialect.has(Values.ActiveType.TEXT)) {
                ((ObjectNode) attribute).put("type", "string");
            }
        }
    }

    private void members(JsonNode attribute) {
        boolean members = attribute.path("name").asText().equals("members");
        if (members) {
            String returned = switch (dialect.choice(Groups.MembersShown.ALWAYS)) {
                case ALWAYS, BY_PROBE -> "default";
                case ON_REQUEST -> "request";
                case NEVER -> "never";
            };
            ((ObjectNode) attribute).put("returned", returned);
        }
    }
}
