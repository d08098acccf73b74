package dev.usher.node;

import static dev.usher.node.Release.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.CommandLineProcess;
import dev.usher.cluster.Node;
import dev.usher.cluster.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The image and the chart on a real node. Each test installs what is not there; the order saves time alone. */
@ExtendWith(OnNode.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorNodeIT {
    private static final Duration A_WHILE = Duration.ofSeconds(4);

    /** Of the limit; what is over it ends the process, so that only a part of it can be told apart from all. */
    private static final double MOST_OF_IT = 0.9;

    private Node node;
    private Release release;
    private People people;

    @BeforeEach
    void installed(Node node, People people) {
        this.node = node;
        this.people = people;
        release = new Release(node);
        release.install();
        people.settle();
    }

    @Test
    @Order(1)
    void anInstalledOperatorGivesSomebodyAnAccountAndRunsAsNobodyWithoutAFileItCouldWrite() throws IOException {
        people.join("ada");
        people.awaitReady("ada");
        assertThat(people.wiki().user("ada")).isPresent();
        var why = succeeded(node.kubectl(
                "--namespace=" + Release.NAMESPACE,
                "exec",
                "deploy/usher",
                "--",
                "java",
                "-jar",
                "/app/quarkus-run.jar",
                "why",
                "ada",
                "--namespace=" + People.NAMESPACE));
        assertThat(why.output()).contains("ada", "employee");

        var operator = OperatorOnNode.get(release.pod());
        assertThat(operator.told("status"))
                .containsPattern("Uid:\\s+65532\\s+65532")
                .containsPattern("CapEff:\\s+0+\\n")
                .containsPattern("NoNewPrivs:\\s+1")
                .containsPattern("Seccomp:\\s+2");
        assertThat(operator.told("mountinfo")).containsPattern(" / / ro,");
    }

    /** It has every Secret, and this machine may have other users. */
    @Test
    @Order(1)
    void whereTheNodeKeepsItsResourcesNobodyIsLetInWithoutACertificateThatRootAloneCanRead() throws Exception {
        var pki = node.kubeconfig().resolveSibling("pki");
        var key = pki.resolve("etcd.key");
        var certificate = List.of("--cert", pki.resolve("etcd.crt").toString(), "--key", key.toString());

        assertThat(asksTheStore(certificate)).isZero();
        assertThat(asksTheStore(List.of())).isNotZero();
        assertThat(Files.getPosixFilePermissions(key)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private static int asksTheStore(List<String> options) throws Exception {
        var command = new ArrayList<>(List.of("curl", "-sk", "--max-time", "10", "https://127.0.0.1:17444/version"));
        command.addAll(options);
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    @Order(2)
    void helmTestPassesWhileAnOperatorIsInCharge() {
        var tested = succeeded(release.helmOfRelease("test", "--timeout=180s"));
        assertThat(tested.output())
                .containsPattern("TEST SUITE:\\s+usher-check\n")
                .containsPattern("TEST SUITE:\\s+usher-dry-run\n")
                .contains("Phase:          Succeeded")
                .doesNotContain("Failed");
    }

    @Test
    @Order(3)
    void anUpgradeAndARollbackWithPeopleInPlaceWriteNothingToAnApp() {
        var names = people.join("many", 20);
        names.forEach(people::awaitReady);
        long writes = people.wiki().writes();
        var generations = people.generations();
        var before = release.pod().getMetadata().getUid();

        var stranger = people.strangerComes();
        release.install("--set=podAnnotations.example\\.com/reason=upgrade");
        assertThat(release.pod().getMetadata().getUid()).isNotEqualTo(before);
        everythingIsAsItWas(stranger, names, writes, generations);

        var another = people.strangerComes();
        succeeded(release.helmOfRelease("rollback", "--wait", "--timeout=120s"));
        everythingIsAsItWas(another, names, writes, generations);
        people.join("late");
        people.awaitReady("late");
    }

    private void everythingIsAsItWas(String stranger, List<String> names, long writes, List<Long> generations) {
        // Who came just before is told of by the new operator, which has read the whole app then: the old one had an
        // hour until its next read.
        people.awaitTold(stranger);
        await().during(A_WHILE).atMost(A_WHILE.multipliedBy(3)).untilAsserted(() -> {
            people.allAreReady(names);
            assertThat(people.wiki().writes()).isEqualTo(writes);
            assertThat(people.generations()).isEqualTo(generations);
        });
    }

    @Test
    @Order(4)
    void anOperatorThatIsKilledIsFollowedByOneThatGoesOn() {
        people.join("before");
        people.awaitReady("before");
        var holder = release.holder();
        long writes = people.wiki().writes();

        OperatorOnNode.get(release.pod()).process().destroyForcibly();
        release.awaitAnotherHolder(holder);

        people.join("after");
        people.awaitReady("after");
        assertThat(people.isReady("before")).isTrue();
        assertThat(people.wiki().user("after")).isPresent();
        assertThat(people.wiki().writes()).isEqualTo(writes + 1);
        assertThat(release.pod().getStatus().getContainerStatuses().getFirst().getRestartCount())
                .isPositive();
    }

    @Test
    @Order(5)
    void anOperatorStartsByItsArchiveAndStaysWithinItsLimits() throws IOException {
        release.install(
                // With "on" in place of "auto" a JVM ends that cannot use the archive.
                "--set=jvmOptions=-XX:MaxRAMPercentage=70 -XX:AOTMode=on",
                "--set=resources.requests.memory=384Mi",
                "--set=resources.limits.memory=384Mi",
                "--set=resources.limits.cpu=500m");
        var names = people.join("some", 100);
        names.forEach(people::awaitReady);

        var status = release.pod().getStatus().getContainerStatuses().getFirst();
        assertThat(status.getRestartCount()).isZero();
        assertThat(release.pod()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getResources()
                        .getLimits())
                .containsKeys("cpu", "memory");
        assertThat(status.getLastState().getTerminated()).isNull();
        assertThat((double) OperatorOnNode.get(release.pod()).resident()).isLessThan(MOST_OF_IT * (384L << 20));
    }

    @Test
    @Order(6)
    void aReleaseStaysAsLongAsSomebodyWaitsForAnOperatorAndGoesOnceDrained() {
        people.join("ada");
        people.awaitReady("ada");

        release.install("--set=check.beforeUninstall=true");

        Ran refused = release.helmOfRelease("uninstall", "--timeout=90s");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(node.kubectl("-n", Release.NAMESPACE, "describe", "pod", "-l", "app.kubernetes.io/component=check")
                        .output())
                .contains("provisionedusers", "./usher drain -A --operator usher-system --yes");
        assertThat(release.pods()).hasSize(1);
        assertThat(people.isReady("ada")).isTrue();
        succeeded(release.helmOfRelease("rollback", release.revision()));
        release.install("--set=check.beforeUninstall=true");

        release.scale(0);
        succeeded(CommandLineProcess.run(node.kubeconfig(), "drain", "-A", "--yes"));
        succeeded(release.helmOfRelease("uninstall", "--wait", "--timeout=90s"));
        assertThat(release.pods()).isEmpty();
        assertThat(people.user("ada").getMetadata().getFinalizers()).isEmpty();
        assertThat(people.wiki().user("ada")).isPresent();
    }
}
