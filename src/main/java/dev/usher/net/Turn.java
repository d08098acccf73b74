package dev.usher.net;

import dev.usher.net.NetFailure.Kind;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One piece of work, as long as its caller is in it: whoever ends it first decides, the caller or the time. */
final class Turn {
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

    private final Deadlines transport;
    private final Severable<?> work;
    private final Thread thread = Thread.currentThread();
    private final long due;
    private final AtomicReference<State> state = new AtomicReference<>(UNDER_WAY);
    private boolean ended;

    Turn(Deadlines transport, Severable<?> work, long due) {
        this.transport = transport;
        this.work = work;
        this.due = due;
    }

    Deadlines transport() {
        return transport;
    }

    long due() {
        return due;
    }

    boolean isInterrupted() {
        return thread.isInterrupted();
    }

    void cut(Kind kind) {
        if (state.compareAndSet(UNDER_WAY, CUTTING)) {
            var why = work.giveUp(kind);
            thread.interrupt();
            state.set(new State.Cut(why));
            work.sever();
        }
    }

    /** Why it was cut, if it was; the interruption that did it is not left behind. Only the caller asks. */
    Optional<NetFailure> ends() {
        while (!state.compareAndSet(UNDER_WAY, ENDED)) {
            switch (state.get()) {
                case State.Cut(NetFailure why) -> {
                    if (!ended) {
                        Thread.interrupted();
                    }
                    ended = true;
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
