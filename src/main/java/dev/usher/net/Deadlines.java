package dev.usher.net;

import dev.usher.net.NetFailure.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs exchanges in the threads of their callers, and cuts each when its time is over or the transport closes.
 *
 * <p>Who watches the time sleeps until the earliest deadline: an exchange that ends in time costs no timer.
 */
final class Deadlines implements AutoCloseable {
    private static final long NEVER = Long.MAX_VALUE;

    private final long origin = System.nanoTime();
    private final Set<Turn> turns = ConcurrentHashMap.newKeySet();
    private final Thread keeper;
    private volatile long wake = NEVER;
    private volatile boolean closed;

    Deadlines() {
        keeper = Thread.ofVirtual().name("usher-deadlines").start(this::keep);
    }

    private long now() {
        return System.nanoTime() - origin;
    }

    /** One exchange, as long as its caller is in it: whoever ends it first decides, the caller or the time. */
    private static final class Turn {
        /** What became of it. */
        private sealed interface State {
            record UnderWay() implements State {}

            record Ended() implements State {}

            /** Somebody is about to interrupt it. */
            record Cutting() implements State {}

            record Cut(NetFailure why) implements State {}
        }

        private static final State UNDER_WAY = new State.UnderWay();
        private static final State ENDED = new State.Ended();
        private static final State CUTTING = new State.Cutting();

        private final Exchange exchange;
        private final Thread thread = Thread.currentThread();
        private final long due;
        private final AtomicReference<State> state = new AtomicReference<>(UNDER_WAY);

        Turn(Exchange exchange, long due) {
            this.exchange = exchange;
            this.due = due;
        }

        void cut(Kind kind) {
            if (state.compareAndSet(UNDER_WAY, CUTTING)) {
                var why = exchange.giveUp(kind);
                thread.interrupt();
                state.set(new State.Cut(why));
            }
        }

        /** Why it was cut, if it was; the interruption that did it is not left behind. */
        Optional<NetFailure> ends() {
            while (!state.compareAndSet(UNDER_WAY, ENDED)) {
                switch (state.get()) {
                    case State.Cut(NetFailure why) -> {
                        Thread.interrupted();
                        return Optional.of(why);
                    }
                    case State.Ended _ -> {
                        return Optional.empty();
                    }
                    case State.Cutting _, State.UnderWay _ -> Thread.onSpinWait();
                }
            }
            return Optional.empty();
        }
    }

    /** Runs one to its end; in a virtual thread, since in others an interruption does not end what a socket does. */
    HttpAnswer within(Exchange exchange, Duration longest) throws NetFailure {
        var turn = new Turn(exchange, now() + longest.toNanos());
        turns.add(turn);
        if (turn.due < wake) {
            LockSupport.unpark(keeper);
        }
        try {
            if (closed || turn.thread.isInterrupted()) {
                throw exchange.giveUp(Kind.INTERRUPTED);
            }
            return exchange.call();
        } catch (NetFailure failure) {
            var cut = turn.ends();
            if (cut.isPresent()) {
                throw cut.get();
            }
            throw turn.thread.isInterrupted() ? exchange.giveUp(Kind.INTERRUPTED) : failure;
        } finally {
            turns.remove(turn);
            // Not a moment later, when this thread does something else.
            turn.ends();
        }
    }

    private void keep() {
        while (!closed) {
            // Whoever comes while nothing is known of the next one wakes us again.
            wake = NEVER;
            var now = now();
            var next = NEVER;
            for (var turn : turns) {
                if (turn.due <= now) {
                    turn.cut(Kind.TIMED_OUT);
                } else {
                    next = Math.min(next, turn.due);
                }
            }
            wake = next;
            if (next == NEVER) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, next - now);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        turns.forEach(turn -> turn.cut(Kind.INTERRUPTED));
        LockSupport.unpark(keeper);
    }
}
