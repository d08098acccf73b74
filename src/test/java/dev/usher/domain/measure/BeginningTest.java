package dev.usher.domain.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeginningTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final Instant RECORDED = START.minus(Duration.ofDays(10));
    private static final Duration LEAD = Duration.ofDays(3);

    private static Beginning.ReadBack readBack(Duration lead, Duration after) {
        var there = START.plus(after);
        return new Beginning.ReadBack(lead, there, there.isAfter(START) ? there : START);
    }

    @Test
    void isDueSoLongBeforeTheStartAsTheAppLetsAccountsBeMade() {
        assertThat(new Beginning(RECORDED, START).due(LEAD)).isEqualTo(START.minus(LEAD));
        assertThat(new Beginning(RECORDED, START).due(Duration.ZERO)).isEqualTo(START);
    }

    @Test
    void isNotDueBeforeItIsRecorded() {
        var recorded = START.minus(Duration.ofHours(5));

        assertThat(new Beginning(recorded, START).due(LEAD)).isEqualTo(recorded);
    }

    @Test
    void isRecordedLateWhereItIsSoAfterTheStartAlone() {
        assertThat(new Beginning(START, START).isRecordedLate()).isFalse();
        assertThat(new Beginning(START.plusSeconds(1), START).isRecordedLate()).isTrue();
        assertThat(new Beginning(START.plusSeconds(1), START).due(LEAD)).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void takesAsLongAsTheAccountThatTookLongestFromWhenItWasDue() {
        var ahead = readBack(LEAD, LEAD.negated().plusSeconds(30));
        var atTheStart = readBack(Duration.ZERO, Duration.ofSeconds(4));

        assertThat(new Beginning(RECORDED, START).took(List.of(ahead, atTheStart)))
                .hasSeconds(30);
        assertThat(new Beginning(RECORDED, START).took(List.of(atTheStart))).hasSeconds(4);
    }

    @Test
    void takesNoTimeForWhatWasThereBefore() {
        assertThat(new Beginning(START, START).took(List.of(readBack(LEAD, Duration.ofDays(-1)))))
                .isZero();
    }

    @Test
    void isReadyWhereTheLastAccountCanBeUsedAMinuteAfterTheStart() {
        var beginning = new Beginning(RECORDED, START);

        assertThat(beginning.isReady(List.of(readBack(LEAD, Duration.ofSeconds(60)))))
                .isTrue();
        assertThat(beginning.isReady(
                        List.of(readBack(LEAD, Duration.ZERO), readBack(Duration.ZERO, Duration.ofSeconds(61)))))
                .isFalse();
    }
}
