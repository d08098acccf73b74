package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kube.AdmissionPolicies.Standing;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Of what was created nothing is vouched for but what came while the policy was in force, without a break. */
class UnbrokenForceTest {
    private static final Instant INSTALLED = Instant.parse("2026-11-01T08:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private final UnbrokenForce force = new UnbrokenForce();

    private static Standing inForce(String version) {
        return new Standing.InForce(version, INSTALLED);
    }

    private boolean covers(Instant created) {
        return force.covers(created.toString());
    }

    @Test
    void nothingBeforeAnybodyLooked() {
        assertThat(covers(NOW)).isFalse();
    }

    @Test
    void fromItsCreationOnOnceItIsHeeded() {
        force.sees(inForce("1"), NOW);

        assertThat(covers(INSTALLED)).isFalse();
        assertThat(covers(INSTALLED.plusSeconds(1))).isFalse();
        assertThat(covers(INSTALLED.plusSeconds(3))).isTrue();
        assertThat(covers(NOW)).isTrue();
    }

    @Test
    void whatCameBeforeItWasPutBackIsNotVouchedForThoughNobodySawItGone() {
        force.sees(inForce("1"), NOW);
        force.sees(inForce("2"), NOW.plus(Duration.ofMinutes(1)));

        assertThat(covers(NOW.plusSeconds(30))).isFalse();
        assertThat(covers(NOW.plusSeconds(90))).isTrue();
    }

    @Test
    void nothingWhileItIsNotInForce() {
        force.sees(inForce("1"), NOW);
        force.sees(new Standing.Not("gone"), NOW.plusSeconds(60));

        assertThat(covers(NOW)).isFalse();
        assertThat(covers(NOW.plusSeconds(90))).isFalse();

        force.sees(inForce("2"), NOW.plusSeconds(120));

        assertThat(covers(NOW.plusSeconds(90))).isFalse();
        assertThat(covers(NOW.plusSeconds(150))).isTrue();
    }

    @Test
    void nothingOfWhatAnotherPolicyJudged() {
        force.sees(inForce("1"), NOW);
        force.breaks();
        force.sees(inForce("1"), NOW.plusSeconds(60));

        assertThat(covers(NOW)).isFalse();
        assertThat(covers(NOW.plusSeconds(90))).isTrue();
    }
}
