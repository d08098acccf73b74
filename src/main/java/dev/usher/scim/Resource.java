package dev.usher.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.utils.JsonUtils;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
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
        for (var value : at(path)) {
            if (isText(value)) {
                return Optional.of(value.asText());
            }
        }
        return Optional.empty();
    }

    /** The first text at each of many paths that has one, by the names under which they are asked for. */
    public Map<String, String> texts(Map<String, ScimPath> paths) {
        var known = new HashMap<String, JsonNode>();
        node.properties().forEach(member -> known.put(folded(member.getKey()), member.getValue()));
        var texts = new TreeMap<String, String>();
        paths.forEach((name, path) -> {
            if (path.steps().isEmpty() || known.containsKey(path.firstStep())) {
                text(path).ifPresent(text -> texts.put(name, text));
            }
        });
        return texts;
    }

    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
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

    /** The objects among the values at a path, whatever else is there. */
    public List<Resource> parts(ScimPath path) {
        return at(path).stream()
                .filter(ObjectNode.class::isInstance)
                .map(part -> new Resource((ObjectNode) part))
                .toList();
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

    /** Of an account some thirty paths are read, of which hardly one has a filter. */
    private List<JsonNode> at(ScimPath path) {
        var values = new ArrayList<JsonNode>();
        if (path.steps().isEmpty()) {
            picked(path).forEach(found -> take(found, values));
        } else {
            follow(node, path.steps(), 0, values);
        }
        return values;
    }

    private static void follow(ObjectNode from, List<String> steps, int at, List<JsonNode> values) {
        var next = from.path(steps.get(at));
        if (at == steps.size() - 1) {
            take(next, values);
        } else if (next instanceof ObjectNode one) {
            follow(one, steps, at + 1, values);
        } else if (next.isArray()) {
            for (var one : next) {
                if (one instanceof ObjectNode object) {
                    follow(object, steps, at + 1, values);
                }
            }
        }
    }

    private static void take(JsonNode found, List<JsonNode> values) {
        if (found.isArray()) {
            found.forEach(values::add);
        } else if (!found.isNull() && !found.isMissingNode()) {
            values.add(found);
        }
    }

    private List<JsonNode> picked(ScimPath path) {
        try {
            return JsonUtils.findMatchingPaths(path.library(), node);
        } catch (ScimException e) {
            return List.of();
        }
    }

    @Override
    public String toString() {
        return "a SCIM object with " + node.size() + " attributes";
    }
}
