package dev.usher.simulator.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** One attribute definition of RFC 7643 section 7; an extension is a complex attribute named by its URN. */
public record Attribute(String name, Type type, boolean multiValued, Traits traits, List<Attribute> subAttributes) {

    /** The data types of RFC 7643 section 2.3. */
    public enum Type {
        STRING("string"),
        BOOLEAN("boolean"),
        DECIMAL("decimal"),
        INTEGER("integer"),
        DATE_TIME("dateTime"),
        BINARY("binary"),
        REFERENCE("reference"),
        COMPLEX("complex");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        static Type of(String text) {
            for (Type type : values()) {
                if (type.text.equals(text)) {
                    return type;
                }
            }
            throw new IllegalArgumentException("no data type " + text);
        }
    }

    /** The characteristics of RFC 7643 section 2.2 with their wire words; words are canonical values, or reference types. */
    public record Traits(
            boolean required,
            boolean caseExact,
            boolean unique,
            String mutability,
            String returned,
            List<String> words) {}

    public Optional<Attribute> sub(String wanted) {
        return find(subAttributes, wanted);
    }

    static Optional<Attribute> find(List<Attribute> attributes, String wanted) {
        for (Attribute attribute : attributes) {
            if (attribute.name.equalsIgnoreCase(wanted)) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }

    public boolean readOnly() {
        return traits.mutability.equals("readOnly");
    }

    public boolean immutable() {
        return traits.mutability.equals("immutable");
    }

    public boolean writeOnly() {
        return traits.mutability.equals("writeOnly");
    }

    public boolean complex() {
        return type == Type.COMPLEX;
    }

    /** Text that compares without case, as RFC 7643 section 2.2 says for strings unless caseExact. */
    public boolean ignoresCase() {
        return type == Type.STRING && !traits.caseExact;
    }

    ObjectNode definition() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", name);
        node.put("type", type.text);
        node.put("multiValued", multiValued);
        node.put("required", traits.required);
        node.put("caseExact", traits.caseExact);
        node.put("mutability", traits.mutability);
        node.put("returned", traits.returned);
        node.put("uniqueness", traits.unique ? "server" : "none");
        if (!traits.words.isEmpty()) {
            ArrayNode words = node.putArray(type == Type.REFERENCE ? "referenceTypes" : "canonicalValues");
            traits.words.forEach(words::add);
        }
        if (complex()) {
            ArrayNode subs = node.putArray("subAttributes");
            subAttributes.forEach(sub -> subs.add(sub.definition()));
        }
        return node;
    }
}
