package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.Ran;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(WithControlPlane.class)
class ChartIT {

    private final ControlPlane plane;
    private final Chart chart;

    ChartIT(ControlPlane plane) {
        this.plane = plane;
        this.chart = new Chart(plane);
    }

    @Test
    void lintsWithoutAWarning() {
        Ran ran = plane.helm("lint", "--strict", Chart.DIRECTORY.toString());

        assertThat(ran.exitCode()).as(ran.output() + ran.errors()).isZero();
        assertThat(ran.output()).doesNotContain("[WARNING]").doesNotContain("[ERROR]");
    }

    @Test
    void rendersTheSameBytesEachTime() {
        assertThat(chart.rendered()).isEqualTo(chart.rendered());
    }

    @Test
    void carriesTheDefinitionsOfTheRepositoryByteForByte() throws IOException {
        String rendered = chart.rendered("--set", "crds.keep=false,admission.deletionProtection=false");
        List<Path> definitions = definitions();

        assertThat(definitions).isNotEmpty();
        for (Path definition : definitions) {
            Path copy = Chart.DIRECTORY.resolve("files/crds").resolve(definition.getFileName());
            assertThat(copy).hasSameBinaryContentAs(definition);
            assertThat(rendered).contains(Files.readString(definition).stripTrailing());
        }
        assertThat(Chart.DIRECTORY.resolve("files/crds"))
                .isDirectoryNotContaining(file -> !Files.exists(Chart.DEFINITIONS.resolve(file.getFileName())));
    }

    @Test
    void keepsTheDefinitionsUnlessToldOtherwise() {
        List<CustomResourceDefinition> kept = chart.objects(CustomResourceDefinition.class);
        List<CustomResourceDefinition> lost = chart.objects(CustomResourceDefinition.class, "--set", "crds.keep=false");

        assertThat(kept)
                .hasSameSizeAs(lost)
                .isNotEmpty()
                .allSatisfy(definition -> assertThat(definition.getMetadata().getAnnotations())
                        .containsEntry("helm.sh/resource-policy", "keep")
                        .doesNotContainKey("usher.dev/confirm-deletion"));
        assertThat(lost)
                .allSatisfy(definition -> assertThat(definition.getMetadata().getAnnotations())
                        .containsEntry(
                                "usher.dev/confirm-deletion",
                                definition.getMetadata().getName()));
        kept.forEach(definition -> definition.getMetadata().getAnnotations().remove("helm.sh/resource-policy"));
        lost.forEach(definition -> definition.getMetadata().getAnnotations().remove("usher.dev/confirm-deletion"));
        assertThat(kept).isEqualTo(lost);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void annotatesTheDefinitionsAsItIsTold(boolean keep) {
        var wave = "crds.annotations.argocd\\.argoproj\\.io/sync-wave=-$1";

        assertThat(chart.objects(CustomResourceDefinition.class, "--set", "crds.keep=" + keep, "--set-string", wave))
                .isNotEmpty()
                .allSatisfy(definition -> assertThat(definition.getMetadata().getAnnotations())
                        .hasSize(2)
                        .containsEntry("argocd.argoproj.io/sync-wave", "-$1"));
    }

    /** A client-side apply keeps a copy of each in an annotation, and all annotations of an object have that much room. */
    @Test
    void hasNoDefinitionThatIsTooLargeToBeApplied() throws IOException {
        for (Path definition : definitions()) {
            assertThat(Files.size(definition)).as(definition.toString()).isLessThan(262_144);
        }
    }

    @Test
    void leavesTheDefinitionsOutWhenTheyAreDisabled() {
        assertThat(chart.objects(CustomResourceDefinition.class, "--set", "crds.enabled=false"))
                .isEmpty();
    }

    @Test
    void takesMessagesFromOutsideOnlyWhereItIsToldTo() {
        assertThat(chart.objects(Service.class)).isEmpty();
        assertThat(chart.rendered()).doesNotContain("USHER_WEBHOOKS_ENABLED");

        assertThat(chart.objects(Service.class, "--set", "webhooks.enabled=true"))
                .singleElement()
                .satisfies(service -> {
                    assertThat(service.getMetadata().getName()).endsWith("-webhooks");
                    assertThat(service.getSpec()
                                    .getPorts()
                                    .getFirst()
                                    .getTargetPort()
                                    .getStrVal())
                            .isEqualTo("http");
                });
        assertThat(chart.rendered("--set", "webhooks.enabled=true")).contains("USHER_WEBHOOKS_ENABLED");
    }

    @Test
    void rendersAPodThatRestrictedPodSecurityAdmits(TestNamespace namespace) {
        plane.adminClient().namespaces().withName(namespace.name()).edit(this::restricted);
        Pod pod = pod();
        Pod onTheHost =
                new PodBuilder(pod).editSpec().withHostNetwork(true).endSpec().build();

        assertThat(dryRun(pod, namespace).getMetadata().getUid()).isNotEmpty();
        assertThatThrownBy(() -> dryRun(onTheHost, namespace))
                .as("the control: the server does enforce it")
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("violates PodSecurity \"restricted");
    }

    @Test
    void rendersAContainerThatCanWriteOnlyToABoundedDirectory() {
        PodSpec pod = pod().getSpec();
        Container container = pod.getContainers().getFirst();

        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getVolumeMounts())
                .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .singleElement()
                .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"));
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getProjected() == null)
                .singleElement()
                .satisfies(volume ->
                        assertThat(volume.getEmptyDir().getSizeLimit()).isNotNull());
        assertThat(container.getResources().getLimits()).containsKey("memory");
        assertThat(container.getResources().getRequests()).containsKeys("memory", "cpu");
    }

    @Test
    void runsOneOperatorAtATimeAndGivesItTimeToEnd() {
        Deployment deployment = deployment();

        assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
        assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("Recreate");
        assertThat(pod().getSpec().getTerminationGracePeriodSeconds()).isEqualTo(30);
    }

    @Test
    void probesWhatTheOperatorServes() {
        Container container = pod().getSpec().getContainers().getFirst();

        assertThat(container.getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getContainerPort()).isEqualTo(8080));
        assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/q/health/started");
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
    }

    @Test
    void tellsTheOperatorNothingThatWasNotSet() {
        assertThat(environment())
                .containsExactlyInAnyOrder(
                        "USHER_NAMESPACE=metadata.namespace",
                        "USHER_INSTALLATION=usher",
                        "USHER_LOCKS_REQUESTER_VERIFIED=true",
                        "USHER_ADMISSION_POLICIES=usher-admission",
                        "USHER_NETWORK_PLAINTEXT=false",
                        "USHER_LOG_JSON=true",
                        "USHER_LOG_LEVEL=INFO",
                        "JDK_JAVA_OPTIONS=-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError");
    }

    @Test
    void tellsTheOperatorWhatWasSet() {
        assertThat(environment(
                        "--set", "installation=emea",
                        "--set", "watch.namespaces={people,partners}",
                        "--set", "network.allowed={10.0.0.0/8,fd00::/8}",
                        "--set", "network.plaintext=true",
                        "--set", "logs.format=text",
                        "--set", "logs.level=WARN",
                        "--set", "tracing.enabled=true",
                        "--set", "tracing.endpoint=http://collector.observability:4318",
                        "--set", "jvmOptions=",
                        "--set", "admission.requester=false",
                        "--set", "extraEnv[0].name=QUARKUS_LOG_LEVEL,extraEnv[0].value=DEBUG"))
                .containsExactlyInAnyOrder(
                        "USHER_NAMESPACE=metadata.namespace",
                        "USHER_INSTALLATION=emea",
                        "USHER_ADMISSION_POLICIES=usher-admission",
                        "USHER_WATCH_NAMESPACES=people,partners",
                        "USHER_NETWORK_ALLOWED=10.0.0.0/8,fd00::/8",
                        "USHER_NETWORK_PLAINTEXT=true",
                        "USHER_LOG_JSON=false",
                        "USHER_LOG_LEVEL=WARN",
                        "USHER_TRACING_ENABLED=true",
                        "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector.observability:4318",
                        "QUARKUS_LOG_LEVEL=DEBUG");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--set|instalation=emea|instalation",
                "--set|image.name=usher|name",
                "--set|watch.namespace=people|namespace",
                "--set|crds.install=true|install",
                "--set|resources.request.cpu=1|request",
                "--set|installation=EMEA|/installation",
                "--set|installation=|/installation",
                "--set|image.pullPolicy=Sometimes|/image/pullPolicy",
                "--set|image.digest=sha256:abc|/image/digest",
                "--set|watch.namespaces=people|/watch/namespaces",
                "--set|watch.namespaces={People}|/watch/namespaces/0",
                "--set|network.allowed={10.0.0.1}|/network/allowed/0",
                "--set-string|network.plaintext=true|/network/plaintext",
                "--set|locks.requester=true|locks",
                "--set|logs.format=logfmt|/logs/format",
                "--set|logs.level=TRACE|/logs/level",
                "--set|logs.json=true|json",
                "--set|tracing.endpoint=collector:4318|/tracing/endpoint",
                "--set|tracing.endpoint=https://usher:secret@collector:4318|/tracing/endpoint",
                "--set|tracing.exporter=zipkin|exporter",
                "--set|admission.verb=true|verb",
                "--set|clusterResources=false|/watch/namespaces",
                "--set|networkPolicy.apps.ports={https}|/networkPolicy/apps/ports/0",
                "--set|networkPolicy.from[0].pods=all|pods",
                "--set|podDisruptionBudget.minAvailable=1|minAvailable",
                "--set|image.registry=registry.example.com/|/image/registry",
                "--set-string|hostUsers=false|/hostUsers",
                "--set|metrics.podMonitor.interval=often|/metrics/podMonitor/interval",
                "--set|admission.decidingServiceAccounts={soar}|/admission/decidingServiceAccounts/0",
            })
    void refusesAValueThatMeansNothing(String option, String value, String named) {
        Ran ran = chart.template(option, value);

        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.errors())
                .contains("don't meet the specifications of the schema")
                .contains(named);
    }

    @Test
    void servesAsAPartOfAnotherChart() {
        assertThat(chart.template("--set", "global.parent=true").exitCode()).isZero();
    }

    private Namespace restricted(Namespace namespace) {
        namespace.getMetadata().getLabels().put("pod-security.kubernetes.io/enforce", "restricted");
        return namespace;
    }

    private Pod dryRun(Pod pod, TestNamespace namespace) {
        return plane.adminClient()
                .pods()
                .inNamespace(namespace.name())
                .resource(pod)
                .dryRun()
                .create();
    }

    private Pod pod(String... options) {
        var template = deployment(options).getSpec().getTemplate();
        return new PodBuilder()
                .withNewMetadata()
                .withName("usher")
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
    }

    private Deployment deployment(String... options) {
        return chart.objects(Deployment.class, options).getFirst();
    }

    private Stream<String> environment(String... options) {
        return pod(options).getSpec().getContainers().getFirst().getEnv().stream()
                .map(ChartIT::shown);
    }

    private static String shown(EnvVar variable) {
        return variable.getName() + "="
                + (variable.getValueFrom() == null
                        ? variable.getValue()
                        : variable.getValueFrom().getFieldRef().getFieldPath());
    }

    private static List<Path> definitions() throws IOException {
        try (Stream<Path> files = Files.list(Chart.DEFINITIONS)) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }
}
