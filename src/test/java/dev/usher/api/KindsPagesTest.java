package dev.usher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.usher.api.KindsPages.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KindsPagesTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path CHECKOUT = Path.of("");

    static List<Kind> kinds() {
        return KindsPages.KINDS;
    }

    @Test
    void thePagesSayWhatTheDefinitionsSay() throws IOException {
        assertThat(KindsPages.texts(CHECKOUT))
                .allSatisfy((file, text) -> assertThat(Path.of("docs/kinds", file))
                        .as("docs/kinds is made from the definitions and docs/examples: run ./usher generate")
                        .hasContent(text));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyFieldStandsInAnExample(Kind kind) throws IOException {
        var schema = YAML.readTree(Files.readString(Path.of("crds", kind.plural() + ".provisioning.usher.dev.yml")));
        var fields = new TreeSet<String>();
        declared(schema.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec"), "spec", fields);
        var shown = new TreeSet<String>();
        for (var example : Files.readString(Path.of("docs/examples", kind.file() + ".yaml"))
                .split("(?m)^---$", -1)) {
            shown(YAML.readTree(example).path("spec"), "spec", shown);
        }

        assertThat(shown).as("what docs/examples/%s.yaml shows", kind.file()).containsAll(fields);
    }

    private static void declared(JsonNode schema, String path, Set<String> fields) {
        schema.path("properties").properties().forEach(field -> {
            fields.add(path + "." + field.getKey());
            declared(field.getValue(), path + "." + field.getKey(), fields);
            declared(field.getValue().path("items"), path + "." + field.getKey(), fields);
        });
    }

    private static void shown(JsonNode value, String path, Set<String> fields) {
        value.properties().forEach(field -> {
            fields.add(path + "." + field.getKey());
            shown(field.getValue(), path + "." + field.getKey(), fields);
        });
        if (value.isArray()) {
            value.forEach(entry -> shown(entry, path, fields));
        }
    }
}
