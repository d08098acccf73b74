package dev.usher.simulator;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds requests back until the test lets them go, so that an effect can land exactly when the test wants it. */
public final class Gate {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Whether a request has come to the gate within the time. */
    public boolean awaitArrival(Duration time) throws InterruptedException {
        return arrived.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    public void release() {
        released.countDown();
    }

    void pass() throws InterruptedException {
        arrived.countDown();
        released.await();
    }
}
