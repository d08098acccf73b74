package dev.usher.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithControlPlane.class)
class OperatorProcessIT {

    // Without a controller the framework's own check is never up.
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "JAVA_TOOL_OPTIONS",
            "'-Dquarkus.smallrye-health.check.\"io.quarkiverse.operatorsdk.runtime.OperatorHealthCheck\".enabled=false'");

    @Test
    void becomesReadyAndServesMetrics(ControlPlane plane) {
        try (var operator = OperatorProcess.start(plane.kubeconfig(), ENVIRONMENT)) {
            operator.awaitReady();

            assertThat(operator.metrics()).contains("jvm_info");
            assertThat(operator.log()).content().contains("started in");
        }
    }

    @Test
    void endsWhenAskedTo(ControlPlane plane) {
        try (var operator = OperatorProcess.start(plane.kubeconfig(), ENVIRONMENT)) {
            operator.awaitReady();

            // 143 is what a JVM says after SIGTERM if the application does not decide otherwise.
            assertThat(operator.stop()).isIn(0, 143);
            assertThat(operator.isAlive()).isFalse();
        }
    }

    @Test
    void keepsItsLogAfterAKillUntilItIsClosed(ControlPlane plane) {
        Path log;
        try (var operator = OperatorProcess.start(plane.kubeconfig(), ENVIRONMENT)) {
            log = operator.log();
            operator.awaitReady();

            operator.kill();

            assertThat(operator.isAlive()).isFalse();
            assertThat(log).isNotEmptyFile();
        }
        assertThat(log).doesNotExist();
    }

    @Test
    void saysWhatTheOperatorSaidWhenItEndsInsteadOfBecomingReady(ControlPlane plane) {
        var environment = Map.of("QUARKUS_HTTP_SSL_PORT", "not a number");
        try (var operator = OperatorProcess.start(plane.kubeconfig(), environment)) {
            assertThatThrownBy(operator::awaitReady)
                    .hasMessageContaining("operator ended with exit code 1")
                    .hasMessageContaining("not a number");
        }
    }

    @Test
    void leavesNeitherAProcessNorAFileAfterAKillOfItsParent(ControlPlane plane) throws IOException {
        try (var parent = ParentJvm.start(Starter.class, plane.kubeconfig().toString())) {
            Path directory =
                    requireNonNull(Path.of(parent.awaitLine("log (.*)")).getParent());

            parent.kill();

            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(parent.survivors()).isEmpty());
            assertThat(directory).doesNotExist();
        }
    }

    /** A program that starts an operator and forgets it. */
    static final class Starter {

        private Starter() {}

        public static void main(String[] arguments) throws InterruptedException {
            var operator = OperatorProcess.start(Path.of(arguments[0]), ENVIRONMENT);
            operator.awaitReady();
            System.out.println("log " + operator.log());
            new CountDownLatch(1).await();
        }
    }
}
