package dev.usher.bench.budget;

import dev.usher.bench.budget.NullPlan.Limit;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/** Lets so many requests go a second and so many at a time: what an app bears, and no more. */
final class Gate {
    private final Semaphore places;
    private final long interval;
    private final long tolerance;
    private long next = System.nanoTime();

    Gate(Limit limit) {
        this.places = new Semaphore(limit.concurrency(), true);
        this.interval = Duration.ofSeconds(1).toNanos() / limit.perSecond();
        this.tolerance = interval * limit.burst();
    }

    <T> T pass(Callable<T> call) throws Exception {
        places.acquire();
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, turn() - System.nanoTime())));
            return call.call();
        } finally {
            places.release();
        }
    }

    /** The earliest time at which this request keeps to the rate, a burst after a pause included. */
    private synchronized long turn() {
        next = Math.max(next, System.nanoTime() - tolerance) + interval;
        return next;
    }
}
