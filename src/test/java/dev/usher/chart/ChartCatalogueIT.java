package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.Project;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code Chart.yaml} tells a catalogue of charts, and Helm. */
@ExtendWith(WithControlPlane.class)
class ChartCatalogueIT {
    private static final ObjectMapper YAML = new YAMLMapper();

    private final ControlPlane plane;
    private final Chart chart;

    @TempDir
    private Path directory = Path.of("");

    ChartCatalogueIT(ControlPlane plane) {
        this.plane = plane;
        this.chart = new Chart(plane);
    }

    private static JsonNode listed(String annotation) throws IOException {
        var chart = YAML.readTree(Chart.DIRECTORY.resolve("Chart.yaml").toFile());
        return YAML.readTree(
                chart.path("annotations").path("artifacthub.io/" + annotation).asText());
    }

    @Test
    void tellsACatalogueOfChartsWhichKindsThereAre() throws IOException {
        var kinds = Files.readString(Project.path("docs/kinds/README.md"));

        assertThat(listed("crds"))
                .extracting(kind ->
                        kind.path("kind").asText() + " " + kind.path("name").asText() + " "
                                + kind.path("version").asText())
                .containsExactlyInAnyOrderElementsOf(chart.objects(CustomResourceDefinition.class).stream()
                        .map(definition -> definition.getSpec().getNames().getKind() + " "
                                + definition.getMetadata().getName() + " "
                                + definition.getSpec().getVersions().getFirst().getName())
                        .toList());
        assertThat(listed("crds"))
                .allSatisfy(kind -> assertThat(kinds)
                        .contains("| [%s](".formatted(kind.path("kind").asText()))
                        .contains(kind.path("description").asText()));
    }

    @Test
    void showsACatalogueWhatTheApiServerTakes(TestNamespace namespace) throws IOException {
        var examples = listed("crdsExamples");

        assertThat(examples).hasSize(3).allSatisfy(example -> {
            ((ObjectNode) example.path("metadata")).put("namespace", namespace.name());
            var file = Files.writeString(directory.resolve("example.json"), example.toString());
            var ran = plane.kubectl("create", "--dry-run=server", "--validate=strict", "-f", file.toString());
            assertThat(ran.exitCode()).as(ran.errors()).isZero();
        });
    }

    @Test
    void isRefusedByAKubernetesThatIsTooOld() {
        assertThat(chart.template("--kube-version", "1.30.0").exitCode()).isZero();
        assertThat(chart.template("--kube-version", "v1.30.4-gke.1").exitCode()).isZero();
        assertThat(chart.template("--kube-version", "1.29.9").errors()).contains("requires kubeVersion: >=1.30.0-0");
    }
}
