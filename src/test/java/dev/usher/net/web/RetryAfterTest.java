package dev.usher.net.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");

    @ParameterizedTest
    @CsvSource({"0,PT0S", "7,PT7S", "' 120 ',PT2M", "999999999,P1D", "99999999999999999999,P1D"})
    void takesSeconds(String header, Duration pause) {
        assertThat(RetryAfter.parse(header, NOW)).contains(pause);
    }

    @Test
    void takesADate() {
        assertThat(RetryAfter.parse("Mon, 02 Nov 2026 08:01:30 GMT", NOW)).contains(Duration.ofSeconds(90));
        assertThat(RetryAfter.parse("Mon, 02 Nov 2026 07:00:00 GMT", NOW)).contains(Duration.ZERO);
        assertThat(RetryAfter.parse("Sat, 02 Jan 2027 08:00:00 GMT", NOW)).contains(Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "2026-11-02T08:01:30Z", "Mon, 99 Nov 2026 08:01:30 GMT"})
    void takesNothingElse(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }
}
