package dev.usher.log;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** So many lines of one kind in a while: whatever fails how often, the log is read by people. */
public final class Ration {
    /** As many as somebody reads before they have seen what is wrong. */
    static final int MOST = 20;

    static final Duration WHILE = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private long began;
    private int written;
    private long left;

    /** @param nanos a monotonic ticker */
    public Ration(LongSupplier nanos) {
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    /**
     * Has a line written if there may be one more.
     *
     * @param line is given what to say behind it of those that were left out before it, mostly nothing
     */
    public void write(Consumer<String> line) {
        var before = take();
        if (before >= 0) {
            line.accept(before == 0 ? "" : " (and %,d such lines before it were left out)".formatted(before));
        }
    }

    /** How many were left out since the last one; negative where this one is left out as well. */
    private synchronized long take() {
        var now = nanos.getAsLong();
        if (now - began >= WHILE.toNanos()) {
            began = now;
            written = 0;
        }
        if (written >= MOST) {
            left++;
            return -1;
        }
        written++;
        var before = left;
        left = 0;
        return before;
    }
}
