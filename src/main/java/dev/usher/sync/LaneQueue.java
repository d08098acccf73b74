package dev.usher.sync;

import dev.usher.sync.Line.Place;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Keys in the order of their urgency: each at most once, none with two workers at a time, some not before a time.
 *
 * <p>A key keeps the highest priority that it was offered with until nothing is left to do for it. Among keys of one
 * priority the earlier goes first, and a key goes before one of the next higher priority that came so much later as {@link
 * #AGEING} says: nothing waits for ever. Whoever asks for revocations alone sees nothing of that.
 */
final class LaneQueue {
    /** After so long a key counts as much as one that is offered now with the next higher priority. */
    static final Duration AGEING = Duration.ofMinutes(10);

    /** What a worker is there for. */
    enum Share {
        EVERYTHING,
        REVOCATIONS
    }

    /** A key with a worker; whoever asks for it meanwhile gets it once more afterwards. */
    private record Busy(Optional<Priority> again) {}

    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Line revocations = new Line(LaneQueue::rank);
    private final Line others = new Line(LaneQueue::rank);
    private final Line later = new Line(Place::at);
    private final Map<Key, Priority> parked = new LinkedHashMap<>();
    private final Map<Key, Busy> busy = new HashMap<>();
    private final Map<Key, Integer> failures = new HashMap<>();
    private long numbers;
    private boolean closed;

    LaneQueue(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private static long rank(Place place) {
        return place.at() + place.priority().level() * AGEING.toNanos();
    }

    /** Asks for work on a key now, wherever it stood; while somebody works on it, once more afterwards. */
    void offer(Key key, Priority priority) {
        locked(() -> {
            var worked = Optional.ofNullable(busy.get(key));
            if (worked.isPresent()) {
                busy.put(key, new Busy(atLeast(priority, worked.get().again())));
                return;
            }
            var ready = revocations.remove(key).or(() -> others.remove(key));
            if (ready.isPresent()) {
                ready(ready.get().as(Priority.moreUrgent(priority, ready.get().priority())));
                return;
            }
            var before = later.remove(key).map(Place::priority).or(() -> Optional.ofNullable(parked.remove(key)));
            atLeast(priority, before).ifPresent(now -> ready(key, now));
        });
    }

    private static Optional<Priority> atLeast(Priority priority, Optional<Priority> other) {
        return other.map(known -> Priority.moreUrgent(priority, known)).or(() -> Optional.of(priority));
    }

    /**
     * Waits for a key; empty when the queue is closed, or nobody is to wait any more.
     *
     * @param waits asked again whenever the queue is woken
     */
    Optional<Turn> take(Share share, BooleanSupplier waits) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && waits.getAsBoolean()) {
                var next = poll(share);
                if (next.isPresent()) {
                    return next;
                }
                var due = later.first();
                if (due.isEmpty()) {
                    changed.await();
                } else {
                    changed.await(due.get().at() - nanos.getAsLong(), TimeUnit.NANOSECONDS);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** A key whose time has come, if there is one; it is busy until it is settled, retried or parked. */
    Optional<Turn> poll(Share share) {
        lock.lock();
        try {
            var now = nanos.getAsLong();
            for (var due = later.first(); isDue(due, now); due = later.first()) {
                due.flatMap(place -> later.remove(place.key())).ifPresent(this::ready);
            }
            var next = next(share);
            next.ifPresent(place -> {
                line(place.priority()).remove(place.key());
                busy.put(place.key(), new Busy(Optional.empty()));
            });
            return next.map(place -> new Turn(place.key(), place.priority()));
        } finally {
            lock.unlock();
        }
    }

    private static boolean isDue(Optional<Place> place, long now) {
        return place.filter(waiting -> waiting.at() - now <= 0).isPresent();
    }

    private Optional<Place> next(Share share) {
        return switch (share) {
            case REVOCATIONS -> revocations.first();
            case EVERYTHING ->
                Stream.of(revocations.first(), others.first())
                        .flatMap(Optional::stream)
                        .reduce((one, other) -> rank(one) - rank(other) <= 0 ? one : other);
        };
    }

    private Line line(Priority priority) {
        return priority.endsAccess() ? revocations : others;
    }

    private void ready(Place place) {
        line(place.priority()).add(place);
    }

    private void ready(Key key, Priority priority) {
        ready(new Place(key, priority, nanos.getAsLong(), numbers++));
    }

    /** Nothing is left to do for a key. */
    void settled(Key key) {
        locked(() -> {
            failures.remove(key);
            release(key).ifPresent(again -> ready(key, again));
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
    void retry(Turn turn, Duration pause) {
        locked(() -> release(turn.key())
                .ifPresentOrElse(
                        again -> ready(turn.key(), Priority.moreUrgent(again, turn.priority())),
                        () -> later.add(new Place(
                                turn.key(), turn.priority(), nanos.getAsLong() + pause.toNanos(), numbers++))));
    }

    /** Work on a key goes on when the lane does. */
    void park(Turn turn) {
        locked(() -> release(turn.key())
                .ifPresentOrElse(
                        again -> ready(turn.key(), Priority.moreUrgent(again, turn.priority())),
                        () -> parked.put(turn.key(), turn.priority())));
    }

    /** Offers everything that was parked; nobody could have worked on it, so that it waits from now on. */
    void unpark() {
        locked(() -> {
            parked.forEach(this::ready);
            parked.clear();
        });
    }

    /** What waits for its time, since it failed, is looked at now: something has changed that may help. */
    void hasten() {
        locked(() -> {
            for (var next = later.first(); next.isPresent(); next = later.first()) {
                next.flatMap(place -> later.remove(place.key())).ifPresent(this::ready);
            }
        });
    }

    /** Returns once nobody waits for a worker, or after a while. */
    void awaitLull(Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = most.toNanos();
            while (!closed && left > 0 && next(Share.EVERYTHING).isPresent()) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody waits for a worker, and will get one. */
    boolean hasSomebody() {
        lock.lock();
        try {
            return !closed && next(Share.EVERYTHING).isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** How many keys wait, by what they wait for. */
    Map<WaitReason, Integer> waiting() {
        lock.lock();
        try {
            return Map.of(
                    WaitReason.REVOCATION, revocations.size(),
                    WaitReason.OTHER, others.size(),
                    WaitReason.LATER, later.size(),
                    WaitReason.PARKED, parked.size());
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        locked(() -> {});
    }

    void close() {
        locked(() -> closed = true);
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a key from its worker, and says whether and how urgently it was asked for meanwhile. */
    private Optional<Priority> release(Key key) {
        return Optional.ofNullable(busy.remove(key)).flatMap(Busy::again);
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
