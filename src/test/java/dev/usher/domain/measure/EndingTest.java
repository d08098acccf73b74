package dev.usher.domain.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EndingTest {
    private static final Instant DEPARTURE = Instant.parse("2026-12-31T23:00:00Z");

    @Test
    void countsFromTheDepartureWhereThatWasKnown() {
        var ending = new Ending(DEPARTURE, DEPARTURE.minusSeconds(86_400));

        assertThat(ending.isRecordedLate()).isFalse();
        assertThat(ending.took(DEPARTURE.plusSeconds(3))).hasSeconds(3);
    }

    @Test
    void countsFromTheRecordWhereThatCameLater() {
        var ending = new Ending(DEPARTURE, DEPARTURE.plusSeconds(86_400));

        assertThat(ending.isRecordedLate()).isTrue();
        assertThat(ending.took(DEPARTURE.plusSeconds(86_405))).hasSeconds(5);
    }

    @Test
    void takesNoTimeWhereEverythingWasShutBefore() {
        assertThat(new Ending(DEPARTURE, DEPARTURE).took(DEPARTURE.minusSeconds(100)))
                .isZero();
    }
}
