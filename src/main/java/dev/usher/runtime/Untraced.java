package dev.usher.runtime;

import dev.usher.log.Context;
import dev.usher.log.Spans;
import dev.usher.sync.Journal;
import dev.usher.sync.Meter;
import java.util.Optional;

/** What there is where nobody wants traces: everything as it is. */
record Untraced() implements Traces {
    @Override
    public <T, X extends Throwable> T during(String what, Context about, Work<T, X> work) throws X {
        return Spans.NONE.during(what, about, work);
    }

    @Override
    public <T, X extends Throwable> T ifNotable(String what, Context about, ScopedValue.CallableOp<T, X> work)
            throws X {
        return Spans.NONE.ifNotable(what, about, work);
    }

    @Override
    public Journal seen(Journal journal) {
        return journal;
    }

    @Override
    public Meter seen(Meter meter) {
        return meter;
    }

    @Override
    public Optional<String> of(String correlation) {
        return Optional.empty();
    }

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public void end() {}
}
