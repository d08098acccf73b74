package dev.usher.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Applies a PATCH request (RFC 7644 section 3.5.2) to a copy of a resource: all operations or none. */
public final class Patch {
    public static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private final ResourceType type;
    private final ObjectNode resource;

    private Patch(ResourceType type, ObjectNode resource) {
        this.type = type;
        this.resource = resource;
    }

    /**
     * The resource after the request; {@code current} stays as it is.
     *
     * @throws ScimError invalidSyntax, invalidPath, invalidFilter, invalidValue, mutability, noTarget
     */
    public static ObjectNode apply(ResourceType type, ObjectNode current, JsonNode request) {
        Patch patch = new Patch(type, current.deepCopy());
        for (JsonNode operation : operations(request)) {
            patch.operation(operation);
        }
        prune(patch.resource);
        Canonical.complete(type, patch.resource);
        return patch.resource;
    }

    /** The operations of a well-formed request. */
    public static JsonNode operations(JsonNode request) {
        boolean named = false;
        for (JsonNode schema : request.path("schemas")) {
            named |= schema.asText().equals(SCHEMA);
        }
        JsonNode operations = request.path("Operations");
        if (!named || !operations.isArray() || operations.isEmpty()) {
            throw ScimError.invalidSyntax("a PATCH needs schemas with " + SCHEMA + " and at least one of Operations");
        }
        return operations;
    }

    private void operation(JsonNode operation) {
        String op = operation.path("op").asText();
        JsonNode value = operation.path("value");
        boolean remove = op.equals("remove");
        if (!remove && !op.equals("add") && !op.equals("replace")) {
            throw ScimError.invalidSyntax("op must be add, remove or replace");
        }
        if (!remove && value.isMissingNode()) {
            throw ScimError.invalidValue(op + " needs a value");
        }
        if (operation.hasNonNull("path")) {
            at(PatchTarget.parse(type, operation.path("path").asText()), op, value);
        } else if (remove) {
            throw ScimError.noTarget("remove needs a path");
        } else if (!value.isObject()) {
            throw ScimError.invalidValue("without a path the value must be an object of attributes");
        } else {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                Attribute attribute = type.attribute(member.getKey())
                        .orElseThrow(() -> ScimError.invalidPath("no attribute '" + member.getKey() + "'"));
                if (!attribute.name().equals("schemas")) {
                    at(PatchTarget.parse(type, attribute.name()), op, member.getValue());
                }
            }
        }
    }

    private void at(PatchTarget target, String op, JsonNode value) {
        if (target.path().steps().stream().anyMatch(Attribute::readOnly)) {
            throw ScimError.mutability(target.attribute().name() + " is read-only");
        }
        boolean sets = !op.equals("remove");
        Attribute attribute = target.attribute();
        if (target.picksValues()) {
            values(target, op, value);
            return;
        }
        if (sets && isOnlyUnassigning(target, value)) {
            return;
        }
        JsonNode canonical = sets ? Canonical.value(attribute, value) : value;
        if (op.equals("add") && canonical.isMissingNode()) {
            return;
        }
        for (ObjectNode holder : holders(target, sets)) {
            boolean taken = holder.has(attribute.name());
            if (attribute.immutable() && taken && !holder.path(attribute.name()).equals(canonical)) {
                throw ScimError.mutability(attribute.name() + " is immutable");
            }
            if (attribute.name().equals("primary") && canonical.asBoolean()) {
                siblings(target).forEach(Patch::notPrimary);
            }
            if (!sets || canonical.isMissingNode()) {
                remove(holder, attribute, canonical);
            } else if (!attribute.writeOnly()) {
                set(holder, attribute, op, canonical);
            }
        }
    }

    /** Takes the sub-attributes away that a value says are null (RFC 7643 section 2.5); whether it says nothing else. */
    private boolean isOnlyUnassigning(PatchTarget target, JsonNode value) {
        Attribute attribute = target.attribute();
        if (attribute.multiValued() || !attribute.complex() || !value.isObject()) {
            return false;
        }
        int nulls = 0;
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            Optional<Attribute> sub = attribute.sub(member.getKey());
            if (member.getValue().isNull() && sub.isPresent()) {
                nulls++;
                for (ObjectNode holder : holders(target, false)) {
                    if (holder.path(attribute.name()) instanceof ObjectNode inner) {
                        remove(inner, sub.get(), member.getValue());
                    }
                }
            }
        }
        return nulls > 0 && nulls == value.size();
    }

    /** The objects that hold the last attribute of the path: of a multi-valued one on the way, the values that the filter picks. */
    private List<ObjectNode> holders(PatchTarget target, boolean create) {
        List<ObjectNode> holders = List.of(resource);
        List<Attribute> above =
                target.path().steps().subList(0, target.path().steps().size() - 1);
        for (Attribute step : above) {
            List<ObjectNode> next = new ArrayList<>();
            for (ObjectNode holder : holders) {
                if (step.multiValued()) {
                    objects(holder.path(step.name())).stream()
                            .filter(value -> target.filter().test(value::path))
                            .forEach(next::add);
                } else if (create) {
                    next.add(holder.withObjectProperty(step.name()));
                } else if (holder.path(step.name()) instanceof ObjectNode inner) {
                    next.add(inner);
                }
            }
            holders = next;
        }
        if (holders.isEmpty() && (create || target.hasFilter())) {
            throw ScimError.noTarget("no value matches the path");
        }
        return holders;
    }

    private List<ObjectNode> siblings(PatchTarget target) {
        List<ObjectNode> siblings = new ArrayList<>();
        Attribute parent = target.path().first();
        siblings.addAll(objects(resource.path(parent.name())));
        return siblings;
    }

    /** An operation on whole values: add merges into each, replace swaps each, remove drops each. */
    private void values(PatchTarget target, String op, JsonNode value) {
        Attribute attribute = target.attribute();
        if (!(resource.path(attribute.name()) instanceof ArrayNode all)) {
            throw ScimError.noTarget("no value matches the path");
        }
        int matched = 0;
        for (int i = all.size() - 1; i >= 0; i--) {
            JsonNode element = all.get(i);
            if (!(element instanceof ObjectNode found) || !target.filter().test(found::path)) {
                continue;
            }
            matched++;
            JsonNode fresh = op.equals("remove") ? value : Canonical.single(attribute, value);
            if (op.equals("remove") || fresh.isMissingNode()) {
                all.remove(i);
            } else {
                guardImmutable(attribute, found, fresh);
                if (fresh.path("primary").asBoolean()) {
                    objects(all).forEach(Patch::notPrimary);
                }
                ObjectNode next = op.equals("add") ? found.deepCopy() : found.objectNode();
                all.set(i, next.setAll((ObjectNode) fresh));
            }
        }
        if (matched == 0) {
            throw ScimError.noTarget("no value matches the path");
        }
    }

    private static void guardImmutable(Attribute attribute, ObjectNode before, JsonNode after) {
        for (Attribute sub : attribute.subAttributes()) {
            JsonNode old = before.path(sub.name());
            boolean changes = after.has(sub.name()) && !old.isMissingNode() && !old.equals(after.path(sub.name()));
            if (sub.immutable() && changes) {
                throw ScimError.mutability(attribute.name() + "." + sub.name() + " is immutable");
            }
        }
    }

    private static void set(ObjectNode holder, Attribute attribute, String op, JsonNode value) {
        boolean add = op.equals("add");
        if (attribute.multiValued() && add) {
            append(attribute, holder.withArrayProperty(attribute.name()), value);
        } else if (!attribute.multiValued() && value instanceof ObjectNode object) {
            merge(holder.withObjectProperty(attribute.name()), attribute, op, object);
        } else {
            holder.set(attribute.name(), value.deepCopy());
        }
    }

    /** Sub-attributes that the value does not name stay as they are (RFC 7644 sections 3.5.2.1 and 3.5.2.3). */
    private static void merge(ObjectNode into, Attribute attribute, String op, ObjectNode value) {
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            Attribute sub = attribute.sub(member.getKey()).orElseThrow();
            set(into, sub, op, member.getValue());
        }
    }

    private static void append(Attribute attribute, ArrayNode all, JsonNode values) {
        Set<JsonNode> present = new HashSet<>();
        all.forEach(element -> present.add(identity(attribute, element)));
        for (JsonNode element : values) {
            if (present.add(identity(attribute, element))) {
                if (element.path("primary").asBoolean()) {
                    objects(all).forEach(Patch::notPrimary);
                }
                all.add(element.deepCopy());
            }
        }
    }

    /** A member is the same member whatever else is said about it; other values are the same if they are equal. */
    private static JsonNode identity(Attribute attribute, JsonNode element) {
        return attribute.name().equals("members") ? element.path("value") : element;
    }

    /** Without a value everything goes; a value array (not in the RFC, but what some clients send) names what goes. */
    private static void remove(ObjectNode holder, Attribute attribute, JsonNode value) {
        if (attribute.traits().required()) {
            throw ScimError.mutability(attribute.name() + " is required");
        }
        if (attribute.multiValued() && value.isArray() && holder.path(attribute.name()) instanceof ArrayNode all) {
            Set<JsonNode> gone = new HashSet<>();
            value.forEach(element -> gone.add(identity(attribute, element)));
            List<JsonNode> left = new ArrayList<>();
            all.forEach(element -> {
                if (!gone.contains(identity(attribute, element))) {
                    left.add(element);
                }
            });
            all.removeAll().addAll(left);
        } else {
            holder.remove(attribute.name());
        }
    }

    private static void notPrimary(ObjectNode value) {
        if (value.path("primary").asBoolean()) {
            value.put("primary", false);
        }
    }

    private static List<ObjectNode> objects(JsonNode array) {
        List<ObjectNode> objects = new ArrayList<>();
        for (JsonNode element : array) {
            if (element instanceof ObjectNode object) {
                objects.add(object);
            }
        }
        return objects;
    }

    private static void prune(ObjectNode node) {
        List<String> empty = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getValue() instanceof ObjectNode object) {
                prune(object);
            } else {
                objects(member.getValue()).forEach(Patch::prune);
            }
            if (member.getValue().isContainerNode() && member.getValue().isEmpty()) {
                empty.add(member.getKey());
            }
        }
        node.remove(empty);
    }
}
