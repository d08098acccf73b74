package dev.usher.runtime;

import dev.usher.audit.Outlet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lines of the log on their way out: whoever has one leaves it here and goes on, and one thread writes them in their order.
 *
 * <p>Whoever reads them may be slow, or gone. Then so many wait as the memory is good for; what comes beyond that is left out, counted, and
 * told of once lines are taken again.
 */
final class Backlog {
    /** Some 10,000 lines. */
    static final int MOST_BYTES = 4 << 20;

    private static final System.Logger LOG = System.getLogger(Backlog.class.getName());

    /** How long the end of the process waits for whoever reads. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Outlet outlet;
    private final int mostBytes;
    private final Thread writer = Thread.ofPlatform().name("usher-log").daemon().unstarted(this::write);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** The first of them is being written. */
    private final Queue<byte[]> lines = new ArrayDeque<>();

    private int bytes;
    private long dropped;
    private long untold;
    private boolean ending;

    Backlog(Outlet outlet, int mostBytes) {
        this.outlet = outlet;
        this.mostBytes = mostBytes;
    }

    /** Writes from now on. */
    void start() {
        writer.start();
    }

    /** Where a line is left by each flush. */
    OutputStream entrance() {
        return new ByteArrayOutputStream() {
            @Override
            public void flush() {
                if (size() > 0) {
                    leave(toByteArray());
                    reset();
                }
            }
        };
    }

    private void leave(byte[] line) {
        lock.lock();
        try {
            if (bytes + line.length > mostBytes) {
                drops();
            } else {
                lines.add(line);
                bytes += line.length;
                changed.signalAll();
            }
            if (ending && !Thread.currentThread().equals(writer)) {
                ending = areWritten(PATIENCE);
            }
        } finally {
            lock.unlock();
        }
    }

    private void drops() {
        dropped++;
        untold++;
    }

    /** How many lines were left out. */
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Waits a while until everything is written that was left here. */
    void drain() {
        lock.lock();
        try {
            var _ = areWritten(PATIENCE);
        } finally {
            lock.unlock();
        }
    }

    /** The process ends: from now on whoever has a line waits until it is written, as long as that goes on. */
    void end() {
        lock.lock();
        try {
            ending = areWritten(PATIENCE);
        } finally {
            lock.unlock();
        }
    }

    private boolean areWritten(Duration most) {
        var left = most.toNanos();
        try {
            while (!lines.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return left > 0;
    }

    private void write() {
        while (true) {
            try {
                write(next());
            } catch (InterruptedException e) {
                // Nobody interrupts it.
                return;
            }
        }
    }

    private byte[] next() throws InterruptedException {
        lock.lock();
        try {
            while (lines.isEmpty()) {
                changed.await();
            }
            return lines.element();
        } finally {
            lock.unlock();
        }
    }

    private void write(byte[] line) {
        var written = true;
        try {
            outlet.write(line);
        } catch (IOException | RuntimeException e) {
            // There is nowhere to say why: the count, and the line that tells of it, have to do.
            written = false;
        }
        var left = isOver(line, written);
        if (left > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "%,d lines of the log are missing before this one: they were not taken".formatted(left));
        }
    }

    /** How many were left out of which nothing is told yet and may be now; mostly none. */
    private long isOver(byte[] line, boolean written) {
        lock.lock();
        try {
            lines.remove();
            bytes -= line.length;
            if (!written) {
                drops();
            }
            changed.signalAll();
            if (!written || !lines.isEmpty()) {
                return 0;
            }
            var left = untold;
            untold = 0;
            return left;
        } finally {
            lock.unlock();
        }
    }
}
