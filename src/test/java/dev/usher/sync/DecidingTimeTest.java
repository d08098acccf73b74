package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** As of when is decided while clocks disagree. */
class DecidingTimeTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private Instant wall = START;
    private Optional<Instant> server = Optional.of(START);
    private long tick;
    private final TrustedClock trusted = TrustedClock.start(wallClock(), () -> tick, () -> server);
    private final Clock deciding = trusted.deciding();

    private Clock wallClock() {
        InstantSource source = () -> wall;
        return source.withZone(ZoneOffset.UTC);
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        server = server.map(was -> was.plus(time));
        tick += time.toNanos();
        trusted.check();
    }

    @Test
    void goesOnWhileNobodyDoubtsIt() {
        pass(HOUR);

        assertThat(deciding.instant()).isEqualTo(START.plus(HOUR));
    }

    @Test
    void goesOnWhereOnlyTheWallClockIsWrong() {
        wall = wall.plus(Duration.ofDays(365));
        trusted.check();
        pass(HOUR);

        assertThat(trusted.suspicion()).isPresent();
        assertThat(deciding.instant()).isEqualTo(START.plus(HOUR));
    }

    @Test
    void standsStillWhileNobodyCanSayWhichClockIsRight() {
        wall = wall.plus(Duration.ofDays(365));
        server = Optional.empty();
        trusted.check();
        pass(HOUR);

        assertThat(deciding.instant()).isEqualTo(START);
        assertThat(trusted.instant()).isEqualTo(START.plus(HOUR));
    }

    @Test
    void standsStillWhereTheWallClockAndTheApiServerWereSetBackTogether() {
        wall = wall.minus(HOUR);
        server = server.map(time -> time.minus(HOUR));
        trusted.check();
        pass(Duration.ofMinutes(1));

        assertThat(deciding.instant()).isEqualTo(START);
    }

    @Test
    void goesOnOnceTheClocksAgreeAgain() {
        wall = wall.plus(HOUR);
        server = Optional.empty();
        trusted.check();
        pass(Duration.ofMinutes(1));
        wall = wall.minus(HOUR);
        server = Optional.of(wall);
        pass(Duration.ofMinutes(1));

        assertThat(trusted.suspicion()).isEmpty();
        assertThat(deciding.instant()).isEqualTo(START.plus(Duration.ofMinutes(2)));
    }
}
