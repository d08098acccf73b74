package dev.usher.controller;

import dev.usher.domain.outcome.Mistake;
import dev.usher.sync.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * When each resource has to be looked at again because of time alone.
 *
 * <p>A thread hands out what is due in the order of its time, and of its putting where that is the same; nothing early, and
 * nothing later than a look and what was due before it. It looks at the clock again and again, so that a clock that moves
 * is noticed. Safe for many threads, also from within the consumer.
 */
public final class Agenda {
    /** Between two looks at the clock at most. */
    public static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /** What the consumer failed at comes again after this. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final Clock clock;
    private final Consumer<Key> due;
    private final Duration lookEvery;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Appointments appointments = new Appointments();
    private Optional<Thread> thread = Optional.empty();

    /**
     * An agenda that hands out nothing yet.
     *
     * @param due gets each key once, one at a time; what it throws is logged, and that key comes again a little later
     */
    public Agenda(Clock clock, Consumer<Key> due) {
        this(clock, due, LOOK_EVERY);
    }

    /** The same for a clock of another speed. */
    public Agenda(Clock clock, Consumer<Key> due, Duration lookEvery) {
        this.clock = clock;
        this.due = due;
        this.lookEvery = lookEvery;
    }

    /** Looks at a key then, and not when it was said before. */
    public void at(Key key, Instant when) {
        lock.lock();
        try {
            if (appointments.put(key, when)) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Does not look at a key again; one that is being handed out right now may still arrive. */
    public void forget(Key key) {
        lock.lock();
        try {
            appointments.remove(key);
        } finally {
            lock.unlock();
        }
    }

    /** How many keys are waited for. */
    public int size() {
        lock.lock();
        try {
            return appointments.size();
        } finally {
            lock.unlock();
        }
    }

    /** When the next key is due; it may be overdue. */
    public Optional<Instant> next() {
        lock.lock();
        try {
            return appointments.first();
        } finally {
            lock.unlock();
        }
    }

    /** Hands out what is due from now on, also what has been since before. */
    public void start() {
        lock.lock();
        try {
            if (thread.isEmpty()) {
                thread = Optional.of(
                        Thread.ofPlatform().daemon().name("usher-agenda").start(this::run));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Hands out nothing more; what is waited for stays. */
    public void stop() {
        lock.lock();
        try {
            thread = Optional.empty();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (var key = await(); key.isPresent(); key = await()) {
                handOut(key.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next key that is due; empty once this thread is not wanted any more. */
    private Optional<Key> await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (thread.equals(Optional.of(Thread.currentThread()))) {
                var first = appointments.first();
                if (first.isEmpty()) {
                    changed.await();
                    continue;
                }
                var left = Duration.between(clock.instant(), first.get());
                if (!left.isPositive()) {
                    return Optional.of(appointments.take());
                }
                var wait = left.compareTo(lookEvery) < 0 ? left : lookEvery;
                var _ = changed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void handOut(Key key) {
        try {
            due.accept(key);
        } catch (RuntimeException | Error e) {
            System.getLogger(Agenda.class.getName())
                    .log(System.Logger.Level.ERROR, "looking at " + key + " failed", Mistake.ofCode(e));
            again(key);
        }
    }

    private void again(Key key) {
        lock.lock();
        try {
            if (!appointments.contains(key)) {
                at(key, clock.instant().plus(AGAIN));
            }
        } finally {
            lock.unlock();
        }
    }
}
