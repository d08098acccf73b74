package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.connector.Wire;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lets calls through, unless a test says otherwise, and remembers what it was asked. */
final class RecordingWire implements Wire {
    static final String CORRELATION = "c0ffee";
    /** Long: a test that is about time sets its own, and no other may fail because the machine had no time for it. */
    static final Duration PATIENT = Duration.ofSeconds(60);

    final List<Op> ops = new CopyOnWriteArrayList<>();
    final List<RateHint> hints = new CopyOnWriteArrayList<>();
    volatile Duration timeLimit = PATIENT;
    /** What stands before every call. */
    volatile Gate gate = op -> {};
    /** Whether it breaks after each call. */
    volatile boolean broken;

    @Override
    public <T> T call(Op op, Call<T> call) throws AppFailure {
        gate.pass(op);
        ops.add(op);
        var answer = call.send(new Ticket(timeLimit, CORRELATION));
        if (broken) {
            throw new IllegalStateException("a bug");
        }
        return answer;
    }

    @Override
    public void limits(RateHint seen) {
        hints.add(seen);
    }

    /** Lets a call pass, or throws. */
    interface Gate {
        void pass(Op op) throws AppFailure;
    }
}
