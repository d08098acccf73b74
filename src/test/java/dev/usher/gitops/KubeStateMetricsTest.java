package dev.usher.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.usher.cluster.Project;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What {@code config/prometheus/kube-state-metrics.yaml} asks for, over what there is.
 *
 * <p>Its reader cannot be had here, so that its format is what these records say, and nothing else.
 */
class KubeStateMetricsTest {
    private static final Path FILE = Project.path("config/prometheus/kube-state-metrics.yaml");

    /** Resources of these are mostly called as people are. */
    private static final Set<String> OF_PEOPLE =
            Set.of("ProvisionedUser", "RetainedAccount", "AccessLock", "LegalHold", "RemovalDecision");

    private record Format(
            @JsonProperty(required = true) String kind,
            @JsonProperty(required = true) Spec spec) {}

    private record Spec(@JsonProperty(required = true) List<Asked> resources) {}

    private record Named(
            @JsonProperty(required = true) String group,
            @JsonProperty(required = true) String version,
            @JsonProperty(required = true) String kind) {}

    private record Asked(
            @JsonProperty(required = true) Named groupVersionKind,
            @JsonProperty(required = true) String resourcePlural,
            @JsonProperty(required = true) String metricNamePrefix,
            @JsonProperty(required = true) Map<String, List<String>> labelsFromPath,
            @JsonProperty(required = true) List<Family> metrics) {}

    private record Family(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String help,
            @JsonProperty(required = true) Each each) {}

    private record Each(
            @JsonProperty(required = true) String type,
            @JsonProperty(required = true) Gauge gauge) {}

    private record Gauge(
            @JsonProperty(required = true) List<String> path,
            @JsonProperty(required = true) Map<String, List<String>> labelsFromPath,
            @JsonProperty(required = true) List<String> valueFrom) {}

    private static List<Asked> asked() throws IOException {
        var read = Serialization.unmarshal(Files.readString(FILE), Map.class);
        var format = new ObjectMapper().convertValue(read, Format.class);
        assertThat(format.kind()).isEqualTo("CustomResourceStateMetrics");
        return format.spec().resources();
    }

    private static JsonNode definition(String plural) throws IOException {
        return new YAMLMapper()
                .readTree(Project.path("crds/" + plural + ".provisioning.usher.dev.yml")
                        .toFile());
    }

    private static JsonNode at(JsonNode from, List<String> path) {
        var at = from;
        for (var step : path) {
            at = at.path(step);
        }
        return at;
    }

    /** The schema of a field that a path leads to, through properties alone. */
    private static JsonNode schema(JsonNode from, List<String> path) {
        return at(
                from,
                path.stream().flatMap(step -> Stream.of("properties", step)).toList());
    }

    @Test
    void asksForEveryKindByItsRightNames() throws IOException {
        try (var files = Files.list(Project.path("crds"))) {
            assertThat(asked().stream().map(one -> one.resourcePlural() + ".provisioning.usher.dev.yml"))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".yml"))
                                    .toList());
        }
        for (var one : asked()) {
            var spec = definition(one.resourcePlural()).path("spec");
            assertThat(one.groupVersionKind())
                    .isEqualTo(new Named(
                            spec.path("group").asText(),
                            spec.at("/versions/0/name").asText(),
                            spec.at("/names/kind").asText()));
        }
    }

    @Test
    void asksForWhatTheDefinitionsHave() throws IOException {
        for (var one : asked()) {
            var all = definition(one.resourcePlural()).at("/spec/versions/0/schema/openAPIV3Schema");
            for (var family : one.metrics()) {
                assertThat(family.each().type()).isEqualTo("Gauge");
                var gauge = family.each().gauge();
                var conditions = schema(all, gauge.path());
                assertThat(conditions.path("type").asText()).isEqualTo("array");
                var paths = new ArrayList<>(gauge.labelsFromPath().values());
                paths.add(gauge.valueFrom());
                assertThat(paths)
                        .hasSize(3)
                        .allSatisfy(path -> assertThat(schema(conditions.path("items"), path)
                                        .path("type")
                                        .asText())
                                .as(path.toString())
                                .isEqualTo("string"));
            }
        }
    }

    @Test
    void namesNobody() throws IOException {
        for (var one : asked()) {
            var isOfPeople = OF_PEOPLE.contains(one.groupVersionKind().kind());

            assertThat(one.labelsFromPath())
                    .as(one.groupVersionKind().kind())
                    .isEqualTo(
                            isOfPeople
                                    ? Map.of(
                                            "namespace",
                                            List.of("metadata", "namespace"),
                                            "uid",
                                            List.of("metadata", "uid"))
                                    : Map.of(
                                            "namespace",
                                            List.of("metadata", "namespace"),
                                            "name",
                                            List.of("metadata", "name")));
        }
    }

    private static Map<String, String> labels(JsonNode from, Map<String, List<String>> paths) {
        var labels = new TreeMap<String, String>();
        paths.forEach((name, path) -> labels.put(name, at(from, path).asText()));
        return labels;
    }

    /** Prometheus refuses a scrape in which a series is there twice. */
    @Test
    void findsEachConditionOfEachResourceOnceAndAWordForTrueOrNot() throws IOException {
        var series = new HashSet<Map<String, String>>();
        var words = new HashSet<String>();
        for (var fixture : Fixtures.all().entrySet()) {
            ObjectNode object = fixture.getValue().deepCopy();
            // Fixtures have none.
            ((ObjectNode) object.path("metadata")).put("uid", "of-" + fixture.getKey());
            ((ObjectNode) object.path("metadata")).put("name", fixture.getKey());
            var kind = object.path("kind").asText();
            var one = asked().stream()
                    .filter(any -> any.groupVersionKind().kind().equals(kind))
                    .collect(Collectors.toList())
                    .getFirst();
            var gauge = one.metrics().getFirst().each().gauge();
            var said = at(object, gauge.path());
            assertThat(said).as(fixture.getKey()).isNotEmpty();
            for (var condition : said) {
                var labels = labels(object, one.labelsFromPath());
                labels.putAll(labels(condition, gauge.labelsFromPath()));
                labels.put("customresource_kind", kind);
                assertThat(labels.values()).noneMatch(String::isBlank);
                assertThat(series.add(labels)).as(labels.toString()).isTrue();
                words.add(at(condition, gauge.valueFrom()).asText());
            }
        }
        assertThat(words).containsExactlyInAnyOrder("True", "False", "Unknown");
    }

    @Test
    void isSaidToBeOptionalAndToHaveAnEnd() throws IOException {
        assertThat(Files.readString(Project.path("docs/metrics.md")))
                .contains("(../config/prometheus/kube-state-metrics.yaml)", "is optional", "frozen");
    }
}
