package dev.usher.connector.scim;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the API server admits and the connector understands is the same. */
class DialectSchemaTest {
    private static final Path CRD = Path.of("crds/targetapps.provisioning.usher.dev.yml");
    /** Where the rule has other words than the catalogue. */
    private static final Map<String, String> RULES = Map.of("seats", "must be a status of 400 to 599");

    static final List<Setting<?>> all = Setting.ALL;

    private static JSONSchemaProps settings() throws IOException {
        var definition = Serialization.unmarshal(Files.readString(CRD), CustomResourceDefinition.class);
        var node = definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
        for (var name : new String[] {"spec", "connector", "scim", "settings"}) {
            node = requireNonNull(node.getProperties().get(name));
        }
        return node;
    }

    private static Map<String, JSONSchemaProps> leaves() throws IOException {
        var leaves = new TreeMap<String, JSONSchemaProps>();
        collect("", settings(), leaves);
        return leaves;
    }

    private static void collect(String path, JSONSchemaProps node, Map<String, JSONSchemaProps> into) {
        node.getProperties().forEach((name, property) -> {
            if (property.getType().equals("object")) {
                collect(path + name + ".", property, into);
            } else {
                into.put(path + name, property);
            }
        });
    }

    /** What the rules of all blocks say. */
    private static Stream<String> rules(JSONSchemaProps node) {
        return Stream.concat(
                node.getXKubernetesValidations().stream().map(rule -> rule.getMessage()),
                node.getProperties().values().stream().flatMap(DialectSchemaTest::rules));
    }

    @Test
    void theSchemaHasTheSettingsOfTheCatalogue() throws IOException {
        assertThat(leaves().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Setting.ALL.stream().map(Setting::name).toList());
    }

    @ParameterizedTest
    @FieldSource("all")
    void theSchemaAdmitsTheSameValuesAndGivesTheSameAdvice(Setting<?> setting) throws IOException {
        var schema = requireNonNull(leaves().get(setting.name()));

        assertThat(schema.getDescription()).isEqualTo(setting.advice());
        assertThat(allowed(schema, setting)).isEqualTo(setting.values().allowed());
    }

    private static String allowed(JSONSchemaProps schema, Setting<?> setting) throws IOException {
        return switch (schema.getType()) {
            case "boolean" -> "true, false";
            case "integer" ->
                schema.getMinimum().intValue() + " to " + schema.getMaximum().intValue();
            case "array" -> "at most " + schema.getMaxItems() + " of " + oneOf(setting);
            default ->
                String.join(
                        ", ",
                        schema.getEnum().stream().map(value -> value.asText()).toList());
        };
    }

    /** What a rule of the block says, since items have no schema of their own. */
    private static String oneOf(Setting<?> setting) throws IOException {
        var allowed = setting.values().allowed();
        var words = allowed.substring(allowed.indexOf(" of ") + " of ".length());
        var rule = RULES.getOrDefault(setting.name(), "must be one of " + words);
        assertThat(rules(settings())).anyMatch(message -> message.contains(rule));
        return words;
    }
}
