package dev.usher.net.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.secret.Sensitive;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTokenTest {
    private static final Instant ASKED = Instant.parse("2026-11-02T08:00:00Z");
    private static final Proof PROOF = Proof.bearer(new Sensitive("s3cret"));

    private static AccessToken lasting(long seconds) {
        return AccessToken.of(PROOF, ASKED, Optional.of(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({
        "3600, 2880, 3600",
        "150, 120, 150",
        "100, 70, 100",
        "60, 30, 60",
        "20, 10, 20",
        "0, 0, 0",
        "999999999, 69120, 86400"
    })
    void isRenewedBeforeItsEnd(long lifetime, long due, long end) {
        assertThat(lasting(lifetime)).isEqualTo(new AccessToken(PROOF, ASKED.plusSeconds(due), ASKED.plusSeconds(end)));
    }

    @Test
    void isGoodForAnHourIfItDoesNotSay() {
        assertThat(AccessToken.of(PROOF, ASKED, Optional.empty())).isEqualTo(lasting(3600));
    }

    @Test
    void endsAtItsEnd() {
        assertThat(lasting(100).isDue(ASKED.plusSeconds(69))).isFalse();
        assertThat(lasting(100).isDue(ASKED.plusSeconds(70))).isTrue();
        assertThat(lasting(100).isGood(ASKED.plusSeconds(99))).isTrue();
        assertThat(lasting(100).isGood(ASKED.plusSeconds(100))).isFalse();
    }

    @Test
    void isNotPrinted() {
        assertThat(lasting(1)).asString().doesNotContain("s3cret");
    }
}
