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

    /** One that looks after nothing but a namespace of its own, since other tests share the control plane. */
    private static Map<String, String> in(String namespace) {
        return Map.of("USHER_NAMESPACE", namespace, "USHER_WATCH_NAMESPACES", namespace);
    }

    @Test
    void becomesReadyAndServesMetrics(ControlPlane plane, TestNamespace home) {
        try (var operator = OperatorProcess.start(plane.kubeconfig(), in(home.name()))) {
            operator.awaitReady();

            assertThat(operator.metrics()).contains("jvm_info");
            assertThat(operator.log()).content().contains("started in");
        }
    }

    @Test
    void endsWhenAskedTo(ControlPlane plane, TestNamespace home) {
        try (var operator = OperatorProcess.start(plane.kubeconfig(), in(home.name()))) {
            operator.awaitReady();

            assertThat(operator.stop()).isZero();
            assertThat(operator.isAlive()).isFalse();
        }
    }

    @Test
    void keepsItsLogAfterAKillUntilItIsClosed(ControlPlane plane, TestNamespace home) {
        Path log;
        try (var operator = OperatorProcess.start(plane.kubeconfig(), in(home.name()))) {
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
    void leavesNeitherAProcessNorAFileAfterAKillOfItsParent(ControlPlane plane, TestNamespace home) throws IOException {
        try (var parent = ParentJvm.start(Starter.class, plane.kubeconfig().toString(), home.name())) {
            Path directory =
                    requireNonNull(Path.of(parent.awaitLine("log (.*)")).getParent());

            parent.kill();

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(parent.survivors()).isEmpty());
            assertThat(directory).doesNotExist();
        }
    }

    /** A program that starts an operator and forgets it. */
    static final class Starter {

        private Starter() {}

        public static void main(String[] arguments) throws InterruptedException {
            var operator = OperatorProcess.start(Path.of(arguments[0]), in(arguments[1]));
            operator.awaitReady();
            System.out.println("log " + operator.log());
            new CountDownLatch(1).await();
        }
    }
}
