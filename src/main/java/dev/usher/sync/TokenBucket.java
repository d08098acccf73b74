package dev.usher.sync;

import java.util.function.LongSupplier;

/** A token for every request: they come at a rate, and no more than a burst of them are kept. Not thread-safe. */
public final class TokenBucket {
    /** Tokens are counted in parts, of which each nanosecond brings as many as tokens come in a minute. */
    private static final long TOKEN = 60_000_000_000L;

    private final LongSupplier nanos;
    private Rate rate;
    private long tokens;
    private long countedAt;

    /** A bucket that is full. */
    public TokenBucket(Rate rate, LongSupplier nanos) {
        this.nanos = nanos;
        this.rate = rate;
        this.tokens = capacity();
        this.countedAt = nanos.getAsLong();
    }

    /** Goes on at another rate, with what there is. */
    void configure(Rate next) {
        count();
        rate = next;
        tokens = Math.min(tokens, capacity());
    }

    /** How many nanoseconds it takes until there are so many tokens; zero: there are. */
    public long nanosUntil(int wanted) {
        count();
        var missing = wanted * TOKEN - tokens;
        return missing <= 0 ? 0 : (missing + rate.perMinute() - 1) / rate.perMinute();
    }

    public void take() {
        count();
        tokens -= TOKEN;
    }

    private void count() {
        var now = nanos.getAsLong();
        var elapsed = now - countedAt;
        countedAt = now;
        var untilFull = (capacity() - tokens) / rate.perMinute() + 1;
        tokens = elapsed >= untilFull ? capacity() : tokens + elapsed * rate.perMinute();
    }

    private long capacity() {
        return rate.burst() * TOKEN;
    }
}
