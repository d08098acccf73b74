package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What values make of the pods of the chart, and of how they are scraped. */
@ExtendWith(WithControlPlane.class)
class ChartValuesIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount";

    private final Chart chart;

    @TempDir
    private Path directory = Path.of("");

    ChartValuesIT(ControlPlane plane) {
        this.chart = new Chart(plane);
    }

    @Test
    void bringsWhatElseSomebodyWants() throws IOException {
        var file = Files.writeString(directory.resolve("values.yaml"), """
            hostUsers: false
            extraEnvFrom: [{secretRef: {name: more}}]
            extraContainers: [{name: shipper, image: shipper}]
            extraVolumes: [{name: ca, configMap: {name: ca}}]
            extraVolumeMounts: [{name: ca, mountPath: /etc/ca}]
            runtimeClassName: gvisor
            topologySpreadConstraints: [{topologyKey: zone}]
            extraObjects:
            - {apiVersion: v1, kind: ConfigMap, metadata: {name: "{{ .Release.Name }}-ca"}}
            """);
        var values = new String[] {"--values", file.toString()};
        var pod = chart.objects(Deployment.class, values)
                .getFirst()
                .getSpec()
                .getTemplate()
                .getSpec();

        assertThat(pod.getVolumes()).extracting(Volume::getName).containsExactly("tmp", "token", "ca");
        assertThat(pod.getContainers().getFirst().getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .containsExactly("/tmp", TOKEN, "/etc/ca");
        assertThat(pod.getContainers().getFirst().getEnvFrom())
                .singleElement()
                .satisfies(from -> assertThat(from.getSecretRef().getName()).isEqualTo("more"));
        assertThat(pod.getContainers()).extracting(Container::getName).containsExactly("usher", "shipper");
        assertThat(pod.getHostUsers()).isFalse();
        assertThat(pod.getRuntimeClassName()).isEqualTo("gvisor");
        assertThat(pod.getTopologySpreadConstraints()).hasSize(1);
        assertThat(chart.objects(ConfigMap.class, values))
                .extracting(map -> map.getMetadata().getName())
                .contains("usher-ca");
    }

    private Stream<PodSpec> pods(String... options) {
        return Stream.of(
                        chart.objects(Deployment.class, options).stream()
                                .map(one -> one.getSpec().getTemplate().getSpec()),
                        chart.objects(Job.class, options).stream()
                                .map(one -> one.getSpec().getTemplate().getSpec()),
                        chart.objects(Pod.class, options).stream().map(Pod::getSpec))
                .flatMap(all -> all);
    }

    @Test
    void givesTheTokenToItsOwnContainerAloneAndForAnHour() {
        var pods = pods(
                        "--set",
                        "check.beforeUninstall=true",
                        "--set",
                        "extraContainers[0].name=shipper,extraContainers[0].image=shipper")
                .toList();

        assertThat(pods).hasSize(4).allSatisfy(pod -> {
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getContainers().getFirst().getVolumeMounts())
                    .filteredOn(mount -> mount.getName().equals("token"))
                    .singleElement()
                    .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo(TOKEN));
            assertThat(pod.getVolumes())
                    .filteredOn(volume -> volume.getProjected() != null)
                    .singleElement()
                    .satisfies(volume -> assertThat(
                                    volume.getProjected().getSources().getFirst())
                            .satisfies(source -> assertThat(
                                            source.getServiceAccountToken().getExpirationSeconds())
                                    .isEqualTo(3600)));
        });
        assertThat(pods.getFirst().getContainers().getLast().getVolumeMounts()).isEmpty();
    }

    @Test
    void leavesANodeThatIsLostAfterHalfAMinute() {
        assertThat(pods().toList())
                .hasSize(3)
                .allSatisfy(pod -> assertThat(pod.getTolerations())
                        .extracting(Toleration::getKey, Toleration::getEffect, Toleration::getTolerationSeconds)
                        .containsExactly(
                                tuple("node.kubernetes.io/unreachable", "NoExecute", 30L),
                                tuple("node.kubernetes.io/not-ready", "NoExecute", 30L)));
    }

    @Test
    void leavesTheUserOfItsPodsToAClusterThatChoosesIt() {
        var values = new String[] {
            "--set",
            "podSecurityContext.runAsUser=null,podSecurityContext.runAsGroup=null",
            "--set",
            "securityContext.appArmorProfile.type=RuntimeDefault",
            "--set",
            "check.beforeUninstall=true"
        };

        assertThat(pods(values).toList()).hasSize(4).allSatisfy(pod -> {
            assertThat(pod.getHostUsers()).isNull();
            assertThat(pod.getSecurityContext().getRunAsUser()).isNull();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            var container = pod.getContainers().getFirst().getSecurityContext();
            assertThat(container.getAppArmorProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(container.getReadOnlyRootFilesystem()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "image.repository=localhost/usher, localhost/usher:0.1.0",
        "image.registry=registry.example.com, registry.example.com/usher:0.1.0",
        "'image.registry=registry.example.com/eu,image.repository=platform/usher,image.tag=v1', registry.example.com/eu/platform/usher:v1",
    })
    void takesItsImageFromTheRegistryThatIsNamed(String values, String image) {
        assertThat(chart.objects(Deployment.class, "--set", values)
                        .getFirst()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .isEqualTo(image);
    }

    @ParameterizedTest
    @CsvSource({"serviceMonitor, ServiceMonitor, endpoints, 2", "podMonitor, PodMonitor, podMetricsEndpoints, 1"})
    void isScrapedAsSomebodyWants(String value, String kind, String endpoints, int objects) throws IOException {
        var file = Files.writeString(directory.resolve("values.yaml"), """
            metrics:
              %s:
                enabled: true
                interval: 30s
                labels: {release: prometheus}
                relabelings: [{targetLabel: cluster, replacement: emea}]
                metricRelabelings: [{regex: jvm_.*, action: drop, sourceLabels: [__name__]}]
            """.formatted(value));

        var rendered = chart.objects("-s", "templates/metrics.yaml", "--values", file.toString());

        assertThat(rendered).hasSize(objects);
        var monitor = JSON.valueToTree(rendered.getLast());
        assertThat(monitor.path("kind").asText()).isEqualTo(kind);
        assertThat(monitor.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
        var endpoint = monitor.at("/spec/" + endpoints + "/0");
        assertThat(endpoint.path("interval").asText()).isEqualTo("30s");
        assertThat(endpoint.path("honorLabels").asBoolean()).isTrue();
        assertThat(endpoint.at("/relabelings/0/replacement").asText()).isEqualTo("emea");
        assertThat(endpoint.at("/metricRelabelings/0/action").asText()).isEqualTo("drop");
        var both = chart.template("--set", "metrics.serviceMonitor.enabled=true,metrics.podMonitor.enabled=true");
        assertThat(both.errors()).contains("every number would be there twice");
    }
}
