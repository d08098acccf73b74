package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Repairs what the CRD generator cannot say: list types, admitted values, bounds, the status default, the order of
 * columns; and fails where a field has no description or a list has no bound.
 */
final class CrdRepair implements CRDPostProcessor {
    private static final long LONGEST_TEXT = 256;
    private static final long LONGEST_VALUE = 1024;

    private final Map<String, Class<? extends CustomResource<?, ?>>> kinds;

    CrdRepair(List<Class<? extends CustomResource<?, ?>>> kinds) {
        this.kinds = new LinkedHashMap<>();
        kinds.forEach(kind -> this.kinds.put(HasMetadata.getPlural(kind), kind));
    }

    @Override
    public HasMetadata process(HasMetadata generated, String crdVersion) {
        var definition = (CustomResourceDefinition) generated;
        var kind =
                Objects.requireNonNull(kinds.get(definition.getSpec().getNames().getPlural()));
        for (var version : definition.getSpec().getVersions()) {
            orderColumns(kind, version);
            var root = version.getSchema().getOpenAPIV3Schema();
            root.setRequired(List.of("spec"));
            var parts = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
            var spec = Objects.requireNonNull(root.getProperties().get("spec"));
            var status = Objects.requireNonNull(root.getProperties().get("status"));
            spec.setDescription("What is wanted.");
            status.setDescription("What was found and done; written by Usher alone.");
            repair(spec, (Class<?>) parts[0], kind.getSimpleName() + ".spec");
            repair(status, (Class<?>) parts[1], kind.getSimpleName() + ".status");
            status.setDefault(pending());
        }
        return definition;
    }

    /** kstatus calls a resource without a status current, so it has one from its first moment. */
    private static JsonNode pending() {
        var status = JsonNodeFactory.instance.objectNode();
        status.put("observedGeneration", -1);
        status.putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "Unknown")
                .put("reason", "Pending")
                .put("message", "Waiting for Usher")
                .put("lastTransitionTime", "1970-01-01T00:00:00Z");
        return status;
    }

    private static void orderColumns(Class<?> kind, CustomResourceDefinitionVersion version) {
        var declared = Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();
        var columns = new ArrayList<>(version.getAdditionalPrinterColumns());
        columns.sort(
                Comparator.comparingInt((CustomResourceColumnDefinition column) -> declared.indexOf(column.getName())));
        columns.stream()
                .filter(column -> Integer.valueOf(0).equals(column.getPriority()))
                .forEach(column -> column.setPriority(null));
        version.setAdditionalPrinterColumns(columns);
    }

    private void repair(JSONSchemaProps schema, Class<?> type, String path) {
        repairRules(schema);
        if (type.equals(TargetAppSpec.Connector.class)) {
            // Kept, so that a second connector is seen and refused; pruned, it would vanish without a word.
            schema.setXKubernetesPreserveUnknownFields(true);
            schema.setMaxProperties(1L);
        }
        for (var component : type.getRecordComponents()) {
            var property = schema.getProperties().get(nameOf(component));
            var where = path + "." + nameOf(component);
            if (property == null) {
                throw new IllegalStateException(where + " is not in the schema");
            }
            if (property.getDescription() == null || property.getDescription().isBlank()) {
                throw new IllegalStateException(where + " has no description");
            }
            repair(property, component, where);
        }
    }

    private static String nameOf(RecordComponent component) {
        var named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }

    private void repair(JSONSchemaProps property, RecordComponent component, String path) {
        repairRules(property);
        var admitted = component.getAnnotation(OneOf.class);
        if (admitted != null) {
            property.setEnum(Arrays.stream(admitted.value())
                    .map(value -> (JsonNode) TextNode.valueOf(value))
                    .toList());
        }
        switch (property.getType()) {
            case "string" -> {
                if (admitted == null) {
                    boundText(property);
                }
            }
            case "array" -> repairList(property, component, path);
            case "object" -> {
                if (component.getType().equals(Map.class)) {
                    repairMap(property, path);
                } else {
                    repair(property, component.getType(), path);
                }
            }
            case "integer" ->
                property.setFormat(component.getType().getSimpleName().startsWith("L") ? "int64" : "int32");
            case "boolean" -> {}
            default -> throw new IllegalStateException(path + " is a " + property.getType());
        }
    }

    private static void repairMap(JSONSchemaProps property, String path) {
        if (property.getMaxProperties() == null) {
            throw new IllegalStateException(path + " has no bound");
        }
        property.getAdditionalProperties().getSchema().setMaxLength(LONGEST_VALUE);
    }

    private static void boundText(JSONSchemaProps text) {
        if (text.getMaxLength() == null) {
            text.setMaxLength(LONGEST_TEXT);
        }
    }

    private void repairList(JSONSchemaProps property, RecordComponent component, String path) {
        if (property.getMaxItems() == null) {
            throw new IllegalStateException(path + " has no bound");
        }
        var keyed = component.getAnnotation(Keyed.class);
        property.setXKubernetesListType(keyed == null ? "atomic" : "map");
        if (keyed != null) {
            property.setXKubernetesListMapKeys(List.of(keyed.value()));
        }
        var item = (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
        if (item.equals(String.class)) {
            boundText(property.getItems().getSchema());
        } else if (item.equals(Integer.class)) {
            property.getItems().getSchema().setFormat("int32");
        } else {
            repair(property.getItems().getSchema(), item, path + "[]");
        }
    }

    /**
     * The generator emits a rule on a record component twice: for the field and for the accessor. What may not be changed is forbidden, and no
     * value would do.
     */
    private static void repairRules(JSONSchemaProps schema) {
        if (schema.getXKubernetesValidations() != null) {
            var rules = new LinkedHashMap<String, ValidationRule>();
            schema.getXKubernetesValidations().forEach(rule -> rules.putIfAbsent(rule.getRule(), rule));
            rules.values().stream()
                    .filter(rule -> rule.getRule().contains("oldSelf"))
                    .forEach(rule -> rule.setReason("FieldValueForbidden"));
            schema.setXKubernetesValidations(List.copyOf(rules.values()));
        }
    }
}
