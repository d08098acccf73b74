package dev.usher.runtime;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Real time, moved by what a file says; for tests only, which replace the file as a whole.
 *
 * <p>{@code passed=P3DT2H}: so much time has passed, for every clock; it may only grow. {@code jumped=PT8760H}: the wall
 * clock of this machine jumped by so much, and no other. No file, or an empty one, moves nothing.
 */
final class TestClock {
    private static final Duration READ_EVERY = Duration.ofMillis(20);

    private record Shift(Duration passed, Duration jumped) {
        static final Shift NONE = new Shift(Duration.ZERO, Duration.ZERO);
    }

    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();
    private Shift shift;
    private long readAt;

    TestClock(Path file) {
        this.file = file;
        this.shift = read();
        this.readAt = System.nanoTime();
    }

    Clock wall() {
        InstantSource wall = () -> {
            var now = shift();
            return Clock.systemUTC().instant().plus(now.passed()).plus(now.jumped());
        };
        return wall.withZone(ZoneOffset.UTC);
    }

    long nanos() {
        return shift().passed().toNanos() + System.nanoTime();
    }

    Instant ofServer(Instant real) {
        return real.plus(shift().passed());
    }

    private Shift shift() {
        lock.lock();
        try {
            if (System.nanoTime() - readAt >= READ_EVERY.toNanos()) {
                shift = read();
                readAt = System.nanoTime();
            }
            return shift;
        } finally {
            lock.unlock();
        }
    }

    private Shift read() {
        var said = new Properties();
        try {
            said.load(new StringReader(Files.readString(file)));
            return new Shift(duration(said, "passed"), duration(said, "jumped"));
        } catch (NoSuchFileException e) {
            return Shift.NONE;
        } catch (DateTimeParseException e) {
            throw new IllegalStateException(file + " must say passed= and jumped= as ISO-8601 durations", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration duration(Properties said, String name) {
        return Duration.parse(said.getProperty(name, "PT0S").strip());
    }
}
