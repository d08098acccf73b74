package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.net.Body;
import dev.usher.net.HttpAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private static HttpAnswer answer(String... lines) {
        Map<String, List<String>> headers = Arrays.stream(lines)
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(line -> line[0].toLowerCase(Locale.ROOT), line -> List.of(line[1])));
        return new HttpAnswer(200, headers, Body.NONE);
    }

    private static Optional<Duration> usedUp(String... lines) {
        return Quota.usedUp(answer(lines), NOW);
    }

    private static Optional<Duration> seconds(long seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "X-RateLimit, 30",
        "x-ratelimit, 30",
        "X-Rate-Limit, 30",
        "RateLimit, 30",
        "X-RateLimit, 1795780830",
        "X-RateLimit, 1795780830000"
    })
    void isUsedUpWhereNoneIsLeft(String family, String reset) {
        assertThat(usedUp(family + "-Remaining: 0", family + "-Reset: " + reset))
                .isEqualTo(seconds(30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"default\";r=0;t=30",
                "\"a\";r=7;t=99, \"default\";r=0;t=30",
                "\"a\";r=0;t=4,\"b\";r=0;t=30",
                "limit=100, remaining=0, reset=30"
            })
    void isUsedUpByTheDraft(String header) {
        assertThat(usedUp("RateLimit: " + header)).isEqualTo(seconds(30));
    }

    @Test
    void isNotUsedUpWhereSomeAreLeftOrNobodyTells() {
        assertThat(usedUp()).isEmpty();
        assertThat(usedUp("X-RateLimit-Remaining: 1", "X-RateLimit-Reset: 30")).isEmpty();
        assertThat(usedUp("X-RateLimit-Remaining: 0")).isEmpty();
        assertThat(usedUp("X-RateLimit-Reset: 30")).isEmpty();
        assertThat(usedUp("X-RateLimit-Remaining: 0", "X-Rate-Limit-Reset: 30")).isEmpty();
        assertThat(usedUp("RateLimit: \"default\";r=1;t=30")).isEmpty();
        assertThat(usedUp("RateLimit: \"default\";r=0")).isEmpty();
        assertThat(usedUp("RateLimit: limit=0, reset=30")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "soon", "0x1e", "1e3", "", "99999999999999999999", "3.5"})
    void isNotUsedUpByWhatIsNoNumber(String said) {
        assertThat(usedUp("X-RateLimit-Remaining: 0", "X-RateLimit-Reset: " + said))
                .isEmpty();
        assertThat(usedUp("X-RateLimit-Remaining: " + said, "X-RateLimit-Reset: 30"))
                .isEmpty();
        assertThat(usedUp("RateLimit: \"default\";r=0;t=" + said)).isEmpty();
    }

    @Test
    void endsAtOnceWhereItIsPastAndInADayAtMost() {
        assertThat(usedUp("X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 1795780000"))
                .isEqualTo(seconds(0));
        assertThat(usedUp("X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 999999999"))
                .isEqualTo(seconds(86_400));
        assertThat(usedUp("X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 999999999999999"))
                .isEqualTo(seconds(86_400));
    }

    @Test
    void aRefusalNeedNotSayThatNoneIsLeft() {
        assertThat(Quota.reset(answer("X-RateLimit-Reset: 30"), NOW)).isEqualTo(seconds(30));
        assertThat(Quota.reset(answer("X-RateLimit-Reset: 30", "X-RateLimit-Remaining: 0"), NOW))
                .isEqualTo(seconds(30));
        assertThat(Quota.reset(answer("X-RateLimit-Reset: 30", "X-RateLimit-Remaining: 5"), NOW))
                .isEmpty();
    }
}
