package dev.usher.chart;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.CommandLineProcess;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.Ran;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the pods of {@code helm test} ask, by their own arguments and accounts, of a release whose operator is a process here. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane
class CheckIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String DEFINE = Policies.PREFIX + "define";

    private static Policies policies;
    private static Chart chart;
    private static OperatorProcess operator;

    @TempDir
    private Path directory = Path.of("");

    private final ControlPlane plane;

    CheckIT(ControlPlane plane) {
        this.plane = plane;
    }

    @BeforeAll
    static void install(ControlPlane plane) {
        policies = new Policies(plane);
        policies.install();
        chart = new Chart(plane);
        chart.ofTheTest().stream()
                .filter(object -> !(object instanceof Pod))
                .forEach(object -> plane.adminClient().resource(object).create());
        operator = OperatorProcess.start(
                plane.kubeconfigFor(Policies.RELEASE_NAMESPACE, "usher"),
                Map.of("USHER_NAMESPACE", Policies.RELEASE_NAMESPACE));
        operator.awaitReady();
    }

    @AfterAll
    static void end() {
        operator.close();
    }

    /** As a pod of the chart would run it; there is no network of pods here, so that the operator is asked where it is. */
    private Ran runs(String pod, URI metrics) {
        var found = chart.ofTheTest().stream()
                .filter(Pod.class::isInstance)
                .map(Pod.class::cast)
                .filter(one -> one.getMetadata().getName().equals(pod))
                .findFirst()
                .orElseThrow();
        var arguments = found.getSpec().getContainers().getFirst().getArgs().stream()
                .map(argument -> argument.replace("http://usher-check.usher-system.svc:8080/", metrics + "/"));
        return CommandLineProcess.run(
                plane.kubeconfigFor(Policies.RELEASE_NAMESPACE, found.getSpec().getServiceAccountName()),
                arguments.toArray(String[]::new));
    }

    private Ran check() {
        return runs("usher-check", operator.url());
    }

    private Ran dryRun() {
        return runs("usher-dry-run", operator.url());
    }

    @Test
    void bothPassWhereAllIsAsItWasInstalled() {
        var check = check();
        assertThat(check.errors()).isEmpty();
        assertThat(check.output()).contains("is in charge, and every kind of Usher can be read");
        assertThat(check.exitCode()).isZero();

        var dryRun = dryRun();
        assertThat(dryRun.errors()).isEmpty();
        assertThat(dryRun.output())
                .contains("a Role would be taken, and one that gives something refused without the verb define");
        assertThat(plane.kubectl("get", "aroles", "-n", Policies.RELEASE_NAMESPACE, "-o", "name")
                        .output())
                .as("of what was tried")
                .isEmpty();
    }

    @Test
    void metricsThatNobodyAnswersForAreSaidWithWhatKeepsThemBack() {
        var check = runs("usher-check", URI.create("http://127.0.0.1:9"));

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.errors())
                .contains("nobody answers for metrics at http://127.0.0.1:9/q/metrics")
                .contains("networkpolicies");
    }

    private Resource<CustomResourceDefinition> roles() {
        return plane.adminClient()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("accessroles.provisioning.usher.dev");
    }

    @Test
    void aDefinitionThatIsOlderIsNamedWithWhatItLacks() {
        roles().edit(definition -> {
            var schema =
                    definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
            requireNonNull(schema.getProperties().get("spec")).getProperties().remove("conflictsWith");
            return definition;
        });

        // What is published of a definition follows some moments later.
        await().atMost(SOON).untilAsserted(() -> {
            var check = check();
            assertThat(check.exitCode()).isEqualTo(1);
            assertThat(check.errors())
                    .contains("accessroles.provisioning.usher.dev has no `spec.conflictsWith`")
                    .contains("kubectl apply --server-side -k crds");
        });

        policies.run(
                "apply",
                "--server-side",
                "--force-conflicts",
                "-f",
                Chart.DEFINITIONS
                        .resolve("accessroles.provisioning.usher.dev.yml")
                        .toString());
        await().atMost(SOON).untilAsserted(() -> assertThat(check().exitCode()).isZero());
    }

    @Test
    void aPolicyThatIsGoneLetsTheCanaryThrough() {
        var binding = plane.adminClient()
                .admissionRegistration()
                .v1()
                .validatingAdmissionPolicyBindings()
                .withName(DEFINE);
        var was = binding.get();
        binding.delete();

        await().atMost(SOON).untilAsserted(() -> {
            var dryRun = dryRun();
            assertThat(dryRun.exitCode()).isEqualTo(1);
            assertThat(dryRun.errors())
                    .contains("the policy `define` is not in force there")
                    .contains("`helm upgrade` brings it back");
        });

        was.getMetadata().setResourceVersion(null);
        plane.adminClient().resource(was).create();
        await().atMost(SOON).untilAsserted(() -> assertThat(dryRun().exitCode()).isZero());
    }

    @Test
    void somethingElseOfTheClusterThatRefusesAnExampleIsNamed() throws IOException {
        var file = Files.writeString(directory.resolve("no-roles.yaml"), """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicy
                metadata: {name: no-roles}
                spec:
                  matchConstraints:
                    resourceRules:
                    - {apiGroups: [provisioning.usher.dev], apiVersions: [v1alpha1], operations: [CREATE], resources: [accessroles]}
                  validations: [{expression: "false", message: roles come from git}]
                ---
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicyBinding
                metadata: {name: no-roles}
                spec: {policyName: no-roles, validationActions: [Deny]}
                """);
        policies.run("create", "-f", file.toString());

        await().atMost(SOON).untilAsserted(() -> {
            var dryRun = dryRun();
            assertThat(dryRun.exitCode()).isEqualTo(1);
            assertThat(dryRun.errors())
                    .contains("a policy or a webhook of the cluster is in the way")
                    .contains("roles come from git");
        });

        policies.run("delete", "-f", file.toString());
        await().atMost(SOON).untilAsserted(() -> assertThat(dryRun().exitCode()).isZero());
    }

    @Test
    void whoeverMayNotTryItIsToldWhatItTakes() {
        policies.run("create", "serviceaccount", "nobody", "-n", "people");

        var dryRun =
                CommandLineProcess.run(plane.kubeconfigFor("people", "nobody"), "check", "--dry-run", "-n", "people");

        assertThat(dryRun.exitCode()).isEqualTo(1);
        assertThat(dryRun.errors())
                .contains("whoever asks needs `create` on accessroles.provisioning.usher.dev in namespace people");
    }

    @Test
    void whatTriesItMayDoThatAndNothingElse() {
        var account = "system:serviceaccount:" + Policies.RELEASE_NAMESPACE + ":usher-dry-run";
        var may = plane.kubectl("auth", "can-i", "--list", "--as=" + account, "-n", Policies.RELEASE_NAMESPACE)
                .output();

        assertThat(may.lines().filter(line -> !line.matches("(Resources|self[a-z]+reviews\\.| ).*")))
                .singleElement()
                .asString()
                .matches("accessroles\\.provisioning\\.usher\\.dev .*\\[create]\\s*");
        assertThat(Stream.of("people", "kube-system"))
                .allMatch(namespace -> plane.kubectl(
                                "auth", "can-i", "create", "accessroles", "--as=" + account, "-n", namespace)
                        .output()
                        .startsWith("no"));
    }
}
