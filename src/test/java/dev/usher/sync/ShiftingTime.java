package dev.usher.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** Real time that tests can move ahead, on both clocks together. */
final class ShiftingTime extends Clock {
    private static final long STARTED = System.nanoTime();

    private volatile Duration ahead = Duration.ZERO;
    private volatile OptionalLong stoppedAt = OptionalLong.empty();

    @Override
    public Instant instant() {
        return Instant.ofEpochSecond(1_800_000_000L).plusNanos(nanos() - STARTED);
    }

    long nanos() {
        return stoppedAt.orElseGet(System::nanoTime) + ahead.toNanos();
    }

    /** Only tests move it from now on, so that nothing is late because the machine is slow. */
    void stops() {
        stoppedAt = OptionalLong.of(System.nanoTime());
    }

    /** Sleepers notice when they are woken. */
    void advance(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
