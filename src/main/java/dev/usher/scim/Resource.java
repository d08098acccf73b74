package dev.usher.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.utils.JsonUtils;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Any SCIM object that came from outside; attribute names are found in any case (RFC 7643 section 2.1).
 *
 * <p>What it holds is the other side's word: judge it, never log it. Reading a value of an unexpected type is reading
 * none.
 */
public final class Resource {
    private static final ScimPath SCHEMAS = ScimPath.of("schemas");

    private final ObjectNode node;

    private Resource(ObjectNode node) {
        this.node = node;
    }

    static Resource of(ObjectNode node) {
        return new Resource(node);
    }

    /**
     * Reads JSON; empty where it is none, or anything but one object, where it says something twice, and where it has more parts than
     * can be held.
     */
    public static Optional<Resource> parse(InputStream json) {
        try (json) {
            return Json.whole(json) instanceof ObjectNode object ? Optional.of(new Resource(object)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The first text at a path; a number counts as its digits, since some apps count their ids. */
    public Optional<String> text(ScimPath path) {
        return at(path).stream().filter(Resource::isText).map(JsonNode::asText).findFirst();
    }

    /** The one boolean at a path; some apps write it as text. */
    public Optional<Boolean> flag(ScimPath path) {
        return Optional.of(at(path))
                .filter(values -> values.size() == 1)
                .map(values -> values.getFirst().asText().toLowerCase(Locale.ROOT))
                .filter(value -> value.equals("true") || value.equals("false"))
                .map(Boolean::valueOf);
    }

    /** The integer at a path. */
    public Optional<Integer> number(ScimPath path) {
        return at(path).stream()
                .filter(JsonNode::canConvertToInt)
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::intValue)
                .findFirst();
    }

    public boolean has(ScimPath path) {
        return !at(path).isEmpty();
    }

    /**
     * The objects among the values at a path.
     *
     * @return empty where one of the values is anything else, so that none is lost in silence
     */
    public Optional<List<Resource>> objects(ScimPath path) {
        var objects = new ArrayList<Resource>();
        for (var value : at(path)) {
            if (!(value instanceof ObjectNode object)) {
                return Optional.empty();
            }
            objects.add(new Resource(object));
        }
        return Optional.of(objects);
    }

    /** The texts of each extension (RFC 7643 section 3.3), by the URI of its schema and then by name. */
    public Map<String, Map<String, String>> extensions() {
        var extensions = new TreeMap<String, Map<String, String>>();
        node.properties().forEach(member -> {
            if (member.getKey().startsWith("urn:") && member.getValue() instanceof ObjectNode extension) {
                var texts = new TreeMap<String, String>();
                extension.properties().stream()
                        .filter(value -> isText(value.getValue()))
                        .forEach(value ->
                                texts.put(value.getKey(), value.getValue().asText()));
                extensions.put(member.getKey(), texts);
            }
        });
        return extensions;
    }

    /** Its own texts, and what is true or false, by their names. */
    public Map<String, Object> plain() {
        var plain = new TreeMap<String, Object>();
        node.properties().forEach(value -> {
            if (isText(value.getValue())) {
                plain.put(value.getKey(), value.getValue().asText());
            } else if (value.getValue().isBoolean()) {
                plain.put(value.getKey(), value.getValue().booleanValue());
            }
        });
        return plain;
    }

    private static boolean isText(JsonNode value) {
        return value.isTextual() || value.isIntegralNumber();
    }

    ObjectNode copy() {
        return node.deepCopy();
    }

    /** Whether it says that it is of a schema. */
    public boolean isOf(String schema) {
        return at(SCHEMAS).stream().anyMatch(value -> value.asText().equalsIgnoreCase(schema));
    }

    private List<JsonNode> at(ScimPath path) {
        try {
            var values = new ArrayList<JsonNode>();
            for (var found : JsonUtils.findMatchingPaths(path.library(), node)) {
                if (found.isArray()) {
                    found.forEach(values::add);
                } else if (!found.isNull()) {
                    values.add(found);
                }
            }
            return values;
        } catch (ScimException e) {
            return List.of();
        }
    }

    @Override
    public String toString() {
        return "a SCIM object with " + node.size() + " attributes";
    }
}
