package dev.usher.node;

import static dev.usher.node.Release.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.CommandLineProcess;
import dev.usher.cluster.Node;
import dev.usher.cluster.Ran;
import java.io.IOException;
import java.time.Duration;
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
    private static final Duration SOON = Duration.ofSeconds(60);

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

        var operator = OperatorOnNode.get();
        assertThat(operator.told("status"))
                .containsPattern("Uid:\\s+65532\\s+65532")
                .containsPattern("CapEff:\\s+0+\\n")
                .containsPattern("NoNewPrivs:\\s+1")
                .containsPattern("Seccomp:\\s+2");
        assertThat(operator.told("mountinfo")).containsPattern(" / / ro,");
    }

    @Test
    @Order(2)
    void helmTestPassesWhileAnOperatorIsInCharge() {
        var tested = succeeded(release.helmOfRelease("test", "--timeout=90s"));
        assertThat(tested.output()).contains("Phase:          Succeeded");
    }

    @Test
    @Order(3)
    void anUpgradeAndARollbackWithPeopleInPlaceWriteNothingToAnApp() {
        var names = people.join("many", 20);
        names.forEach(people::awaitReady);
        long writes = people.wiki().writes();
        var generations = people.generations();
        var before = release.pod().getMetadata().getUid();

        release.install("--set=podAnnotations.example\\.com/reason=upgrade");
        assertThat(release.pod().getMetadata().getUid()).isNotEqualTo(before);
        everythingIsAsItWas(names, writes, generations);

        succeeded(release.helmOfRelease("rollback", "--wait", "--timeout=120s"));
        everythingIsAsItWas(names, writes, generations);
        people.join("late");
        people.awaitReady("late");
    }

    private void everythingIsAsItWas(List<String> names, long writes, List<Long> generations) {
        // A new operator has read the app by the time it gives somebody an account.
        await().atMost(SOON).until(() -> !release.holder().isEmpty());
        people.allAreReady(names);
        assertThat(people.wiki().writes()).isEqualTo(writes);
        assertThat(people.generations()).isEqualTo(generations);
    }

    @Test
    @Order(4)
    void anOperatorThatIsKilledIsFollowedByOneThatGoesOn() {
        people.join("before");
        people.awaitReady("before");
        var holder = release.holder();
        long writes = people.wiki().writes();

        OperatorOnNode.get().process().destroyForcibly();
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
        assertThat(OperatorOnNode.get().resident()).isLessThan(384L << 20);
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
