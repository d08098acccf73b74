package dev.usher.sync;

import java.util.Optional;
import java.util.UUID;

/** Ties the two records of a write to the requests that it takes: everything recorded and sent in there goes by one id. */
public final class CorrelationId {
    private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    private CorrelationId() {}

    /** Does something under an id of its own. */
    static <T, X extends Throwable> T of(ScopedValue.CallableOp<T, X> write) throws X {
        return ScopedValue.where(CURRENT, fresh()).call(write);
    }

    /** The id of the write that this thread is at; empty where it is at none. */
    public static Optional<String> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** The id that a request of this thread bears: one by itself where it is part of no write. */
    static String ofRequest() {
        return current().orElseGet(CorrelationId::fresh);
    }

    private static String fresh() {
        return UUID.randomUUID().toString();
    }
}
