package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.Ran;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.gitops.OthersCode;
import dev.usher.thirdparty.Installed;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What platform teams expect of a chart: what judges charts has nothing to say that {@code exceptions.md} beside it does not explain. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane
class ChartStandardsIT {
    private static final String EVERYTHING = Chart.EVERYTHING + ",metrics.serviceMonitor.interval=30s"
            + ",metrics.serviceMonitor.relabelings[0].targetLabel=cluster,metrics.serviceMonitor.relabelings[0].replacement=emea"
            + ",metrics.prometheusRule.rules[0].record=a,metrics.prometheusRule.rules[0].expr=b";
    private static final String BY_POD = "metrics.podMonitor.enabled=true,metrics.podMonitor.scrapeTimeout=5s"
            + ",metrics.podMonitor.metricRelabelings[0].action=drop,metrics.podMonitor.metricRelabelings[0].regex=jvm_.*";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ControlPlane plane;
    private final Chart chart;

    @TempDir
    private Path directory = Path.of("");

    ChartStandardsIT(ControlPlane plane) {
        this.plane = plane;
        this.chart = new Chart(plane);
        plane.applyCrds(Installed.by("src/test/monitoring/install.sh"));
    }

    @Test
    void bindsNoNodeUnlessItIsToldTo() {
        assertThat(chart.objects(PodDisruptionBudget.class)).isEmpty();

        assertThat(chart.objects(PodDisruptionBudget.class, "--set", "podDisruptionBudget.enabled=true"))
                .singleElement()
                .satisfies(budget -> {
                    assertThat(budget.getSpec().getMinAvailable().getIntVal()).isOne();
                    assertThat(budget.getSpec().getUnhealthyPodEvictionPolicy()).isEqualTo("AlwaysAllow");
                });
    }

    @Test
    void letsTheNetworkBeClosedToAllButWhatTheOperatorNeeds() {
        assertThat(chart.objects(NetworkPolicy.class)).isEmpty();

        var policy = chart.objects(
                        NetworkPolicy.class,
                        "--set",
                        "networkPolicy.enabled=true",
                        "--set",
                        "networkPolicy.from[0].namespaceSelector.matchLabels.name=monitoring",
                        "--set",
                        "networkPolicy.apiServer.to[0].ipBlock.cidr=192.0.2.7/32",
                        "--set",
                        "networkPolicy.extraEgress[0].ports[0].port=8443")
                .getFirst()
                .getSpec();

        assertThat(policy.getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(policy.getIngress()).singleElement().satisfies(rule -> {
            assertThat(rule.getPorts().getFirst().getPort().getStrVal()).isEqualTo("http");
            assertThat(rule.getFrom().getFirst().getNamespaceSelector().getMatchLabels())
                    .isEqualTo(Map.of("name", "monitoring"));
            assertThat(rule.getFrom().getLast().getPodSelector().getMatchLabels())
                    .as("helm test asks for metrics")
                    .containsEntry("app.kubernetes.io/name", "usher-check");
        });
        assertThat(policy.getEgress())
                .extracting(rule -> rule.getPorts().stream()
                        .map(port -> port.getPort().getIntVal())
                        .toList())
                .containsExactly(List.of(53, 53), List.of(443, 6443), List.of(443, 389, 636, 5432), List.of(8443));
        assertThat(policy.getEgress().get(0).getTo()).isNotEmpty();
        assertThat(policy.getEgress().get(1).getTo().getFirst().getIpBlock().getCidr())
                .isEqualTo("192.0.2.7/32");
        assertThat(policy.getEgress().get(2).getTo()).isEmpty();
    }

    @Test
    void letsWhatChecksAskTheApiServerAndTheOperatorAlone() {
        var policies = chart.objects(NetworkPolicy.class, "--set", "networkPolicy.enabled=true");
        var check = policies.getLast().getSpec();

        assertThat(check.getPodSelector().getMatchLabels()).containsEntry("app.kubernetes.io/name", "usher-check");
        assertThat(check.getIngress()).isEmpty();
        assertThat(check.getEgress())
                .extracting(rule -> rule.getPorts().stream()
                        .map(port -> port.getPort().getIntVal())
                        .toList())
                .containsExactly(List.of(53, 53), List.of(8080), List.of(443, 6443));
        assertThat(check.getEgress().get(1).getTo().getFirst().getPodSelector().getMatchLabels())
                .containsEntry("app.kubernetes.io/name", "usher");
        assertThat(policies.getFirst().getSpec().getIngress().getFirst().getFrom())
                .as("everybody")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crds.keep=false",
                BY_POD,
                EVERYTHING,
                "watch.namespaces={people,partners}," + EVERYTHING,
                "clusterResources=false,watch.namespaces={people}," + EVERYTHING,
                "networkPolicy.enabled=true,networkPolicy.from[0].podSelector.matchLabels.app=prometheus"
            })
    void isTakenByTheApiServerToTheLastField(String values, TestNamespace namespace) throws IOException {
        var rendered = chart.rendered("--set", values)
                .replaceAll("namespace: \"?(usher-system|people|partners)\"?", "namespace: " + namespace);
        var file = Files.writeString(directory.resolve("rendered.yaml"), rendered);

        var ran = plane.kubectl(
                "apply",
                "--server-side",
                "--dry-run=server",
                "--validate=strict",
                "--force-conflicts",
                "-f",
                file.toString());

        assertThat(ran.exitCode()).as(ran.errors()).isZero();
        assertThat(chart.rendered("--set", values)).isEqualTo(chart.rendered("--set", values));
    }

    private String notes(String values) {
        Ran ran = plane.helm(
                "install", "usher", Chart.DIRECTORY.toString(), "-n", "notes", "--dry-run=client", "--set", values);
        assertThat(ran.exitCode()).as(ran.errors()).isZero();
        return ran.output().substring(ran.output().indexOf("NOTES:"));
    }

    @Test
    void saysWhatComesNext() {
        assertThat(notes("crds.enabled=false"))
                .contains(
                        "looks after all namespaces",
                        "The resource definitions are not part of this release",
                        "kubectl -n notes rollout status deployment/usher",
                        "kubectl create rolebinding hr -n people --clusterrole=usher-hr --group=hr",
                        "./usher probe",
                        "kubectl get provisioning -A",
                        "docs/gitops.md",
                        "rbac.userSources is false",
                        "Nobody is told to read its metrics",
                        "Where its node is lost, another begins after a minute and a half");
        assertThat(notes("rbac.userSources=true,metrics.podMonitor.enabled=true"))
                .doesNotContain("rbac.userSources", "Nobody is told");
        assertThat(notes("clusterResources=false,watch.namespaces={partners},podDisruptionBudget.enabled=true"))
                .contains(
                        "looks after the namespaces partners",
                        "kubectl apply --server-side -k crds",
                        "is drained only once somebody deletes the pod",
                        "kubectl get provisioning -n partners")
                .doesNotContain("rolebinding", "admission.verbs");
    }

    @Test
    void isFoundFaultWithByKubeScoreOnlyWhereItIsExplained() throws IOException {
        var said = OthersCode.run(
                directory, "kube-score", chart.rendered("--set", EVERYTHING), "score", "--output-format", "json", "-");
        var found = new TreeSet<String>();
        for (var object : JSON.readTree(said.text())) {
            for (var check : object.path("checks")) {
                if (!check.path("skipped").asBoolean() && check.path("grade").asInt() < 10) {
                    found.add(object.at("/type_meta/kind").asText() + " "
                            + check.at("/check/id").asText());
                }
            }
        }

        assertThat(found).isEqualTo(Exceptions.ofKubeScore());
    }

    @Test
    void isWhatTheSchemasOfTheApiServerAllow() throws IOException {
        schemas("api/v1");
        for (var group : List.of(
                "apps/v1",
                "batch/v1",
                "rbac.authorization.k8s.io/v1",
                "networking.k8s.io/v1",
                "policy/v1",
                "admissionregistration.k8s.io/v1",
                "apiextensions.k8s.io/v1")) {
            schemas("apis/" + group);
        }
        // The API server says what it serves of a definition some moments after it serves it.
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            schemas("apis/monitoring.coreos.com/v1");
            assertThat(directory.resolve("monitoring.coreos.com-v1-prometheusrule.json"))
                    .exists();
        });

        var good = kubeconform(chart.rendered("--set", EVERYTHING));
        var byPod = kubeconform(chart.rendered("--set", BY_POD));
        var bad = kubeconform(chart.rendered().replace("terminationGracePeriodSeconds: 30", "terminationGrace: 30"));

        assertThat(good.exitCode()).as(good.text()).isZero();
        assertThat(byPod.text()).contains("Invalid: 0, Errors: 0, Skipped: 0");
        assertThat(good.text()).contains("Invalid: 0, Errors: 0, Skipped: 0");
        assertThat(bad.text()).contains("terminationGrace");
    }

    private OthersCode.Said kubeconform(String manifests) {
        return OthersCode.run(
                directory,
                "kubeconform",
                manifests,
                "-strict",
                "-summary",
                "-schema-location",
                directory + "/{{ .Group }}-{{ .ResourceAPIVersion }}-{{ .ResourceKind }}.json");
    }

    /** One file for each kind of a group, with all that it refers to; of an object whose fields are known there are no others. */
    private void schemas(String group) throws IOException {
        var ran = plane.kubectl("get", "--raw", "/openapi/v3/" + group);
        assertThat(ran.exitCode()).as(ran.errors()).isZero();
        var components = JSON.readTree(ran.output()).path("components");
        strict(components);
        components
                .path("schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("x-kubernetes-group-version-kind")
                        .forEach(kind -> write(components, schema.getKey(), kind)));
    }

    private void write(JsonNode components, String schema, JsonNode kind) {
        // kubeconform takes the version of the core group, which has no name, for that.
        var group = kind.path("group").asText();
        var version = kind.path("version").asText();
        var file = JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema);
        file.set("components", components);
        try {
            Files.writeString(
                    directory.resolve(String.join(
                                    "-",
                                    group.isEmpty() ? version : group,
                                    version,
                                    kind.path("kind").asText().toLowerCase(Locale.ROOT))
                            + ".json"),
                    file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void strict(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            if (object.path("properties").isObject() && !object.has("additionalProperties") && object.has("type")) {
                object.put("additionalProperties", false);
            }
            // What may be a number or a text says so in a way of Kubernetes' own.
            if (object.path("format").asText().equals("int-or-string")) {
                object.remove("type");
            }
        }
        schema.forEach(ChartStandardsIT::strict);
    }
}
