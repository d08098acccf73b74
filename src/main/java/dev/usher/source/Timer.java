package dev.usher.source;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Has something begin later. */
public interface Timer {
    /** What begins must not take long. */
    void in(Duration pause, Runnable beginning);

    /** Nothing begins any more. */
    void stop();

    /** By the time of the system, in a thread of its own. */
    static Timer ofSystem() {
        var executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("usher-feeds").daemon().factory());
        return new Timer() {
            @Override
            public void in(Duration pause, Runnable beginning) {
                if (!executor.isShutdown()) {
                    var _ = executor.schedule(beginning, pause.toMillis(), TimeUnit.MILLISECONDS);
                }
            }

            @Override
            public void stop() {
                executor.shutdownNow();
            }
        };
    }
}
