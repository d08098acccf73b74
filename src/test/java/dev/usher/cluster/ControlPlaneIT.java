package dev.usher.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(WithControlPlane.class)
class ControlPlaneIT {

    @Test
    void createsWhatTheAdministratorAsksFor(ControlPlane plane, TestNamespace namespace) {
        var created = plane.adminClient()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace.name())
                        .withName("greeting")
                        .endMetadata()
                        .addToData("hello", "world")
                        .build())
                .create();

        assertThat(created.getMetadata().getUid()).isNotBlank();
        assertThat(plane.kubectl(
                        "get", "configmap", "greeting", "-n", namespace.name(), "-o", "jsonpath={.data.hello}"))
                .isEqualTo(new Ran(0, "world", ""));
    }

    @Test
    void reportsWhyKubectlFailed(ControlPlane plane, TestNamespace namespace) {
        var ran = plane.kubectl("get", "configmap", "nobody", "-n", namespace.name());

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors()).contains("NotFound");
    }

    @Test
    void givesAServiceAccountItsRightsAndNoOthers(ControlPlane plane, TestNamespace namespace) {
        String name = namespace.name();
        plane.adminClient()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace(name)
                        .withName("reader")
                        .endMetadata()
                        .build())
                .create();
        assertThat(plane.kubectl("create", "role", "reader", "-n", name, "--verb=list", "--resource=configmaps")
                        .exitCode())
                .isZero();
        assertThat(plane.kubectl(
                                "create",
                                "rolebinding",
                                "reader",
                                "-n",
                                name,
                                "--role=reader",
                                "--serviceaccount=" + name + ":reader")
                        .exitCode())
                .isZero();
        KubernetesClient reader = plane.clientFor(name, "reader");

        await().untilAsserted(() -> assertThat(
                        reader.configMaps().inNamespace(name).list().getItems())
                .isNotNull());
        assertThatThrownBy(() -> reader.secrets().inNamespace(name).list())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(403));
    }

    @Test
    void servesACustomResourceDirectlyAfterItsDefinitionIsApplied(
            ControlPlane plane, TestNamespace namespace, @TempDir Path definitions) throws IOException {
        Files.writeString(definitions.resolve("pebbles.yml"), """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: pebbles.test.usher.dev}
                spec:
                  group: test.usher.dev
                  scope: Namespaced
                  names: {plural: pebbles, singular: pebble, kind: Pebble}
                  versions:
                    - name: v1
                      served: true
                      storage: true
                      schema: {openAPIV3Schema: {type: object}}
                """);
        plane.applyCrds(definitions);
        plane.applyCrds(definitions);

        assertThat(plane.kubectl("get", "pebbles", "-n", namespace.name()).exitCode())
                .isZero();
    }

    @Test
    void leavesNeitherAProcessNorAFileAfterClose() {
        long began = System.nanoTime();
        var plane = ControlPlane.start();
        System.out.printf("control plane: started in %.1f s%n", (System.nanoTime() - began) / 1e9);
        Path directory = directoryOf(plane.kubeconfig());
        assertThat(Leftovers.processesOf(directory)).hasSizeGreaterThanOrEqualTo(2);

        plane.close();

        assertThat(directory).doesNotExist();
        assertThat(Leftovers.processesOf(directory)).isEmpty();
    }

    @Test
    void leavesNeitherAProcessNorAFileAfterAKillOfItsParent() throws IOException {
        try (var parent = ParentJvm.start(Cluster.class)) {
            Path directory = directoryOf(Path.of(parent.awaitLine("export KUBECONFIG=(.*)")));
            assertThat(Leftovers.processesOf(directory)).hasSizeGreaterThanOrEqualTo(3);

            parent.kill();

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(parent.survivors()).isEmpty());
            assertThat(directory).doesNotExist();
            assertThat(Leftovers.processesOf(directory)).isEmpty();
        }
    }

    private static Path directoryOf(Path kubeconfig) {
        return requireNonNull(kubeconfig.getParent());
    }
}
