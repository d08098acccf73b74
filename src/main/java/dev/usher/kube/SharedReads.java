package dev.usher.kube;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Live reads that several decisions of one moment share, also while they are under way. */
final class SharedReads<T> {
    private record Read<T>(CompletableFuture<T> value, long at) {}

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

    /** What a read that began a moment ago says of this name, else what one says that begins now; never one that failed before. */
    CompletableFuture<T> get(String name, Supplier<CompletableFuture<T>> read) {
        var now = nanos.getAsLong();
        if (reads.size() > MANY) {
            reads.values().removeIf(old -> !isFresh(old, now));
        }
        return reads.compute(
                        name,
                        (same, before) -> before != null && isFresh(before, now) ? before : new Read<>(read.get(), now))
                .value();
    }

    private boolean isFresh(Read<T> read, long now) {
        return now - read.at() < lifeNanos && !read.value().isCompletedExceptionally();
    }
}
