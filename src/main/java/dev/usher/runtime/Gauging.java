package dev.usher.runtime;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Has shown how everything stands, again and again: whoever asks for metrics counts nothing. */
final class Gauging {
    private static final System.Logger LOG = System.getLogger(Gauging.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Runnable show;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("usher-gauging").daemon().factory());

    private Gauging(Runnable show) {
        this.show = show;
    }

    /** Has it shown from now on. */
    static Gauging begun(Runnable show) {
        var gauging = new Gauging(show);
        var _ = gauging.timer.scheduleWithFixedDelay(gauging::showSafely, 1, EVERY.toSeconds(), TimeUnit.SECONDS);
        return gauging;
    }

    void stop() {
        timer.shutdownNow();
    }

    private void showSafely() {
        try {
            show.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "what is measured could not be shown", e);
        }
    }
}
