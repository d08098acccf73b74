package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields take a verb: those that there are, and each that is new is thought about. */
class AdmissionFieldsTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** What takes `update` alone. Whoever adds a field to a kind decides here, or in the chart's files/admission.yaml. */
    private static final Map<String, Set<String>> FREE = Map.of(
            "provisionedusers",
                    Set.of(
                            "userName",
                            "name",
                            "displayName",
                            "email",
                            "title",
                            "department",
                            "division",
                            "organization",
                            "costCenter",
                            "location",
                            "country",
                            "manager",
                            "owners",
                            "locale",
                            "timezone",
                            "attributes"),
            "accessroles", Set.of("description"),
            "usersources", Set.of(),
            "targetapps",
                    Set.of(
                            "displayName",
                            "connector",
                            "users",
                            "attributes",
                            "creation",
                            "preProvision",
                            "inventory",
                            "licences",
                            "rate",
                            "allowedNamespaces"));

    private static JsonNode judged() throws IOException {
        return YAML.readTree(Chart.DIRECTORY.resolve("files/admission.yaml").toFile());
    }

    private static Stream<JsonNode> verbs() throws IOException {
        return judged().path("verbs").valueStream();
    }

    private static JsonNode spec(String resource) throws IOException {
        var definition = YAML.readTree(Chart.DEFINITIONS
                .resolve(resource + ".provisioning.usher.dev.yml")
                .toFile());
        return definition.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties");
    }

    @ParameterizedTest
    @ValueSource(strings = {"provisionedusers", "accessroles", "targetapps", "usersources"})
    void everyFieldTakesOneVerbOrNone(String resource) throws IOException {
        List<String> fields = new ArrayList<>(FREE.get(resource));
        verbs().filter(verb -> verb.path("resource").asText().equals(resource))
                .forEach(verb -> fields.addAll(names(verb)));
        var within = fields.stream().filter(field -> field.contains(".")).toList();
        assertThat(within)
                .allSatisfy(field -> assertThat(spec(resource)
                                .at("/" + field.replace(".", "/properties/"))
                                .isMissingNode())
                        .as(field)
                        .isFalse());
        fields.removeAll(within);

        var there = new TreeSet<String>();
        spec(resource).fieldNames().forEachRemaining(there::add);
        assertThat(fields).containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void listsAreListsAndTheOthersAreNot() throws IOException {
        for (var verb : verbs().toList()) {
            var spec = spec(verb.path("resource").asText());
            assertThat(texts(verb.path("lists")))
                    .allSatisfy(
                            field -> assertThat(spec.path(field).path("type").asText())
                                    .as(field)
                                    .isEqualTo("array"));
            assertThat(texts(verb.path("fields")))
                    .allSatisfy(
                            field -> assertThat(spec.path(field).path("type").asText())
                                    .as(field)
                                    .isNotEqualTo("array"));
        }
    }

    @Test
    void kindsThatAreNamedAreThere() throws IOException {
        var judged = judged();
        List<String> named = new ArrayList<>(texts(judged.path("requested")));
        named.addAll(texts(judged.path("decisions")));

        assertThat(named)
                .isNotEmpty()
                .allSatisfy(resource -> assertThat(
                                spec(resource).path("requestedBy").path("type").asText())
                        .isEqualTo("string"));
    }

    @Test
    void theTableOfVerbsIsThatOfTheChart() throws IOException {
        var expected = verbs().map(verb -> "| `%s` | `%s` | %s | usher-%s |"
                        .formatted(
                                verb.path("verb").asText(),
                                verb.path("resource").asText(),
                                names(verb).stream()
                                        .map(name -> "`" + name + "`")
                                        .collect(Collectors.joining(", ")),
                                verb.path("role").asText()))
                .toList();

        assertThat(Files.readAllLines(Path.of("docs", "admission.md"))).containsSubsequence(expected);
    }

    private static List<String> names(JsonNode verb) {
        return Stream.of("lists", "fields")
                .flatMap(part -> texts(verb.path(part)).stream())
                .toList();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }
}
