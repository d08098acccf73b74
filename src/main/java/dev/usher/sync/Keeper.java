package dev.usher.sync;

import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.outcome.Mistake;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Looks at an app again and again: seldom while it is well, sooner after trouble, at once when woken. */
final class Keeper implements Runnable {
    private final Timing timing;
    private final Supplier<Optional<Failure>> look;
    private final Consumer<Failure> mistaken;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private int failures;
    private long next;
    private boolean stopped;

    /**
     * A keeper that has yet to be run.
     *
     * @param look what it finds wrong with the app, if anything
     * @param mistaken is told where the look itself went wrong
     */
    Keeper(Timing timing, Supplier<Optional<Failure>> look, Consumer<Failure> mistaken) {
        this.timing = timing;
        this.look = look;
        this.mistaken = mistaken;
        this.next = timing.nanos().getAsLong() + timing.health().toNanos();
    }

    void wake() {
        scheduled(Duration.ZERO);
    }

    /** Somebody else met trouble: the next look is due as if this keeper had met it. */
    void trouble(Failure why) {
        lock.lock();
        try {
            if (failures == 0) {
                scheduled(pauseAfter(Optional.of(why)));
            }
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        try {
            while (await()) {
                var found = found();
                lock.lock();
                try {
                    scheduled(pauseAfter(found));
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A keeper that is gone would leave its app alone for ever, and nobody would say so. */
    private Optional<Failure> found() {
        try {
            return look.get();
        } catch (RuntimeException | Error e) {
            System.getLogger(Keeper.class.getName())
                    .log(System.Logger.Level.ERROR, "a look at the app failed by a mistake", Mistake.ofCode(e));
            var why = Failure.of(Kind.INTERNAL, Detail.NONE);
            mistaken.accept(why);
            return Optional.of(why);
        }
    }

    private boolean await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopped && next - timing.nanos().getAsLong() > 0) {
                woken.await(next - timing.nanos().getAsLong(), TimeUnit.NANOSECONDS);
            }
            // A wake-up during the look that follows must not be lost.
            next = timing.nanos().getAsLong() + timing.health().toNanos();
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    private Duration pauseAfter(Optional<Failure> found) {
        if (found.isEmpty()) {
            failures = 0;
            return timing.health();
        }
        failures++;
        var why = found.get();
        return why.retryAfter()
                .orElseGet(() -> why.kind().retry() == Kind.Retry.BACKOFF
                        ? timing.backoff().pause(failures)
                        : timing.credentials());
    }

    /** An earlier look that is already due is not put off. */
    private void scheduled(Duration pause) {
        lock.lock();
        try {
            var at = timing.nanos().getAsLong() + pause.toNanos();
            next = at - next < 0 ? at : next;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
