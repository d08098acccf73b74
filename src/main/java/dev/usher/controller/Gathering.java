package dev.usher.controller;

import dev.usher.domain.outcome.Mistake;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What may be looked at a moment later, so that one look sees all that comes meanwhile; safe for many threads. */
final class Gathering<T> {
    private static final Duration UNUSED = Duration.ofSeconds(10);

    private final Set<T> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer;
    private final Duration moment;
    private final Consumer<T> look;

    /** @param look gets each of them a moment after it first came, or came again after that */
    Gathering(String name, Duration moment, Consumer<T> look) {
        this.moment = moment;
        this.look = look;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(name).factory(), new DiscardPolicy());
        timer.setKeepAliveTime(UNUSED.toSeconds(), TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void add(T subject) {
        if (waiting.add(subject)) {
            var _ = timer.schedule(() -> handOut(subject), moment.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void handOut(T subject) {
        // What comes from now on may not be seen by this look.
        waiting.remove(subject);
        try {
            look.accept(subject);
        } catch (RuntimeException | Error e) {
            System.getLogger(Gathering.class.getName())
                    .log(System.Logger.Level.ERROR, "looking at " + subject + " failed", Mistake.ofCode(e));
        }
    }

    /** Whoever waits is not looked at any more. */
    void close() {
        timer.shutdownNow();
    }
}
