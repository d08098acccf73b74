package dev.usher.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.utils.JsonUtils;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A resource as it is sent whole, by POST or PUT (RFC 7644 sections 3.3 and 3.5.1), or a part of one beside a PATCH without a path.
 *
 * <p>Names are found in any case, so that none is in it twice. Not thread-safe: it is built, and then only read.
 */
public final class Document {
    private static final String SCHEMAS = "schemas";

    private final ObjectNode node;

    private Document(ObjectNode node) {
        this.node = node;
    }

    /** One without any attribute. */
    public static Document empty() {
        return new Document(JsonUtils.getJsonNodeFactory().objectNode());
    }

    /** All that a resource shows, to be changed and sent back. */
    public static Document copy(Resource shown) {
        return new Document(shown.copy());
    }

    /** Says of which schema it is, once. */
    public Document schema(String schema) {
        var schemas = node.get(key(node, SCHEMAS)) instanceof ArrayNode array ? array : node.putArray(SCHEMAS);
        if (schemas.valueStream().noneMatch(said -> said.asText().equalsIgnoreCase(schema))) {
            schemas.add(schema);
        }
        return this;
    }

    /**
     * Sets a text.
     *
     * @param extension the schema that it is of; empty in the core
     * @param steps the names that lead to it, from the top or from its extension
     */
    public Document put(Optional<String> extension, List<String> steps, String value) {
        extension.ifPresent(this::schema);
        var holder = holder(extension, steps);
        holder.put(key(holder, steps.getLast()), value);
        return this;
    }

    public Document put(String name, String value) {
        return put(Optional.empty(), List.of(name), value);
    }

    public Document put(String name, boolean value) {
        node.put(key(node, name), value);
        return this;
    }

    /** Sets all values of a multi-valued attribute, each by the names of its sub-attributes. */
    public Document put(String name, List<Map<String, Object>> values) {
        node.set(key(node, name), nodes(values));
        return this;
    }

    /** Sets what one of several values says: the first that is marked so, which keeps what else it says, or one beside the others. */
    public Document putAmong(String name, String mark, Object marked, Map<String, Object> value) {
        var values = values(name);
        var next = nodes(List.of(value)).get(0);
        for (var i = 0; i < values.size(); i++) {
            if (isMarked(values.get(i), mark, marked)) {
                ((ObjectNode) values.get(i)).setAll((ObjectNode) next);
                return this;
            }
        }
        values.add(next);
        return this;
    }

    /** Takes those of several values out that are marked so. */
    public Document removeAmong(String name, String mark, Object marked) {
        var values = values(name);
        for (var i = values.size() - 1; i >= 0; i--) {
            if (isMarked(values.get(i), mark, marked)) {
                values.remove(i);
            }
        }
        return this;
    }

    /** Says that an attribute has no value (RFC 7643 section 2.5). */
    public Document unassign(Optional<String> extension, List<String> steps) {
        var holder = holder(extension, steps);
        holder.putNull(key(holder, steps.getLast()));
        return this;
    }

    /** Says nothing of an attribute. */
    public Document remove(Optional<String> extension, List<String> steps) {
        var holder = holder(extension, steps);
        holder.remove(key(holder, steps.getLast()));
        return this;
    }

    public Document remove(String name) {
        node.remove(key(node, name));
        return this;
    }

    private ObjectNode holder(Optional<String> extension, List<String> steps) {
        var holder = node;
        if (extension.isPresent()) {
            holder = within(holder, extension.get());
        }
        for (var step : steps.subList(0, steps.size() - 1)) {
            holder = within(holder, step);
        }
        return holder;
    }

    private static ObjectNode within(ObjectNode holder, String name) {
        var key = key(holder, name);
        return holder.get(key) instanceof ObjectNode inner ? inner : holder.putObject(key);
    }

    private ArrayNode values(String name) {
        var key = key(node, name);
        return node.get(key) instanceof ArrayNode array ? array : node.putArray(key);
    }

    private static boolean isMarked(JsonNode value, String mark, Object marked) {
        return value instanceof ObjectNode object
                && object.path(key(object, mark)).asText("").equalsIgnoreCase(marked.toString());
    }

    /** The name as it is written in there, or as it is given. */
    private static String key(ObjectNode holder, String name) {
        if (holder.has(name)) {
            return name;
        }
        for (var entry : holder.properties()) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                return entry.getKey();
            }
        }
        return name;
    }

    /** Texts, and what is true or false. */
    static ArrayNode nodes(List<Map<String, Object>> values) {
        ArrayNode nodes = JsonUtils.getJsonNodeFactory().arrayNode();
        for (var value : values) {
            var into = nodes.addObject();
            new TreeMap<>(value).forEach((name, part) -> {
                if (part instanceof Boolean truth) {
                    into.put(name, truth);
                } else {
                    into.put(name, part.toString());
                }
            });
        }
        return nodes;
    }

    ObjectNode node() {
        return node;
    }

    /** The body of the request. */
    public String json() {
        return node.toString();
    }
}
