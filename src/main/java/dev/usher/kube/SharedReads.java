package dev.usher.kube;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Live reads that several decisions of one moment share. */
final class SharedReads<T> {
    private record Read<T>(T value, long at) {}

    private static final int MANY = 10_000;

    private final long lifeNanos;
    private final LongSupplier nanos;
    private final Map<String, Read<T>> reads = new ConcurrentHashMap<>();

    SharedReads(Duration life, LongSupplier nanos) {
        this.lifeNanos = life.toNanos();
        this.nanos = nanos;
    }

    void forget() {
        reads.clear();
    }

    /** What was read of this name a moment ago, else what a read says now. */
    T get(String name, Supplier<T> read) {
        var started = nanos.getAsLong();
        var before = reads.get(name);
        if (before != null && started - before.at() < lifeNanos) {
            return before.value();
        }
        var value = read.get();
        if (reads.size() > MANY) {
            reads.values().removeIf(old -> started - old.at() >= lifeNanos);
        }
        reads.put(name, new Read<>(value, started));
        return value;
    }
}
