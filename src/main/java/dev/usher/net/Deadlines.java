package dev.usher.net;

import dev.usher.domain.outcome.Mistake;
import dev.usher.net.NetFailure.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/** Runs the exchanges of one transport in the threads of their callers, and cuts each when its time is over or the transport closes. */
final class Deadlines implements AutoCloseable {
    private static final Keeper KEEPER = new Keeper();

    private volatile boolean closed;

    /**
     * Watches the time for all transports, and sleeps until the earliest deadline: an exchange that ends in time costs no timer.
     *
     * <p>A platform thread, so that no flood of answers keeps it from running.
     */
    private static final class Keeper {
        private static final System.Logger LOG = System.getLogger(Deadlines.class.getName());
        private static final long NEVER = Long.MAX_VALUE;

        private final long origin = System.nanoTime();
        private final Set<Turn> turns = ConcurrentHashMap.newKeySet();
        private final Thread thread =
                Thread.ofPlatform().name("usher-deadlines").daemon().unstarted(this::keep);
        private volatile long wake = NEVER;

        Keeper() {
            thread.start();
        }

        long in(Duration time) {
            return System.nanoTime() - origin + time.toNanos();
        }

        void add(Turn turn) {
            turns.add(turn);
            if (turn.due() < wake) {
                LockSupport.unpark(thread);
            }
        }

        void remove(Turn turn) {
            turns.remove(turn);
        }

        void cutAllOf(Deadlines transport) {
            turns.stream().filter(turn -> turn.transport() == transport).forEach(turn -> turn.cut(Kind.INTERRUPTED));
        }

        private void keep() {
            while (true) {
                var now = System.nanoTime() - origin;
                var next = cutOverdue(now);
                if (next == NEVER) {
                    LockSupport.park(this);
                } else {
                    LockSupport.parkNanos(this, next - now);
                }
            }
        }

        private long cutOverdue(long now) {
            // Whoever comes while nothing is known of the next one wakes us again.
            wake = NEVER;
            var next = NEVER;
            for (var turn : turns) {
                if (turn.due() <= now) {
                    cut(turn);
                } else {
                    next = Math.min(next, turn.due());
                }
            }
            wake = next;
            return next;
        }

        /** Whatever goes wrong with one, the others are cut in time. */
        private static void cut(Turn turn) {
            try {
                turn.cut(Kind.TIMED_OUT);
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.ERROR, "a connection could not be closed", Mistake.ofCode(e));
            }
        }
    }

    /** Runs one to its end: a caller whom no interruption would free from a socket waits for a thread that is freed. */
    <T> T bounded(Severable<T> work, Duration longest) throws NetFailure {
        return Thread.currentThread().isVirtual() ? within(work, longest) : aside(work, longest);
    }

    private <T> T aside(Severable<T> work, Duration longest) throws NetFailure {
        FutureTask<T> task = new FutureTask<>(() -> within(work, longest));
        Thread thread = Thread.ofVirtual().name("usher-net").start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                    thread.interrupt();
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NetFailure failure) {
                throw failure;
            }
            throw new IllegalStateException("the library of the protocol failed", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The same in a virtual thread, since in others an interruption does not end what a socket does. */
    <T> T within(Severable<T> work, Duration longest) throws NetFailure {
        var turn = new Turn(this, work, KEEPER.in(longest));
        KEEPER.add(turn);
        try {
            if (closed || turn.isInterrupted()) {
                throw work.giveUp(Kind.INTERRUPTED);
            }
            return work.call();
        } catch (NetFailure failure) {
            throw turn.ends().orElse(turn.isInterrupted() ? work.giveUp(Kind.INTERRUPTED) : failure);
        } finally {
            KEEPER.remove(turn);
            // Not a moment later, when this thread does something else.
            Optional<NetFailure> _ = turn.ends();
        }
    }

    @Override
    public void close() {
        closed = true;
        KEEPER.cutAllOf(this);
    }
}
