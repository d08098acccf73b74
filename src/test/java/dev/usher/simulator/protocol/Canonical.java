package dev.usher.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks what a client sent against the schemas and writes it with canonical names, without what is unassigned, read-only or never kept. */
public final class Canonical {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Canonical() {}

    /**
     * The body of a POST or PUT as it is to be kept. Read-only attributes are left out (RFC 7644 section 3.5.1), and so is
     * {@code password}; an attribute that no announced schema has is refused, which the RFC leaves open.
     *
     * @throws ScimError invalidSyntax, invalidValue
     */
    public static ObjectNode resource(ResourceType type, JsonNode input) {
        if (!input.isObject()) {
            throw ScimError.invalidSyntax("the body must be a JSON object");
        }
        Set<String> announced = new HashSet<>();
        input.path("schemas").forEach(schema -> announced.add(schema.asText()));
        if (!announced.remove(type.schema().id())) {
            throw ScimError.invalidSyntax(
                    "schemas must contain " + type.schema().id());
        }
        for (Schema extension : type.extensions()) {
            if (!announced.remove(extension.id()) && input.has(extension.id())) {
                throw ScimError.invalidSyntax("schemas must contain " + extension.id());
            }
        }
        if (!announced.isEmpty()) {
            throw ScimError.invalidSyntax("schemas names one that " + type.label() + " does not have");
        }
        ObjectNode kept = object(type.attributes(), input);
        kept.remove("schemas");
        complete(type, kept);
        return kept;
    }

    /** One value as a PATCH operation carries it; a missing node if it says unassigned. */
    static JsonNode value(Attribute attribute, JsonNode input) {
        if (!attribute.multiValued()) {
            return single(attribute, input);
        }
        if (input.isNull()) {
            return MissingNode.getInstance();
        }
        ArrayNode values = NODES.arrayNode();
        for (JsonNode element : input.isArray() ? input : NODES.arrayNode().add(input)) {
            JsonNode value = single(attribute, element);
            if (!value.isMissingNode()) {
                values.add(value);
            }
        }
        if (primaries(values) > 1) {
            throw ScimError.invalidValue(attribute.name() + " has more than one primary value");
        }
        return values.isEmpty() ? MissingNode.getInstance() : values;
    }

    /** One value of an attribute, be the attribute multi-valued or not. */
    static JsonNode single(Attribute attribute, JsonNode input) {
        if (input.isNull()) {
            return MissingNode.getInstance();
        }
        boolean fits = switch (attribute.type()) {
            case STRING, REFERENCE -> input.isTextual();
            case BOOLEAN -> input.isBoolean();
            case INTEGER -> input.isIntegralNumber();
            case DECIMAL -> input.isNumber();
            case DATE_TIME -> input.isTextual() && isDateTime(input.textValue());
            case BINARY -> input.isTextual() && isBase64(input.textValue());
            case COMPLEX -> input.isObject();
        };
        if (!fits) {
            throw ScimError.invalidValue(attribute.name() + " has a value of another type");
        }
        if (!attribute.complex()) {
            return input;
        }
        ObjectNode value = object(attribute.subAttributes(), withoutSchemas(attribute, input));
        return value.isEmpty() ? MissingNode.getInstance() : value;
    }

    /** The third-party suite announces the schema within an extension's value too; that says nothing, so nothing is made of it. */
    private static JsonNode withoutSchemas(Attribute attribute, JsonNode input) {
        boolean announces =
                attribute.name().startsWith("urn:") && input.path("schemas").isArray();
        return announces ? ((ObjectNode) input.deepCopy()).without("schemas") : input;
    }

    private static ObjectNode object(List<Attribute> attributes, JsonNode input) {
        ObjectNode kept = NODES.objectNode();
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, JsonNode> member : input.properties()) {
            Attribute attribute = Attribute.find(attributes, member.getKey())
                    .orElseThrow(() -> ScimError.invalidSyntax("no attribute '" + member.getKey() + "'"));
            if (!seen.add(attribute.name())) {
                throw ScimError.invalidSyntax(attribute.name() + " is given twice");
            }
            if (attribute.readOnly()) {
                continue;
            }
            if (attribute.multiValued()
                    && !member.getValue().isArray()
                    && !member.getValue().isNull()) {
                throw ScimError.invalidValue(attribute.name() + " must be an array");
            }
            JsonNode value = value(attribute, member.getValue());
            if (!value.isMissingNode() && !attribute.writeOnly()) {
                kept.set(attribute.name(), value);
            }
        }
        return kept;
    }

    /** What must hold of a whole resource: required attributes, and at most one primary value (RFC 7643 section 2.4). */
    static void complete(ResourceType type, ObjectNode resource) {
        for (Attribute attribute : type.schema().attributes()) {
            JsonNode value = resource.path(attribute.name());
            boolean blank = value.isMissingNode()
                    || (value.isTextual() && value.textValue().isBlank());
            if (attribute.traits().required() && blank) {
                throw ScimError.invalidValue(attribute.name() + " is required");
            }
            if (attribute.multiValued() && primaries(value) > 1) {
                throw ScimError.invalidValue(attribute.name() + " has more than one primary value");
            }
        }
    }

    private static int primaries(JsonNode values) {
        int count = 0;
        for (JsonNode value : values) {
            count += value.path("primary").asBoolean() ? 1 : 0;
        }
        return count;
    }

    private static boolean isDateTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isBase64(String text) {
        try {
            Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
