package dev.usher.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Lets those who want something of one subject go together: whoever comes while a round about it is under way goes with the
 * next. Nobody waits for company: whoever finds none under way goes at once.
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

    private static final class Place<W> {
        private final W want;
        private boolean over;
        private boolean away;

        Place(W want) {
            this.want = want;
        }
    }

    private static final class Line<W> {
        private final Deque<Place<W>> waiting = new ArrayDeque<>();
        private boolean underWay;
    }

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Map<S, Line<W>> lines = new HashMap<>();

    /**
     * Rounds of which none has begun.
     *
     * @param most how many go with one
     */
    Rounds(int most) {
        this.most = most;
    }

    /**
     * Returns once a round has decided about this.
     *
     * @return false where it was called away before it went with any
     */
    boolean join(S subject, W want, Round<W> round) throws InterruptedException {
        var mine = new Place<>(want);
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
            lines.values().removeIf(line -> !line.underWay && line.waiting.isEmpty());
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
                line.waiting.add(mine);
            }
            try {
                while (!isDone(mine) && line.underWay) {
                    ended.await();
                }
            } catch (InterruptedException e) {
                line.waiting.remove(mine);
                throw e;
            }
            if (isDone(mine)) {
                return List.of();
            }
            line.underWay = true;
            var next = new ArrayList<Place<W>>();
            while (next.size() < most && !line.waiting.isEmpty()) {
                next.add(line.waiting.remove());
            }
            return next;
        } finally {
            lock.unlock();
        }
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
            if (line.waiting.isEmpty()) {
                lines.remove(subject);
            }
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
