package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestClockTest {
    private static final Duration CLOSE = Duration.ofMinutes(1);

    private final Path file;

    TestClockTest(@TempDir Path directory) {
        file = directory.resolve("clock");
    }

    private void says(String text) throws IOException {
        Files.writeString(file, text);
    }

    private static Duration ahead(Instant time) {
        return Duration.between(Instant.now(), time);
    }

    @Test
    void movesNothingWithoutAFileOrWithAnEmptyOne() throws IOException {
        assertThat(ahead(new TestClock(file).wall().instant())).isLessThan(CLOSE);

        says("");
        assertThat(ahead(new TestClock(file).wall().instant())).isLessThan(CLOSE);
    }

    @Test
    void letsTimePassForEveryClockAndJumpForOneOnly() throws IOException {
        says("passed=P3DT2H\njumped=PT8760H\n");
        var clock = new TestClock(file);
        var passed = Duration.ofHours(74);

        assertThat(ahead(clock.wall().instant())).isBetween(passed.plusDays(365).minus(CLOSE), passed.plusDays(366));
        assertThat(clock.nanos() - System.nanoTime())
                .isBetween(passed.minus(CLOSE).toNanos(), passed.toNanos());
        assertThat(ahead(clock.ofServer(Instant.now()))).isBetween(passed.minus(CLOSE), passed);
    }

    @Test
    void readsTheFileAgainWhileItRuns() throws IOException {
        var clock = new TestClock(file);
        says("passed=PT1H");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> ahead(clock.wall().instant()).compareTo(Duration.ofMinutes(59)) > 0);
    }

    @Test
    void refusesAFileThatSaysNoDuration() throws IOException {
        says("passed=tomorrow");

        assertThatThrownBy(() -> new TestClock(file)).hasMessageContaining("ISO-8601");
    }
}
