package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.connector.Wire;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lets every call through, and remembers what it was asked. */
final class RecordingWire implements Wire {
    static final String CORRELATION = "c0ffee";

    final List<Op> ops = new CopyOnWriteArrayList<>();
    final List<RateHint> hints = new CopyOnWriteArrayList<>();
    volatile Duration timeLimit = Duration.ofSeconds(10);

    @Override
    public <T> T call(Op op, Call<T> call) throws AppFailure {
        ops.add(op);
        return call.send(new Ticket(timeLimit, CORRELATION));
    }

    @Override
    public void limits(RateHint seen) {
        hints.add(seen);
    }
}
