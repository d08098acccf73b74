package dev.usher.runtime;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Has shown how everything stands, again and again: whoever asks for metrics counts nothing. */
final class Gauging {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("usher-gauging").daemon().factory());

    private Gauging() {}

    /** Has it shown from now on. */
    static Gauging begun(Runnable show) {
        var gauging = new Gauging();
        new Recurring(show, "what is measured could not be shown").by(gauging.timer, SOON, EVERY);
        return gauging;
    }

    void stop() {
        timer.shutdownNow();
    }
}
