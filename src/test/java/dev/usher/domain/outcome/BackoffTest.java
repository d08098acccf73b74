package dev.usher.domain.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration CAP = Duration.ofSeconds(60);

    @ParameterizedTest(name = "after {0} failures {1} ms")
    @CsvSource({"1, 500", "2, 1000", "3, 2000", "7, 32000", "8, 60000", "9, 60000", "64, 60000", "2147483647, 60000"})
    void doublesUpToACapAndNeverGivesUp(int failures, long millis) {
        assertThat(new Backoff(FIRST, CAP, () -> 0.999999999).pause(failures).plusMillis(1))
                .isBetween(Duration.ofMillis(millis), Duration.ofMillis(millis + 1));
    }

    @Test
    void isAtLeastHalfOfTheNominalPause() {
        assertThat(new Backoff(FIRST, CAP, () -> 0).pause(1)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void spreadsThoseWhoFailedTogether() {
        var random = new Random(1);
        var backoff = new Backoff(FIRST, CAP, random::nextDouble);

        assertThat(Stream.generate(() -> backoff.pause(8)).limit(100))
                .doesNotHaveDuplicates()
                .allMatch(pause -> pause.compareTo(Duration.ofSeconds(30)) >= 0 && pause.compareTo(CAP) <= 0);
    }
}
