package dev.usher.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceFormatTest {
    private static final Instant KNOWN = Instant.parse("2026-12-01T00:02:03.456Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EpochSeconds            | 1796083023",
                "EpochMillis             | 1796083023456",
                "uuuu-MM-dd'T'HH:mm:ss   | 2026-11-30T23:57:03",
                "uuuu-MM-dd              | 2026-11-29",
                "dd.MM.uuuu              | 29.11.2026",
                "uuuuMMddHHmmssSSS       | 20261130235703456",
                "uuuu-MM-dd HH           | 2026-11-30 23"
            })
    void writesUtcAndOfADayTheOneBefore(String pattern, String text) {
        assertThat(new SinceFormat(Optional.of(pattern), Duration.ofMinutes(5)).text(KNOWN))
                .isEqualTo(text);
    }

    @Test
    void writesInstantsWhereNothingElseIsSaid() {
        assertThat(new SinceFormat(Optional.empty(), Duration.ofMinutes(5)).text(KNOWN))
                .isEqualTo("2026-11-30T23:57:03Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uuuu", "HH:mm", "dd.MM", "qqqqqq", "'",
                "uuuu-MM-dd'T'HH:MM:ss", "uuuu-MM-dd HH:MM", "uuuu-MM-dd'T'HH:mm:SS", "uuuu-MM-dd'T'HH:mm:dd",
                        "yy-MM-dd"
            })
    void takesNoFormatByWhichNoTimeAndNoDayIsTold(String pattern) {
        assertThatThrownBy(() -> new SinceFormat(Optional.of(pattern), Duration.ZERO))
                .hasMessageContaining("give a `format`");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-12-01T00:02:03Z          | 2026-12-01T00:02:03Z",
                "2026-12-01T02:02:03.456+02:00 | 2026-12-01T00:02:03.456Z",
                "2026-12-01T00:02:03           | 2026-12-01T00:02:03Z",
                "2026-12-01 00:02:03           | 2026-12-01T00:02:03Z",
                "2026-12-01T02:02:03.456+0200  | 2026-12-01T00:02:03.456Z",
                "2026-12-01 02:02:03+02        | 2026-12-01T00:02:03Z",
                "2026-12-01                    | 2026-11-30T10:00:00Z",
                "1796083323                    | 2026-12-01T00:02:03Z",
                "1796083323456                 | 2026-12-01T00:02:03.456Z",
                "/Date(1796083323456+0000)/    | 2026-12-01T00:02:03.456Z"
            })
    void readsTimesAsTheyAreWritten(String text, Instant time) {
        assertThat(SinceFormat.read(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "7", "2026-13-01T00:00:00Z", "/Date(x)/"})
    void readsNothingElse(String text) {
        assertThat(SinceFormat.read(text)).isEmpty();
    }
}
