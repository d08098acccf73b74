package dev.usher.source.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time pass between two requests. */
@FunctionalInterface
public interface Rest {
    void rest(Duration time) throws InterruptedException;

    /** By the clock of the system; an interruption ends it. */
    static Rest ofSystem() {
        return time -> {
            var _ = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        };
    }
}
