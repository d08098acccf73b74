package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The packaged operator, under the chart's permissions, sees which policies of the chart are in force, and says so. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdmissionWatchIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration AT_THE_NEXT_LOOK = Duration.ofSeconds(150);
    private static final Pattern SAMPLE =
            Pattern.compile("^usher_admission_policy_in_force\\{policy=\"([a-z-]+)\",?} ([01])\\.0$");

    @TempDir
    private static Path directory = Path.of("");

    private static Policies policies;
    private static Chart chart;
    private static Path audit;
    private static OperatorProcess operator;

    private final ControlPlane plane;

    AdmissionWatchIT(ControlPlane plane) {
        this.plane = plane;
    }

    @BeforeAll
    static void install(ControlPlane plane) {
        policies = new Policies(plane);
        policies.install("--set", "rbac.firstCredentials=true,rbac.writeBack=true");
        chart = new Chart(plane);
        audit = directory.resolve("audit");
        operator = OperatorProcess.start(
                plane.kubeconfigFor(Policies.RELEASE_NAMESPACE, "usher"),
                Map.of(
                        "USHER_NAMESPACE",
                        Policies.RELEASE_NAMESPACE,
                        "USHER_AUDIT_FILE",
                        audit.toString(),
                        "USHER_LOCKS_REQUESTER_VERIFIED",
                        "true",
                        "USHER_ADMISSION_POLICIES",
                        "usher-admission"));
        operator.awaitReady();
    }

    @AfterAll
    static void end() {
        operator.close();
    }

    /** As Prometheus would ask. */
    private static Map<String, Boolean> inForce() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(operator.url().resolve("/q/metrics"))
                .header("Accept", "text/plain;version=0.0.4")
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .map(SAMPLE::matcher)
                    .filter(sample -> sample.matches())
                    .collect(Collectors.toMap(
                            sample -> sample.group(1), sample -> sample.group(2).equals("1")));
        }
    }

    private static List<String> gone() throws IOException, InterruptedException {
        return inForce().entrySet().stream()
                .filter(policy -> !policy.getValue())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static void soon(Callable<Boolean> isSo) {
        await().atMost(AT_THE_NEXT_LOOK).until(isSo);
    }

    private static String log() throws IOException {
        return Files.readString(operator.log());
    }

    /** Locks somebody who is not there, which is told all the same, and answers what the audit stream says of who asked. */
    private boolean verified(String lock) throws IOException {
        var manifest = Files.writeString(directory.resolve(lock + ".yaml"), """
                apiVersion: provisioning.usher.dev/v1alpha1
                kind: AccessLock
                metadata: {name: %s, namespace: people}
                spec: {user: {name: ada}, reason: case 7, requestedBy: admin}
                """.formatted(lock));
        policies.run("create", "-f", manifest.toString());
        await().atMost(AT_THE_NEXT_LOOK).until(() -> told(lock).size() == 1);
        return told(lock).getFirst();
    }

    private static List<Boolean> told(String lock) throws IOException {
        return Files.exists(audit)
                ? Files.readAllLines(audit).stream()
                        .filter(line -> line.contains("\"activity_name\":\"Lock\"") && line.contains(lock))
                        .map(AdmissionWatchIT::verifiedIn)
                        .toList()
                : List.of();
    }

    private static boolean verifiedIn(String line) {
        try {
            return JSON.readTree(line).at("/unmapped/actor_verified").asBoolean();
        } catch (IOException e) {
            throw new IllegalStateException(line, e);
        }
    }

    @Test
    @Order(1)
    void eachPolicyOfTheChartIsInForceOnceItIsInstalled() throws Exception {
        var installed = chart
                .objects(ValidatingAdmissionPolicy.class, "--set", "rbac.firstCredentials=true,rbac.writeBack=true")
                .stream()
                .map(policy -> policy.getMetadata().getName().replace(Policies.PREFIX, ""))
                .sorted()
                .toList();

        soon(() -> !inForce().isEmpty());
        assertThat(inForce().keySet()).containsExactlyInAnyOrderElementsOf(installed);
        assertThat(gone()).isEmpty();
        assertThat(log()).doesNotContain("is not in force");
        assertThat(verified("first")).isTrue();
    }

    @Test
    @Order(2)
    void oneThatIsTakenAwayOrWeakenedIsNot() throws Exception {
        var binding = "validatingadmissionpolicybinding";
        policies.run("delete", binding, Policies.PREFIX + "requester");
        policies.run(
                "patch",
                binding,
                Policies.PREFIX + "owners",
                "--type=merge",
                "-p",
                "{\"spec\": {\"validationActions\": [\"Warn\"]}}");
        policies.run(
                "patch",
                binding,
                Policies.PREFIX + "assign",
                "--type=merge",
                "-p",
                "{\"spec\": {\"matchResources\": {\"namespaceSelector\": {\"matchLabels\": {\"none\": \"here\"}}}}}");
        policies.run(
                "patch",
                "validatingadmissionpolicy",
                Policies.PREFIX + "records",
                "--type=merge",
                "-p",
                "{\"spec\": {\"failurePolicy\": \"Ignore\"}}");
        policies.run("delete", "validatingadmissionpolicy", Policies.PREFIX + "lift");

        assertThat(verified("second")).as("before the next look of all").isFalse();
        soon(() -> gone().equals(List.of("assign", "lift", "owners", "records", "requester")));
        assertThat(log())
                .contains(
                        "The admission policy requester is not in force: there is no ValidatingAdmissionPolicyBinding usher-system-usher-requester.")
                .contains(
                        "The admission policy owners is not in force: `spec.validationActions` of the ValidatingAdmissionPolicyBinding usher-system-usher-owners is not what was installed.")
                .contains("The admission policy assign is not in force: `spec.matchResources` of")
                .contains("The admission policy records is not in force: `spec.failurePolicy` of")
                .contains(
                        "The admission policy lift is not in force: there is no ValidatingAdmissionPolicy usher-system-usher-lift.");
    }

    @Test
    @Order(3)
    void oneThatIsBackIsAgain() throws Exception {
        // What somebody added to an object helm leaves there.
        for (var kind : List.of("validatingadmissionpolicy", "validatingadmissionpolicybinding")) {
            for (var policy : List.of("assign", "lift", "owners", "records", "requester")) {
                policies.run("delete", kind, Policies.PREFIX + policy, "--ignore-not-found");
            }
        }
        policies.helm("upgrade", "--reuse-values");
        policies.awaitInForce();

        soon(() -> gone().isEmpty());
        assertThat(log()).contains("The admission policy requester is in force again");
        // What comes some seconds after it was seen to be back was judged by it.
        await().pollDelay(Duration.ofSeconds(5))
                .pollInterval(Duration.ofSeconds(5))
                .atMost(AT_THE_NEXT_LOOK)
                .until(() -> verified("third-" + System.nanoTime()));
    }

    @Test
    @Order(4)
    void nothingIsVouchedForWhereNothingSaysWhatWasInstalled() throws Exception {
        policies.run("delete", "configmap", "usher-admission", "-n", Policies.RELEASE_NAMESPACE);

        soon(() -> gone().equals(List.of("any")));
        assertThat(log()).contains("The admission policy any is not in force: nothing beside the operator says");
        assertThat(plane.kubectl("get", "configmap", "usher-admission", "-n", Policies.RELEASE_NAMESPACE)
                        .exitCode())
                .isNotZero();
        assertThat(verified("fourth")).isFalse();
    }
}
