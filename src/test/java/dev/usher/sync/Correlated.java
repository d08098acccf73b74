package dev.usher.sync;

/** What a test does as the lane does it that makes a change. */
public final class Correlated {
    private Correlated() {}

    /** Does something under an id of its own. */
    public static <T, X extends Throwable> T of(ScopedValue.CallableOp<T, X> write) throws X {
        return CorrelationId.of(write);
    }
}
