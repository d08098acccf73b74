package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** That the README of the chart says what the chart has. */
@ExtendWith(WithControlPlane.class)
class ChartReadmeIT {
    private static final Pattern NAME = Pattern.compile("`(<namespace>-<release>|<release>|)-([a-z-]+)`");
    private static final String RIGHTS = "rbac.firstCredentials=true,rbac.userSources=true,rbac.writeBack=true";

    private final Chart chart;

    ChartReadmeIT(ControlPlane plane) {
        this.chart = new Chart(plane);
    }

    private static String readme() throws IOException {
        return Files.readString(Chart.DIRECTORY.resolve("README.md"));
    }

    /** Each row of the table of values: nothing, its path, what stands under default, what it means. */
    private static List<String[]> rows() throws IOException {
        return readme().split("## Values", 2)[1]
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split(" *\\| *", -1))
                .toList();
    }

    @Test
    void hasEveryValueWithItsDefaultAndNoOther() throws IOException {
        var values = new LinkedHashMap<String, JsonNode>();
        collect(
                new YAMLMapper().readTree(Chart.DIRECTORY.resolve("values.yaml").toFile()),
                new ObjectMapper()
                        .readTree(Chart.DIRECTORY.resolve("values.schema.json").toFile()),
                "",
                values);
        var described =
                rows().stream().collect(Collectors.toMap(cells -> cells[1].replace("`", ""), cells -> cells[2]));

        assertThat(described.keySet()).containsExactlyInAnyOrderElementsOf(values.keySet());
        values.forEach((path, value) -> assertThat(described.get(path))
                .as(path)
                .satisfies(said -> assertThat(shown(value)).isIn(said, "in words")));
        assertThat(values.entrySet().stream()
                        .filter(value -> shown(value.getValue()).equals("in words"))
                        .map(value -> described.get(value.getKey())))
                .isNotEmpty()
                .doesNotContain("");
    }

    @Test
    void saysWhatEachValueMeans() throws IOException {
        assertThat(rows()).allSatisfy(cells -> assertThat(cells[3]).as(cells[1]).isNotBlank());
    }

    private static String shown(JsonNode value) {
        if (value.isContainerNode()) {
            return value.isEmpty() ? "`" + value + "`" : "in words";
        }
        var text = value.isNull() ? "" : value.asText();
        return text.contains(" ") ? "in words" : text.isEmpty() ? "" : "`" + text + "`";
    }

    /** Objects whose properties the schema names are entered, but for those of Kubernetes. */
    private static void collect(JsonNode values, JsonNode schema, String prefix, Map<String, JsonNode> found) {
        values.properties().forEach(entry -> {
            JsonNode described = schema.path("properties").path(entry.getKey());
            String path = prefix + entry.getKey();
            assertThat(described.isMissingNode()).as("the schema knows " + path).isFalse();
            if (described.has("properties")) {
                collect(entry.getValue(), described, path + ".", found);
            } else {
                found.put(path, entry.getValue());
            }
        });
    }

    @Test
    void namesEveryRoleForPeopleAndEveryPolicy() throws IOException {
        var section = readme().split("## Who may change what", 2)[1].split("\n## ", 2)[0];

        assertThat(named(section, line -> line.contains("ClusterRoles to be bound")))
                .isEqualTo(ends(chart.rolesOfPeople().stream(), "usher-"));
        assertThat(named(section, line -> !line.contains("ClusterRoles to be bound")))
                .isEqualTo(ends(
                        chart.objects(ValidatingAdmissionPolicy.class, "--set", RIGHTS).stream(),
                        "usher-system-usher-"));
    }

    private static Set<String> ends(Stream<? extends HasMetadata> objects, String begin) {
        return objects.map(object -> object.getMetadata().getName())
                .map(name -> name.substring(begin.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> named(String section, Predicate<String> row) {
        return section.lines()
                .filter(line -> line.startsWith("| `"))
                .filter(row)
                .flatMap(line -> NAME.matcher(line.split("\\|", 3)[1]).results())
                .map(found -> found.group(2))
                .collect(Collectors.toUnmodifiableSet());
    }
}
