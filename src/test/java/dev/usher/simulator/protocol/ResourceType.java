package dev.usher.simulator.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The two resource types of RFC 7643 section 4, with every attribute that their bodies may carry. */
public final class ResourceType {
    public static final ResourceType USER =
            new ResourceType("User", "/Users", Schema.USER, List.of(Schema.ENTERPRISE, Schema.LICENCE));
    public static final ResourceType GROUP = new ResourceType("Group", "/Groups", Schema.GROUP, List.of());
    public static final List<ResourceType> ALL = List.of(USER, GROUP);

    private final String label;
    private final String endpoint;
    private final Schema schema;
    private final List<Schema> extensions;
    private final List<Attribute> attributes;

    private ResourceType(String label, String endpoint, Schema schema, List<Schema> extensions) {
        this.label = label;
        this.endpoint = endpoint;
        this.schema = schema;
        this.extensions = extensions;
        List<Attribute> all = new ArrayList<>(Schema.COMMON.attributes());
        all.addAll(schema.attributes());
        extensions.forEach(extension -> all.add(asAttribute(extension)));
        this.attributes = List.copyOf(all);
    }

    private static Attribute asAttribute(Schema extension) {
        Attribute.Traits plain = new Attribute.Traits(false, false, false, "readWrite", "default", List.of());
        return new Attribute(extension.id(), Attribute.Type.COMPLEX, false, plain, extension.attributes());
    }

    public static Optional<ResourceType> at(String endpoint) {
        return ALL.stream().filter(type -> type.endpoint.equals(endpoint)).findFirst();
    }

    public String label() {
        return label;
    }

    public String endpoint() {
        return endpoint;
    }

    public Schema schema() {
        return schema;
    }

    public List<Schema> extensions() {
        return extensions;
    }

    /** The common attributes, those of the core schema, and each extension as one complex attribute. */
    public List<Attribute> attributes() {
        return attributes;
    }

    public Optional<Attribute> attribute(String name) {
        return Attribute.find(attributes, name);
    }

    /** The description of RFC 7643 section 6. */
    public ObjectNode definition() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:ResourceType");
        node.put("id", label).put("name", label).put("endpoint", endpoint).put("schema", schema.id());
        for (Schema extension : extensions) {
            node.withArray("schemaExtensions")
                    .addObject()
                    .put("schema", extension.id())
                    .put("required", false);
        }
        return node;
    }
}
