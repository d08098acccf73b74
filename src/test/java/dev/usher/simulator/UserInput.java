package dev.usher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.dialect.Values;
import dev.usher.simulator.protocol.Patch;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.protocol.ScimError;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what a client of the dialect sends about a user, and says it in plain SCIM. */
final class UserInput {
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final String MANAGER = ENTERPRISE + ":manager";
    private static final List<String> ACTIVE =
            List.of("active", (ResourceType.USER.schema().id() + ":active").toLowerCase(Locale.ROOT));

    private final Vocabulary vocabulary;
    private final UserPatchRules rules;
    private final Values.ActiveType activeType;
    private final boolean managerIsText;

    UserInput(Dialect dialect) {
        vocabulary = new Vocabulary(dialect);
        rules = new UserPatchRules(dialect);
        activeType = dialect.choice(Values.ActiveType.BOOLEAN);
        managerIsText = dialect.has(Values.ManagerType.TEXT);
    }

    JsonNode body(JsonNode sent) {
        return vocabulary.body(withPlainManager(withPlainActive(sent)));
    }

    /** The request in plain SCIM; its operations may all have been about what the app does not know. */
    JsonNode patch(JsonNode request) {
        JsonNode operations = Patch.operations(request);
        rules.judge(operations);
        for (JsonNode operation : operations) {
            boolean ofActive = ACTIVE.contains(operation.path("path").asText().toLowerCase(Locale.ROOT));
            if (ofActive && operation.has("value")) {
                ((ObjectNode) operation).set("value", plainActive(operation.path("value")));
            } else if (!operation.hasNonNull("path")) {
                withPlainManager(withPlainActive(operation.path("value")));
            } else if (MANAGER.equalsIgnoreCase(operation.path("path").asText()) && operation.has("value")) {
                ((ObjectNode) operation).set("value", plainManager(operation.path("value")));
            }
        }
        ArrayNode known = vocabulary.operations(operations);
        return ((ObjectNode) request).set("Operations", known);
    }

    private JsonNode withPlainManager(JsonNode attributes) {
        if (attributes.path(ENTERPRISE) instanceof ObjectNode extension && extension.hasNonNull("manager")) {
            extension.set("manager", plainManager(extension.path("manager")));
        }
        return attributes;
    }

    private JsonNode plainManager(JsonNode sent) {
        if (!managerIsText) {
            return sent;
        }
        if (!sent.isTextual()) {
            throw ScimError.invalidValue("manager must be a text");
        }
        return JsonNodeFactory.instance.objectNode().put("value", sent.textValue());
    }

    private JsonNode withPlainActive(JsonNode attributes) {
        if (attributes instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                if (member.getKey().equalsIgnoreCase("active")) {
                    member.setValue(plainActive(member.getValue()));
                }
            }
        }
        return attributes;
    }

    private JsonNode plainActive(JsonNode sent) {
        String text = sent.asText().toLowerCase(Locale.ROOT);
        boolean isText = sent.isTextual() && (text.equals("true") || text.equals("false"));
        return switch (activeType) {
            case BOOLEAN -> sent;
            case EITHER -> isText ? BooleanNode.valueOf(text.equals("true")) : sent;
            case TEXT -> {
                if (!isText) {
                    throw ScimError.invalidValue("active must be \"True\" or \"False\"");
                }
                yield BooleanNode.valueOf(text.equals("true"));
            }
        };
    }
}
