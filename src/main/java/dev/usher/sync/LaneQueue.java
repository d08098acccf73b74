package dev.usher.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Keys in the order of their arrival: each at most once, none with two workers at a time, some not before a time. */
final class LaneQueue {
    private record Later(Key key, long at) {}

    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LinkedHashSet<Key> ready = new LinkedHashSet<>();
    private final PriorityQueue<Later> later = new PriorityQueue<>(Comparator.comparingLong(Later::at));
    private final Map<Key, Integer> failures = new HashMap<>();
    private final Set<Key> parked = new HashSet<>();
    private final Set<Key> busy = new HashSet<>();
    private final Set<Key> again = new HashSet<>();
    private boolean closed;

    LaneQueue(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Asks for work on a key now, wherever it stood; while somebody works on it, once more afterwards. */
    void offer(Key key) {
        locked(() -> {
            later.removeIf(waiting -> waiting.key().equals(key));
            parked.remove(key);
            if (busy.contains(key)) {
                again.add(key);
            } else {
                ready.add(key);
            }
        });
    }

    /** Waits for a key; empty when the queue is closed. */
    Optional<Key> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                var next = poll();
                if (next.isPresent()) {
                    return next;
                }
                if (later.isEmpty()) {
                    changed.await();
                } else {
                    changed.await(later.element().at() - nanos.getAsLong(), TimeUnit.NANOSECONDS);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** A key whose time has come, if there is one; it is busy until it is settled, retried or parked. */
    Optional<Key> poll() {
        lock.lock();
        try {
            var now = nanos.getAsLong();
            for (var due = later.peek(); due != null && due.at() - now <= 0; due = later.peek()) {
                later.remove();
                ready.add(due.key());
            }
            Iterator<Key> first = ready.iterator();
            if (!first.hasNext()) {
                return Optional.empty();
            }
            var key = first.next();
            first.remove();
            busy.add(key);
            return Optional.of(key);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is left to do for a key. */
    void settled(Key key) {
        locked(() -> {
            failures.remove(key);
            release(key);
        });
    }

    /** Counts a failed attempt, and says how many there were in a row. */
    int failed(Key key) {
        lock.lock();
        try {
            return failures.merge(key, 1, Integer::sum);
        } finally {
            lock.unlock();
        }
    }

    /** Work on a key goes on after a pause, or earlier if it is offered. */
    void retry(Key key, Duration pause) {
        locked(() -> {
            if (!release(key)) {
                later.add(new Later(key, nanos.getAsLong() + pause.toNanos()));
            }
        });
    }

    /** Work on a key goes on when the lane does. */
    void park(Key key) {
        locked(() -> {
            if (!release(key)) {
                parked.add(key);
            }
        });
    }

    /** Offers everything that was parked. */
    void unpark() {
        locked(() -> {
            List<Key> waiting = new ArrayList<>(parked);
            parked.clear();
            ready.addAll(waiting);
        });
    }

    void close() {
        locked(() -> closed = true);
    }

    boolean isIdle() {
        lock.lock();
        try {
            return busy.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private boolean release(Key key) {
        busy.remove(key);
        var wanted = again.remove(key);
        if (wanted) {
            ready.add(key);
        }
        return wanted;
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
