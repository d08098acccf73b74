package dev.usher.runtime;

import dev.usher.domain.outcome.Mistake;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Work that a timer does again and again: a timer never calls again what threw once, and says nothing of it.
 *
 * @param otherwise what is said where it failed
 */
record Recurring(Runnable work, String otherwise) implements Runnable {
    private static final System.Logger LOG = System.getLogger(Recurring.class.getName());

    /** Has it done from now on, each time so long after the last time has ended. */
    void by(ScheduledExecutorService timer, Duration first, Duration every) {
        var _ = timer.scheduleWithFixedDelay(this, first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, otherwise, Mistake.ofCode(e));
        }
    }
}
