package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClocksTest {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final Clock WALL = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void asksAnApiServerAgainThatWasSilentForAMoment() {
        var asked = new AtomicInteger();

        var clock =
                Clocks.begin(WALL, () -> 0, () -> asked.incrementAndGet() < 3 ? Optional.empty() : Optional.of(NOW));

        assertThat(clock.suspicion()).isEmpty();
        assertThat(clock.instant()).isEqualTo(NOW);
    }

    @Test
    void beginsNothingByTheClockOfTheNodeAlone() {
        assertThatThrownBy(() -> Clocks.begin(WALL, () -> 0, Optional::empty))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not say what time it is");
    }
}
