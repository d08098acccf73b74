package dev.usher.sync;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Lets those who want something of one subject go together: whoever comes while a round about it is under way goes with the
 * next, which waits for further company as long as {@link Patience} says, unless it is full.
 *
 * <p>When somebody last came by is remembered for each subject, of which there are few.
 *
 * @param <S> a subject; there is one round about each at a time
 * @param <W> what somebody wants of it, and where a round puts what became of that
 */
final class Rounds<S, W> {
    /** What is done about all that go together, by one of them. */
    interface Round<W> {
        /**
         * Does it.
         *
         * @param together in the order in which they came
         * @param decided takes each about which nothing more is to be done: it need not wait for the others
         * @return those that go with the next round
         */
        List<W> of(List<W> together, Consumer<W> decided);
    }

    /** How long those who could set out wait for others. */
    interface Patience<W> {
        /**
         * Asked when somebody has come, and when the time is over that it said last.
         *
         * @return zero where they set out now
         */
        Duration of(Collection<W> waiting, Arrivals arrivals);
    }

    /**
     * When those came who wait.
     *
     * @param first since then the first of them waits
     * @param last since then nobody has come
     * @param gap how long before that another one had come, whether they still wait or not
     */
    record Arrivals(Duration first, Duration last, Optional<Duration> gap) {}

    private static final class Place<W> {
        private final W want;
        private final long since;
        private boolean over;
        private boolean away;

        Place(W want, long since) {
            this.want = want;
            this.since = since;
        }
    }

    private static final class Line<W> {
        private final Deque<Place<W>> waiting = new ArrayDeque<>();
        private boolean underWay;
        private Optional<Long> last = Optional.empty();
        private Optional<Duration> gap = Optional.empty();

        void comes(Place<W> place) {
            gap = last.map(before -> Duration.ofNanos(place.since - before));
            last = Optional.of(place.since);
            waiting.add(place);
        }

        Arrivals arrivals(long now) {
            var first = waiting.stream().findFirst().map(place -> place.since).orElse(now);
            return new Arrivals(Duration.ofNanos(now - first), Duration.ofNanos(now - last.orElse(now)), gap);
        }
    }

    private static final long UNTIL_TOLD = Long.MAX_VALUE;

    private final IntSupplier most;
    private final Patience<W> patience;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Map<S, Line<W>> lines = new HashMap<>();

    /**
     * Rounds of which none has begun.
     *
     * @param most how many go with one
     */
    Rounds(IntSupplier most, Patience<W> patience, LongSupplier nanos) {
        this.most = most;
        this.patience = patience;
        this.nanos = nanos;
    }

    /**
     * Returns once a round has decided about this.
     *
     * @return false where it was called away before it went with any
     */
    boolean join(S subject, W want, Round<W> round) throws InterruptedException {
        var mine = new Place<>(want, nanos.getAsLong());
        while (true) {
            var next = next(subject, mine);
            if (next.isEmpty()) {
                return !mine.away;
            }
            List<W> left = List.of();
            try {
                left = round.of(next.stream().map(place -> place.want).toList(), decided -> isOver(next, decided));
            } finally {
                over(subject, next, left);
            }
        }
    }

    /** Those wait no longer that have not gone with a round yet. */
    void callAway(Predicate<W> whom) {
        lock.lock();
        try {
            for (var line : lines.values()) {
                line.waiting.stream().filter(place -> whom.test(place.want)).forEach(place -> place.away = true);
                line.waiting.removeIf(place -> place.away);
            }
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Who goes with the next round, which is for the caller to do; empty once its own is over. */
    private List<Place<W>> next(S subject, Place<W> mine) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var line = lines.computeIfAbsent(subject, any -> new Line<>());
            if (!isDone(mine) && !line.waiting.contains(mine)) {
                line.comes(mine);
            }
            try {
                waits(line, mine);
            } catch (InterruptedException e) {
                line.waiting.remove(mine);
                ended.signalAll();
                throw e;
            }
            if (isDone(mine)) {
                return List.of();
            }
            line.underWay = true;
            var next = new ArrayList<Place<W>>();
            while (next.size() < most.getAsInt() && !line.waiting.isEmpty()) {
                next.add(line.waiting.remove());
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** The first of those who wait looks at the time for all of them. */
    private void waits(Line<W> line, Place<W> mine) throws InterruptedException {
        var comes = true;
        while (!isDone(mine)) {
            var wait = line.underWay ? UNTIL_TOLD : wait(line, comes || mine.equals(line.waiting.peek()));
            if (wait <= 0) {
                return;
            }
            if (wait == UNTIL_TOLD) {
                ended.await();
            } else {
                ended.await(wait, TimeUnit.NANOSECONDS);
            }
            comes = false;
        }
    }

    private long wait(Line<W> line, boolean looks) {
        if (line.waiting.size() >= most.getAsInt()) {
            return 0;
        }
        return looks
                ? patience.of(line.waiting.stream().map(place -> place.want).toList(), line.arrivals(nanos.getAsLong()))
                        .toNanos()
                : UNTIL_TOLD;
    }

    private static boolean isDone(Place<?> place) {
        return place.over || place.away;
    }

    private void isOver(List<Place<W>> gone, W decided) {
        lock.lock();
        try {
            gone.stream().filter(place -> place.want.equals(decided)).forEach(place -> place.over = true);
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void over(S subject, List<Place<W>> gone, List<W> left) {
        lock.lock();
        try {
            var line = lines.computeIfAbsent(subject, any -> new Line<>());
            line.underWay = false;
            for (var place : gone.reversed()) {
                if (!place.over && left.contains(place.want)) {
                    line.waiting.addFirst(place);
                } else {
                    place.over = true;
                }
            }
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
