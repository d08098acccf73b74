package dev.usher.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which attributes an answer carries (RFC 7644 section 3.9): the default ones, only those asked for, or all but some. */
public final class Projection {
    public static final Projection EVERYTHING = new Projection(List.of(), List.of());

    /** The names asked for, as a tree; a whole attribute covers whatever is asked for below it. */
    private static final class Tree {
        private final Map<String, Tree> children = new LinkedHashMap<>();
        private boolean whole;

        private void add(List<Attribute> steps) {
            Tree tree = this;
            for (Attribute step : steps) {
                tree = tree.children.computeIfAbsent(step.name(), _ -> new Tree());
            }
            tree.whole = true;
        }

        private boolean covers(String name) {
            Tree child = children.get(name);
            return child != null && child.whole;
        }
    }

    private final List<String> only;
    private final List<String> without;

    private Projection(List<String> only, List<String> without) {
        this.only = only;
        this.without = without;
    }

    /**
     * The names as the client gave them.
     *
     * @throws ScimError invalidValue if both are given, which the RFC excludes
     */
    public static Projection of(List<String> only, List<String> without) {
        if (!only.isEmpty() && !without.isEmpty()) {
            throw ScimError.invalidValue("attributes and excludedAttributes exclude each other");
        }
        return new Projection(List.copyOf(only), List.copyOf(without));
    }

    /** The same without one top attribute, whether it is asked for or not. */
    public Projection without(String attribute) {
        List<String> left = new ArrayList<>(only);
        left.removeIf(name -> name.toLowerCase(Locale.ROOT).startsWith(attribute));
        if (only.isEmpty()) {
            left.addAll(without);
            left.add(attribute);
            return new Projection(List.of(), List.copyOf(left));
        }
        return new Projection(left.isEmpty() ? List.of("id") : List.copyOf(left), List.of());
    }

    public boolean isExplicit() {
        return !only.isEmpty();
    }

    /** Whether the answer carries anything of a top attribute: what it does not carry need not be computed. */
    public boolean wants(ResourceType type, String attribute) {
        if (!only.isEmpty()) {
            return tree(type, only).children.containsKey(attribute);
        }
        return !tree(type, without).covers(attribute);
    }

    /** Cuts a resource down in place, leaving alone the nodes below it: others may hold them. */
    public ObjectNode cut(ResourceType type, ObjectNode resource) {
        if (!only.isEmpty()) {
            Tree wanted = tree(type, only);
            wanted.add(List.of(type.attribute("schemas").orElseThrow()));
            wanted.add(List.of(type.attribute("id").orElseThrow()));
            keep(resource, wanted);
        } else if (!without.isEmpty()) {
            Tree excluded = tree(type, without);
            excluded.children.remove("schemas");
            excluded.children.remove("id");
            drop(resource, excluded);
        }
        return resource;
    }

    /** Names that the type does not have are passed over: they ask for nothing. */
    private static Tree tree(ResourceType type, List<String> names) {
        Tree tree = new Tree();
        for (String name : names) {
            AttributePath.resolve(type, name).ifPresent(path -> tree.add(path.steps()));
        }
        return tree;
    }

    private static void keep(JsonNode node, Tree wanted) {
        if (node instanceof ArrayNode array) {
            array.forEach(element -> keep(element, wanted));
        } else if (node instanceof ObjectNode object) {
            object.retain(wanted.children.keySet());
            wanted.children.forEach((name, below) -> {
                if (!below.whole && object.has(name)) {
                    object.replace(name, object.path(name).deepCopy());
                    keep(object.path(name), below);
                }
            });
        }
    }

    private static void drop(JsonNode node, Tree excluded) {
        if (node instanceof ArrayNode array) {
            array.forEach(element -> drop(element, excluded));
        } else if (node instanceof ObjectNode object) {
            excluded.children.forEach((name, below) -> {
                if (below.whole) {
                    object.remove(name);
                } else if (object.has(name)) {
                    object.replace(name, object.path(name).deepCopy());
                    drop(object.path(name), below);
                }
            });
        }
    }
}
