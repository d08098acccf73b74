package dev.usher.node;

import static dev.usher.node.Release.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.Node;
import dev.usher.cluster.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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

        var process = process();
        assertThat(Files.readString(process.resolve("status")))
                .containsPattern("Uid:\\s+65532\\s+65532")
                .containsPattern("CapEff:\\s+0+\\n")
                .containsPattern("NoNewPrivs:\\s+1")
                .containsPattern("Seccomp:\\s+2");
        assertThat(Files.readString(process.resolve("mountinfo"))).containsPattern(" / / ro,");
        assertThat(Files.readAllLines(process.resolve("maps")))
                .as("the archive of what a JVM has loaded is used")
                .anyMatch(line -> line.endsWith(" /app/usher.aot"));
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
    void anOperatorThatIsKilledIsFollowedByOneThatGoesOn() throws IOException {
        people.join("before");
        people.awaitReady("before");
        var holder = release.holder();
        long writes = people.wiki().writes();

        long killed = ProcessHandle.of(pid()).orElseThrow().pid();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
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
    void anOperatorWithinItsLimitsIsNotKilledForMemory() throws IOException {
        release.install("--set=resources.limits.memory=384Mi", "--set=resources.limits.cpu=500m");
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
        assertThat(resident()).isLessThan(384L << 20);
    }

    @Test
    @Order(6)
    void aReleaseStaysAsLongAsSomebodyWaitsForAnOperatorAndGoesOnceDrained() {
        people.join("ada");
        people.awaitReady("ada");

        Ran refused = release.helmOfRelease("uninstall", "--timeout=90s");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(node.kubectl("-n", Release.NAMESPACE, "describe", "pod", "-l", "app.kubernetes.io/component=check")
                        .output())
                .contains("resources have a finalizer of Usher", "./usher drain --yes");
        assertThat(release.pods()).hasSize(1);
        assertThat(people.isReady("ada")).isTrue();

        release.scale(0);
        succeeded(dev.usher.cluster.CommandLineProcess.run(node.kubeconfig(), "drain", "-A", "--yes"));
        succeeded(release.helmOfRelease("uninstall", "--wait", "--timeout=90s"));
        assertThat(release.pods()).isEmpty();
        assertThat(people.user("ada").getMetadata().getFinalizers()).isEmpty();
        assertThat(people.wiki().user("ada")).isPresent();
    }

    /** What this machine knows of the operator's process: pods share its kernel. */
    private Path process() throws IOException {
        return Path.of("/proc", Long.toString(pid()));
    }

    private static long pid() throws IOException {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(OperatorNodeIT::isTheOperator)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no process of the image runs"))
                    .pid();
        }
    }

    private static boolean isTheOperator(ProcessHandle process) {
        return process.info().command().filter("/opt/java/bin/java"::equals).isPresent()
                && process.info()
                        .arguments()
                        .map(List::of)
                        .filter(arguments -> arguments.getLast().equals("/app/quarkus-run.jar"))
                        .isPresent();
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }
}
