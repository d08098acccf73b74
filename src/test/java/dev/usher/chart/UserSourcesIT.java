package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.ProvisionedUser;
import dev.usher.cluster.AuditEntry;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.ControlPlane.Extra;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.Ran;
import dev.usher.cluster.WithControlPlane;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Under the chart's permissions and policies people come from a file where the values say so, and else are only spoken of. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane(Extra.AUDIT)
class UserSourcesIT {
    private static final String NAMESPACE = "usher-system";
    private static final Map<String, String> ENVIRONMENT = Map.of("USHER_NAMESPACE", NAMESPACE);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SOURCE = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: hr, namespace: people}
            data:
              people.csv: |
                number,login,state
                1815,ada,Active
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: hr, namespace: people, labels: {usher.dev/source-file: hr}}
            stringData:
              people.csv: |
                number,login,state
                1815,ada,Active
            ---
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: UserSource
            metadata: {name: hr, namespace: people}
            spec:
              csv: {KIND: {name: hr, key: people.csv}}
              key: number
              everySeconds: 5
              fields:
              - {to: userName, from: login}
              - {to: externalId, from: number}
              - {to: status, from: state}
            """;

    private final ControlPlane plane;

    @TempDir
    private Path directory = Path.of("");

    UserSourcesIT(ControlPlane plane) {
        this.plane = plane;
    }

    @Test
    void makesPeopleOnlyWhereTheValuesSaySo() throws Exception {
        ran(plane.helm("install", "usher", Chart.DIRECTORY.toString(), "-n", NAMESPACE, "--create-namespace"));
        ran(plane.kubectl("create", "namespace", "people"));
        await().atMost(SOON)
                .until(() -> plane.kubectl("get", "usersources", "-A").exitCode() == 0);
        try (var operator = OperatorProcess.start(plane.kubeconfigFor(NAMESPACE, "usher"), ENVIRONMENT)) {
            operator.awaitReady();
            apply(SOURCE.replace("KIND", "secret"));
            await("what it may not")
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(said("{.status.refusals[0].rule}")).isEqualTo("NOT_ALLOWED"));
            assertThat(users()).isEmpty();

            ran(plane.helm(
                    "upgrade", "usher", Chart.DIRECTORY.toString(), "-n", NAMESPACE, "--set", "rbac.userSources=true"));
            await("who is in the file")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(users()).hasSize(1));

            apply(SOURCE.replace("KIND", "configMap"));
            await("who is in the other file")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(said(
                                    "{.status.conditions[?(@.type=='Ready')].reason} {.status.observedGeneration}"))
                            .isEqualTo("Applied 2"));
        }
        assertThat(users()).singleElement().satisfies(ada -> {
            assertThat(ada.getSpec().userName()).isEqualTo("ada");
            assertThat(ada.getSpec().employments()).hasSize(1);
        });
        assertThat(plane.audited().stream()
                        .filter(request -> request.user().endsWith(":" + NAMESPACE + ":usher"))
                        .filter(request -> request.code() == HttpURLConnection.HTTP_FORBIDDEN)
                        .map(AuditEntry::resource)
                        .distinct())
                .as("what it asked for and was not allowed, before the values said so")
                .containsExactly("provisionedusers");
    }

    private List<ProvisionedUser> users() {
        return plane.adminClient()
                .resources(ProvisionedUser.class)
                .inNamespace("people")
                .list()
                .getItems();
    }

    private String said(String path) {
        return plane.kubectl("get", "usersource/hr", "-n", "people", "-o", "jsonpath=" + path)
                .output();
    }

    private void apply(String manifest) throws IOException {
        Path file = Files.writeString(directory.resolve("manifest.yaml"), manifest);
        ran(plane.kubectl("apply", "-f", file.toString()));
    }

    private static void ran(Ran ran) {
        assertThat(ran.exitCode()).as(ran.errors()).isZero();
    }
}
