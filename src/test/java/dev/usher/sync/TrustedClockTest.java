package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedClockTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    /** A machine and an API server whose clocks tests move one by one. */
    private static final class Machine extends Clock implements Suspicion.Watcher {
        private final List<String> told = new ArrayList<>();
        private long tick = 77;
        private Instant wall = START;
        private Optional<Instant> server = Optional.of(START);
        private Optional<Suspicion> begun = Optional.empty();
        private int asked;
        private Duration fallsAsleepAt = Duration.ZERO;

        Optional<Instant> ask() {
            asked++;
            return server;
        }

        void pass(Duration time) {
            tick += time.toNanos();
            wall = wall.plus(time);
            server = server.map(was -> was.plus(time));
        }

        /** Second for second with a check in each. */
        void pass(Duration time, TrustedClock clock) {
            for (long second = 0; second < time.toSeconds(); second++) {
                pass(SECOND);
                clock.check();
            }
        }

        long nanos() {
            return tick;
        }

        @Override
        public Instant instant() {
            pass(fallsAsleepAt);
            return wall;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public void began(Suspicion suspicion) {
            told.add("began");
            begun = Optional.of(suspicion);
        }

        @Override
        public void ended(Suspicion was, Suspicion.Ending how) {
            told.add("ended " + how);
        }
    }

    private final Machine machine = new Machine();

    private TrustedClock start() {
        var clock = TrustedClock.start(machine, machine::nanos, machine::ask);
        clock.watch(machine);
        return clock;
    }

    private Instant after(Duration time) {
        return START.plus(time);
    }

    @Test
    void goesOnWithTheTickerBetweenChecks() {
        var clock = start();

        machine.pass(Duration.ofHours(3));

        assertThat(clock.instant()).isEqualTo(after(Duration.ofHours(3)));
        assertThat(clock.suspicion()).isEmpty();
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
        assertThat(clock.withZone(ZoneId.of("Europe/London")).instant()).isEqualTo(clock.instant());
    }

    @Test
    void doesNotFollowAYearForwardsThatTheApiServerDoesNotConfirm() {
        var clock = start();

        machine.wall = machine.wall.plus(YEAR);
        machine.pass(Duration.ofHours(1), clock);

        assertThat(clock.instant()).isEqualTo(after(Duration.ofHours(1)));
        assertThat(clock.suspicion()).hasValueSatisfying(suspicion -> {
            assertThat(suspicion.since()).isEqualTo(after(SECOND));
            assertThat(suspicion.ahead()).isEqualTo(YEAR);
            assertThat(suspicion.server()).isEqualTo(Suspicion.Server.AGREES);
        });
        assertThat(machine.told).containsExactly("began");

        machine.wall = machine.wall.minus(YEAR);
        clock.check();

        assertThat(clock.suspicion()).isEmpty();
        assertThat(machine.told).containsExactly("began", "ended WALL_CAME_BACK");
    }

    @Test
    void tellsOfABeginningWithWhatTheApiServerSaid() {
        var clock = start();

        machine.wall = machine.wall.plus(YEAR);
        clock.check();

        assertThat(machine.begun).contains(new Suspicion(START, YEAR, Suspicion.Server.AGREES));
        var late = new Machine();
        clock.watch(late);
        assertThat(late.told).containsExactly("began");
    }

    @Test
    void doesNotFollowAJumpBackwards() {
        var clock = start();

        machine.wall = machine.wall.minus(Duration.ofHours(2));
        machine.pass(Duration.ofHours(1), clock);

        assertThat(clock.instant()).isEqualTo(after(Duration.ofHours(1)));
        assertThat(clock.suspicion().map(Suspicion::ahead)).contains(Duration.ofHours(-2));
    }

    @Test
    void followsAMachineThatSleptOnceTheApiServerHasAgreedForTenMinutes() {
        var clock = start();
        machine.pass(Duration.ofMinutes(1), clock);

        machine.wall = machine.wall.plus(Duration.ofHours(8));
        machine.server = machine.server.map(was -> was.plus(Duration.ofHours(8)));
        machine.pass(TEN_MINUTES, clock);
        assertThat(clock.suspicion().map(Suspicion::server)).contains(Suspicion.Server.AGREES_WITH_WALL);
        assertThat(clock.instant()).isEqualTo(after(Duration.ofMinutes(11)));

        machine.pass(Duration.ofSeconds(10), clock);
        assertThat(clock.suspicion()).isEmpty();
        assertThat(clock.instant()).isEqualTo(machine.wall);
        assertThat(machine.told).containsExactly("began", "ended WALL_ADOPTED");
    }

    @Test
    void goesBackOnlyToAWallClockThatTheApiServerConfirmed() {
        machine.wall = START.plus(YEAR);
        machine.server = Optional.of(machine.wall);
        var clock = start();
        machine.wall = START;
        machine.server = Optional.of(START);

        machine.pass(TEN_MINUTES, clock);
        assertThat(clock.instant()).isEqualTo(after(YEAR.plus(TEN_MINUTES)));

        machine.pass(Duration.ofMinutes(1), clock);
        assertThat(clock.instant()).isEqualTo(machine.wall);
        assertThat(machine.told).containsExactly("began", "ended WALL_ADOPTED");
    }

    @Test
    void waitsAnewAfterAnotherJump() {
        var clock = start();
        for (var jump = 0; jump < 3; jump++) {
            machine.wall = machine.wall.plus(Duration.ofMinutes(1));
            machine.server = machine.server.map(was -> was.plus(Duration.ofMinutes(1)));
            machine.pass(Duration.ofMinutes(9), clock);
        }

        assertThat(clock.suspicion()).isPresent();
        assertThat(clock.instant()).isEqualTo(after(Duration.ofMinutes(27)));

        machine.pass(Duration.ofMinutes(2), clock);
        assertThat(clock.suspicion()).isEmpty();
    }

    @Test
    void waitsAnewAfterADisagreementAndAfterAMinuteOfSilence() {
        var clock = start();
        machine.wall = machine.wall.plus(YEAR);
        for (var pass = 0; pass < 3; pass++) {
            machine.server = Optional.of(machine.wall);
            machine.pass(Duration.ofMinutes(9), clock);
            machine.server = pass == 0 ? Optional.of(Instant.EPOCH) : Optional.empty();
            machine.pass(Duration.ofSeconds(71), clock);
        }
        assertThat(machine.told).containsExactly("began");

        machine.server = Optional.of(machine.wall);
        machine.pass(Duration.ofMinutes(5), clock);
        machine.server = Optional.empty();
        machine.pass(Duration.ofSeconds(30), clock);
        machine.server = Optional.of(machine.wall);
        machine.pass(Duration.ofMinutes(5), clock);
        assertThat(machine.told).containsExactly("began", "ended WALL_ADOPTED");
    }

    @Test
    void staysSuspectWhileTheApiServerCannotBeAskedOrAgreesWithNobody() {
        var clock = start();
        machine.wall = machine.wall.plus(YEAR);
        machine.server = Optional.empty();

        machine.pass(Duration.ofHours(1), clock);
        assertThat(clock.suspicion().map(Suspicion::server)).contains(Suspicion.Server.SILENT);
        assertThat(clock.instant()).isEqualTo(after(Duration.ofHours(1)));

        machine.server = Optional.of(Instant.EPOCH);
        machine.pass(Duration.ofHours(1), clock);
        assertThat(clock.suspicion().map(Suspicion::server)).contains(Suspicion.Server.DISAGREES);
        assertThat(clock.instant()).isEqualTo(after(Duration.ofHours(2)));
    }

    @Test
    void asksTheApiServerAtMostEveryTenSecondsAndOnlyWhileSuspect() {
        var clock = start();
        machine.pass(Duration.ofMinutes(1), clock);
        assertThat(machine.asked).isOne();

        machine.wall = machine.wall.plus(YEAR);
        machine.pass(Duration.ofMinutes(1), clock);
        assertThat(machine.asked).isEqualTo(1 + 6);
    }

    @Test
    void followsAWallClockThatDriftsAMillisecondASecond() {
        var clock = start();

        for (var second = 0; second < 7200; second++) {
            machine.wall = machine.wall.plusMillis(1);
            machine.pass(SECOND, clock);
            assertThat(Duration.between(clock.instant(), machine.wall).abs()).isLessThan(Duration.ofMillis(20));
        }
        assertThat(machine.told).isEmpty();
    }

    @Test
    void makesUpASmallStepGently() {
        var clock = start();
        machine.wall = machine.wall.minusSeconds(20);

        machine.pass(Duration.ofSeconds(100), clock);
        assertThat(clock.instant()).isBetween(after(Duration.ofSeconds(98)), after(Duration.ofSeconds(100)));

        machine.pass(Duration.ofHours(1), clock);
        assertThat(Duration.between(machine.wall, clock.instant()).abs()).isLessThan(Duration.ofMillis(10));
        assertThat(machine.told).isEmpty();
    }

    @Test
    void doesNotGoOnMakingUpWhenNobodyChecks() {
        var clock = start();
        machine.wall = machine.wall.plusSeconds(20);
        clock.check();

        machine.pass(Duration.ofDays(30));

        assertThat(clock.instant()).isEqualTo(machine.wall);
    }

    @Test
    void suspectsManySmallStepsThatTogetherAreAJump() {
        var clock = start();

        for (var step = 0; step < 5; step++) {
            machine.wall = machine.wall.plusSeconds(20);
            machine.pass(SECOND, clock);
        }

        assertThat(machine.told).containsExactly("began");
        assertThat(clock.instant()).isBefore(after(Duration.ofSeconds(6)));
    }

    @Test
    void startsWithTheEarlierTimeAndSuspectWhereTheWallClockIsAhead() {
        machine.wall = START.plus(YEAR);
        var clock = start();

        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.suspicion()).contains(new Suspicion(START, YEAR, Suspicion.Server.AGREES));
        assertThat(machine.told).containsExactly("began");

        machine.pass(Duration.ofMinutes(5), clock);
        machine.wall = after(Duration.ofMinutes(5));
        machine.pass(Duration.ofSeconds(10), clock);
        assertThat(machine.told).containsExactly("began", "ended WALL_CAME_BACK");
    }

    @Test
    void startsWithTheEarlierTimeAndSuspectWhereTheWallClockIsBehind() {
        machine.wall = START.minus(YEAR);
        var clock = start();

        machine.pass(Duration.ofHours(1), clock);
        assertThat(clock.instant()).isEqualTo(machine.wall);
        assertThat(clock.suspicion().map(Suspicion::server)).contains(Suspicion.Server.DISAGREES);

        machine.wall = machine.wall.plus(YEAR);
        machine.pass(Duration.ofMinutes(11), clock);
        assertThat(clock.suspicion()).isEmpty();
        assertThat(clock.instant()).isEqualTo(machine.wall);
    }

    @Test
    void startsSuspectUntilTheApiServerHasSaidTheTime() {
        machine.server = Optional.empty();
        var clock = start();
        machine.pass(Duration.ofHours(1), clock);
        assertThat(machine.told).containsExactly("began");
        assertThat(clock.instant()).isEqualTo(machine.wall);

        machine.server = Optional.of(machine.wall.plusSeconds(10));
        machine.pass(Duration.ofSeconds(10), clock);
        assertThat(machine.told).containsExactly("began", "ended WALL_CAME_BACK");
    }

    @Test
    void doesNotTakeItsOwnPauseForAJump() {
        var clock = start();

        machine.fallsAsleepAt = Duration.ofMinutes(5);
        clock.check();

        assertThat(clock.suspicion()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverGoesBackwardsWhateverTheClocksDoUnlessAnEarlierWallClockIsAdopted(long seed) {
        var random = new Random(seed);
        var clock = start();
        var last = clock.instant();
        var told = 0;
        for (var step = 0; step < 20_000; step++) {
            switch (random.nextInt(60)) {
                case 0 -> machine.wall = machine.wall.plusSeconds(random.nextInt(-100, 100));
                case 1 -> machine.wall = machine.wall.plusSeconds(random.nextInt(-100_000, 100_000));
                case 2 -> machine.server = Optional.of(machine.wall);
                case 3 -> machine.server = Optional.of(clock.instant());
                case 4 -> machine.server = Optional.empty();
                case 5 -> machine.wall = clock.instant().plusMillis(random.nextInt(-40_000, 40_000));
                default -> machine.pass(Duration.ofNanos(random.nextLong(random.nextBoolean() ? 10 : 20_000_000_000L)));
            }
            if (random.nextBoolean()) {
                clock.check();
            }
            var now = clock.instant();
            if (machine.told.size() > told && machine.told.getLast().equals("ended WALL_ADOPTED")) {
                assertThat(now).isEqualTo(machine.wall);
            } else {
                assertThat(now).as("seed %d step %d", seed, step).isAfterOrEqualTo(last);
            }
            told = machine.told.size();
            last = now;
        }
        assertThat(machine.told).contains("began", "ended WALL_CAME_BACK");
    }
}
