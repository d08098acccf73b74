package dev.usher.simulator.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.simulator.protocol.FilterMatcher;
import dev.usher.simulator.protocol.Projection;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.protocol.Schema;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Writes a stored entry as the resource that a client sees; the caller holds the directory's lock. */
final class Renderer {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final URI base;
    private final Table groups;
    private final Memberships memberships;

    Renderer(URI base, Table groups, Memberships memberships) {
        this.base = base;
        this.groups = groups;
        this.memberships = memberships;
    }

    View view(Entry entry, Projection projection, Sight sight) {
        String version = sight.seen(entry).version();
        return new View(body(entry, projection, sight), version, location(entry.type(), entry.id()));
    }

    ObjectNode body(Entry stored, Projection projection, Sight sight) {
        Entry entry = sight.seen(stored);
        ResourceType type = entry.type();
        ObjectNode node = NODES.objectNode();
        node.set("schemas", schemas(entry));
        node.put("id", entry.id());
        node.setAll(entry.body());
        String computed = type == ResourceType.USER ? "groups" : "members";
        if (projection.wants(type, computed)) {
            ArrayNode values = type == ResourceType.USER ? groups(entry.id()) : members(entry.id());
            if (!values.isEmpty()) {
                node.set(computed, values);
            }
        }
        node.set("meta", meta(entry));
        projection.cut(type, node);
        return sight.alters(entry) ? altered(entry, node, sight) : node;
    }

    private static ObjectNode altered(Entry entry, ObjectNode node, Sight sight) {
        ObjectNode shown = NODES.objectNode();
        node.properties().forEach(member -> {
            JsonNode value = sight.value(entry, member.getKey(), member.getValue());
            if (!value.isMissingNode()) {
                shown.set(member.getKey(), value);
            }
        });
        return shown;
    }

    /** Reads single attributes for a filter, so that a filter on names never writes out a group's members. */
    FilterMatcher.Reader reader(Entry stored, Sight sight, Optional<String> probed) {
        Entry entry = sight.seen(stored);
        FilterMatcher.Reader truth = reader(entry, probed);
        return sight.alters(entry) ? attribute -> sight.value(entry, attribute, truth.read(attribute)) : truth;
    }

    private FilterMatcher.Reader reader(Entry entry, Optional<String> probed) {
        return attribute -> switch (attribute) {
            case "id" -> NODES.textNode(entry.id());
            case "schemas" -> schemas(entry);
            case "meta" -> meta(entry);
            case "groups" -> entry.type() == ResourceType.USER ? groups(entry.id()) : missing();
            case "members" -> entry.type() == ResourceType.GROUP ? members(entry.id(), probed) : missing();
            default -> entry.body().path(attribute);
        };
    }

    private static JsonNode missing() {
        return MissingNode.getInstance();
    }

    ArrayNode members(String group) {
        return members(memberships.listed(group));
    }

    /** All members, or of them the one that a filter asks for: a probe must not cost as much as a listing. */
    private ArrayNode members(String group, Optional<String> probed) {
        return probed.isEmpty()
                ? members(group)
                : members(probed.stream()
                        .filter(member -> memberships.has(group, member))
                        .toList());
    }

    private ArrayNode members(List<String> ids) {
        ArrayNode values = NODES.arrayNode();
        for (String member : ids) {
            ResourceType type = groups.has(member) ? ResourceType.GROUP : ResourceType.USER;
            values.addObject()
                    .put("value", member)
                    .put("$ref", location(type, member))
                    .put("type", type.label());
        }
        return values;
    }

    private ArrayNode groups(String user) {
        ArrayNode values = NODES.arrayNode();
        memberships
                .groupsInAll(user)
                .forEach((group, direct) -> values.addObject()
                        .put("value", group)
                        .put("$ref", location(ResourceType.GROUP, group))
                        .put(
                                "display",
                                groups.get(group)
                                        .map(entry -> entry.text("displayName"))
                                        .orElse(""))
                        .put("type", direct ? "direct" : "indirect"));
        return values;
    }

    private static ArrayNode schemas(Entry entry) {
        ArrayNode schemas = NODES.arrayNode().add(entry.type().schema().id());
        for (Schema extension : entry.type().extensions()) {
            if (entry.body().has(extension.id())) {
                schemas.add(extension.id());
            }
        }
        return schemas;
    }

    private ObjectNode meta(Entry entry) {
        return NODES.objectNode()
                .put("resourceType", entry.type().label())
                .put("created", entry.created().toString())
                .put("lastModified", entry.modified().toString())
                .put("location", location(entry.type(), entry.id()))
                .put("version", entry.version());
    }

    private String location(ResourceType type, String id) {
        return base + type.endpoint() + "/" + id;
    }
}
