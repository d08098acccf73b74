package dev.usher.connector.contract;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.connector.Wire;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Lets calls through, remembers them, and tells somebody before each. */
final class GatedWire implements Wire {
    final List<Op> ops = new CopyOnWriteArrayList<>();
    volatile boolean lets = true;
    volatile Consumer<Op> before = op -> {};
    volatile Duration timeLimit = Duration.ofSeconds(60);

    @Override
    public <T> T call(Op op, Call<T> call) throws AppFailure {
        if (!lets) {
            throw AppFailure.of(Kind.WAITING, Detail.NONE);
        }
        before.accept(op);
        ops.add(op);
        return call.send(new Ticket(timeLimit, "c0ffee"));
    }

    @Override
    public void limits(RateHint seen) {}
}
