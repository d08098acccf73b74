package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.Project;
import dev.usher.cluster.Ran;
import dev.usher.cluster.WithControlPlane;
import dev.usher.thirdparty.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Checkov has nothing to say of what is installed, by Helm or by kustomize, that {@code helm/exceptions.md} does not explain. */
@ExtendWith(WithControlPlane.class)
class CheckovIT {
    private static final String NO_NETWORK_POLICY = "Pod CKV2_K8S_6";

    private final ControlPlane plane;
    private final Chart chart;

    @TempDir
    private Path directory = Path.of("");

    CheckovIT(ControlPlane plane) {
        this.plane = plane;
        this.chart = new Chart(plane);
    }

    @Test
    void findsFaultOnlyWhereItIsExplainedAndThereStill() throws Exception {
        var everything = found(chart.rendered("--set", Chart.EVERYTHING));
        var all = new TreeSet<>(everything);
        all.addAll(found(chart.rendered()));
        for (var overlay : List.of("cluster", "namespaces", "namespace")) {
            all.addAll(found(kustomized(overlay)));
        }

        assertThat(all).isEqualTo(Exceptions.ofCheckov());
        assertThat(everything).doesNotContain(NO_NETWORK_POLICY);
    }

    @Test
    void findsAMistake() throws Exception {
        var mistaken = chart.rendered("--set", Chart.EVERYTHING)
                .replace("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false");

        assertThat(found(mistaken)).contains("Deployment CKV_K8S_22");
    }

    private String kustomized(String overlay) {
        Ran ran = plane.kubectl(
                "kustomize",
                Project.path("config/kustomize/overlays").resolve(overlay).toString());
        assertThat(ran.exitCode()).as(ran.errors()).isZero();
        return ran.output();
    }

    /** Kind and check of what it finds. */
    private Set<String> found(String manifests) throws IOException, InterruptedException {
        var report = run(Files.writeString(directory.resolve("manifests.yaml"), manifests));
        assertThat(report.at("/summary/parsing_errors").asInt(-1)).isZero();
        assertThat(report.at("/summary/passed").asInt()).isGreaterThan(50);
        var found = new TreeSet<String>();
        for (var check : report.at("/results/failed_checks")) {
            found.add(check.path("resource").asText().split("\\.", 2)[0] + " "
                    + check.path("check_id").asText());
        }
        return found;
    }

    /** Without a platform, and without asking anybody whether there is a newer one. */
    private JsonNode run(Path manifests) throws IOException, InterruptedException {
        var checkov = Installed.by("src/test/checkov/install.sh").resolve("checkov");
        var builder = new ProcessBuilder(
                checkov.toString(),
                "--framework=kubernetes",
                "--skip-download",
                "--quiet",
                "--compact",
                "--output=json",
                "--file=" + manifests);
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.matches("(BC|CKV|CHECKOV|PRISMA|PYTHON).*"));
        environment.putAll(Map.of("CKV_SKIP_PACKAGE_UPDATE_CHECK", "true", "HOME", directory.toString()));
        var errors = directory.resolve("errors").toFile();
        var process =
                builder.directory(directory.toFile()).redirectError(errors).start();
        var report = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        // 1 is that it found something.
        assertThat(process.exitValue()).as(Files.readString(errors.toPath())).isIn(0, 1);
        return new ObjectMapper().readTree(report);
    }
}
