package dev.usher.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The clock that tests move, and what the operator makes of one that jumps. */
@ExtendWith(WithControlPlane.class)
class ClockSeamIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final ControlPlane plane;
    private final Map<String, String> environment;
    private final String home;

    ClockSeamIT(ControlPlane plane, TestNamespace home) {
        this.plane = plane;
        this.home = home.name();
        this.environment = Map.of("USHER_NAMESPACE", home.name(), "USHER_WATCH_NAMESPACES", home.name());
    }

    @Test
    void refusesATestClockOutsideOfTests() {
        var refused = new HashMap<>(environment);
        refused.put("USHER_TEST_CLOCK", "/nowhere/clock");
        try (var operator = OperatorProcess.start(plane.kubeconfig(), refused)) {
            assertThat(operator.awaitEnd()).isEqualTo(1);
            assertThat(operator.log())
                    .content()
                    .contains("USHER_TEST_CLOCK", "works only in tests", "remove it")
                    .doesNotContain("\tat ", "Usher is in charge");
        }
    }

    @Test
    void letsTimePassForEveryClockAndSuspectsAWallClockThatJumpsAlone() {
        try (var operator = OperatorProcess.startWithTestClock(plane.kubeconfig(), environment)) {
            operator.awaitReady();
            assertThat(suspect(operator)).isZero();

            operator.advance(Duration.ofDays(400));
            await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> suspect(operator) == 0);

            operator.jump(Duration.ofDays(365));
            await().atMost(SOON).until(() -> suspect(operator) == 1);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(event("ClockSuspect")).satisfies(event -> {
                        assertThat(event.getType()).isEqualTo("Warning");
                        assertThat(event.getNote()).contains("365 d 0 h ahead of", "set it right");
                        assertThat(event.getRegarding().getKind()).isEqualTo("Lease");
                        // Written by the time that is counted on: what has passed, and not what jumped.
                        assertThat(Instant.parse(event.getEventTime().getTime()))
                                .isBetween(
                                        Instant.now().plus(Duration.ofDays(399)),
                                        Instant.now().plus(Duration.ofDays(401)));
                    }));

            operator.jump(Duration.ofDays(-365));
            await().atMost(SOON).until(() -> suspect(operator) == 0);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(event("ClockTrusted").getType()).isEqualTo("Normal"));
            assertThat(operator.stop()).isZero();
        }
    }

    private static double suspect(OperatorProcess operator) {
        return operator.metrics()
                .lines()
                .filter(line -> line.startsWith("usher_clock_suspect "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElse(-1);
    }

    private Event event(String reason) {
        return plane.adminClient().events().v1().events().inNamespace(home).list().getItems().stream()
                .filter(event -> reason.equals(event.getReason()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no event " + reason));
    }
}
