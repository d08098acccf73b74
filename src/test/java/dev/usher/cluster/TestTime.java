package dev.usher.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The file by which the time of an operator is moved. */
final class TestTime {
    private final Path directory;
    private Duration passed = Duration.ZERO;
    private Duration jumped = Duration.ZERO;

    TestTime(Path directory) {
        this.directory = directory;
    }

    static Path file(Path directory) {
        return directory.resolve("clock");
    }

    /** Before an operator starts, time may be set to what is past, too. */
    synchronized void set(Instant to) {
        passed = Duration.between(Clock.systemUTC().instant(), to);
        write();
    }

    /** What time it is where so much has passed; a wall clock that jumped alone does not count. */
    synchronized Instant now() {
        return Clock.systemUTC().instant().plus(passed);
    }

    synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time does not pass backwards: " + by);
        }
        passed = passed.plus(by);
        write();
    }

    synchronized void jump(Duration by) {
        jumped = jumped.plus(by);
        write();
    }

    private void write() {
        try {
            var next = Files.writeString(
                    directory.resolve("clock.next"), "passed=" + passed + "\njumped=" + jumped + "\n");
            Files.move(next, file(directory), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
