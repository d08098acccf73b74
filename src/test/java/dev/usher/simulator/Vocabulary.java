package dev.usher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.dialect.Values;
import dev.usher.simulator.protocol.Attribute;
import dev.usher.simulator.protocol.AttributePath;
import dev.usher.simulator.protocol.FilterParser;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.protocol.ScimError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The user attributes that an app knows: what it does not know is refused, or left out as if it had not been sent. */
final class Vocabulary {
    private static final ResourceType TYPE = ResourceType.USER;

    private final boolean ignores;
    private final boolean plain;
    private final Set<String> missing = new HashSet<>();

    Vocabulary(Dialect dialect) {
        ignores = dialect.has(Values.Unknown.IGNORED);
        dialect.find(Values.NotInSchema.class)
                .ifPresent(quirk -> quirk.attributes().forEach(name -> missing.add(name.toLowerCase(Locale.ROOT))));
        plain = !ignores && missing.isEmpty();
    }

    boolean lacks(String path) {
        return missing.contains(path.toLowerCase(Locale.ROOT));
    }

    /** What is left of a resource, or of the value of an operation without a path. */
    JsonNode body(JsonNode input) {
        return plain ? input : known(TYPE::attribute, "", input);
    }

    /** What is left of the operations. */
    ArrayNode operations(JsonNode operations) {
        ArrayNode left = JsonNodeFactory.instance.arrayNode();
        for (JsonNode operation : operations) {
            if (plain || !(operation instanceof ObjectNode object)) {
                left.add(operation);
            } else if (object.hasNonNull("path")) {
                keepIfKnown(object, left);
            } else {
                left.add(object.set("value", body(object.path("value"))));
            }
        }
        return left;
    }

    private void keepIfKnown(ObjectNode operation, ArrayNode left) {
        List<String> names = names(operation.path("path").asText());
        List<String> unknown = names.stream().filter(name -> !knows(name)).toList();
        if (!unknown.isEmpty()) {
            if (!ignores) {
                throw ScimError.invalidPath("path: no attribute '" + unknown.getFirst() + "'");
            }
            return;
        }
        Optional<Attribute> complex =
                attribute(names.getFirst()).filter(_ -> operation.has("value")).filter(Attribute::complex);
        complex.ifPresent(whole -> operation.set("value", known(whole::sub, prefix(whole), operation.path("value"))));
        left.add(operation);
    }

    /** Every attribute that a path names: the one meant first, then those in the brackets. */
    private static List<String> names(String path) {
        int open = path.indexOf('[');
        int close = path.lastIndexOf(']');
        if (open < 0 || close < open) {
            return List.of(bare(path));
        }
        String values = bare(path.substring(0, open));
        List<String> names = new ArrayList<>(List.of(values + path.substring(close + 1)));
        FilterParser.parse(path.substring(open + 1, close)).paths().forEach(inner -> names.add(values + "." + inner));
        return names;
    }

    private static String bare(String path) {
        String core = TYPE.schema().id() + ":";
        return path.regionMatches(true, 0, core, 0, core.length()) ? path.substring(core.length()) : path;
    }

    private boolean knows(String name) {
        int dot = name.indexOf('.', name.lastIndexOf(':') + 1);
        boolean whole = dot < 0 || !missing.contains(name.substring(0, dot).toLowerCase(Locale.ROOT));
        return whole && !lacks(name) && attribute(name).isPresent();
    }

    private static Optional<Attribute> attribute(String name) {
        return AttributePath.resolve(TYPE, name).map(AttributePath::last);
    }

    private JsonNode known(Function<String, Optional<Attribute>> names, String prefix, JsonNode value) {
        if (value instanceof ArrayNode array) {
            ArrayNode left = array.arrayNode();
            array.forEach(element -> left.add(known(names, prefix, element)));
            return left;
        }
        if (!(value instanceof ObjectNode object)) {
            return value;
        }
        ObjectNode left = object.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            Optional<Attribute> found = names.apply(member.getKey()).filter(_ -> !lacks(prefix + member.getKey()));
            if (found.isPresent()) {
                Attribute attribute = found.get();
                JsonNode inner = member.getValue();
                left.set(
                        member.getKey(), attribute.complex() ? known(attribute::sub, prefix(attribute), inner) : inner);
            } else if (!ignores) {
                throw ScimError.invalidSyntax("no attribute '" + prefix + member.getKey() + "'");
            }
        }
        return left;
    }

    private static String prefix(Attribute attribute) {
        return attribute.name() + (attribute.name().startsWith("urn:") ? ":" : ".");
    }
}
