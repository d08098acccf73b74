package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimingTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Timing timing = Timing.standard(Clock.systemUTC(), () -> 0, () -> 0.999);

    private Duration pause(Kind kind, Priority priority) {
        return timing.pause(Failure.of(kind, Detail.NONE), priority, 1_000);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRevocationIsTriedAtLeastEveryMinuteWhateverWentWrong(Kind kind) {
        assertThat(pause(kind, Priority.REVOCATION)).isLessThanOrEqualTo(MINUTE);
    }

    @Test
    void whatAPersonHasToMendIsTriedSeldom() {
        assertThat(pause(Kind.REJECTED, Priority.DUE)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aHandoverIsAskedForAgainWhenThatWasAskedForAndNoLessOftenThanEveryHour() {
        var under = Failure.of(Kind.HANDOVER_PENDING, Detail.STATUS, "202");

        assertThat(timing.pause(under.after(Duration.ofMinutes(20)), Priority.CHANGE, 1))
                .isEqualTo(Duration.ofMinutes(20));
        assertThat(timing.pause(under.after(Duration.ofDays(900)), Priority.CHANGE, 1))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aHandoverIsNotAskedForInARushWhateverWasAskedFor() {
        var now = Failure.of(Kind.HANDOVER_PENDING, Detail.STATUS, "202").after(Duration.ZERO);

        assertThat(timing.pause(now, Priority.CHANGE, 1_000)).isGreaterThan(Duration.ofSeconds(50));
    }

    @Test
    void whatTheAppAskedForIsKeptEvenByRevocations() {
        var busy = Failure.of(Kind.UNREACHABLE, Detail.STATUS, "503").after(Duration.ofMinutes(2));

        assertThat(timing.pause(busy, Priority.REVOCATION, 1)).isEqualTo(Duration.ofMinutes(2));
    }
}
