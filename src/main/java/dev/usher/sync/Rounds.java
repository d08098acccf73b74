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

/**
 * Lets those who want something of one subject go together: whoever comes while a round about it is under way goes with the
 * next. Nobody waits for company: whoever finds none under way goes at once.
 *
 * @param <S> a subject; there is one round about each at a time
 * @param <W> what somebody wants of it, and where a round puts what became of that
 */
final class Rounds<S, W> {
    private static final class Place<W> {
        private final W want;
        private boolean over;

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
     * Returns once a round that this went with is over.
     *
     * @param round what is done about all that go together, in the order in which they came; by one of them
     */
    void join(S subject, W want, Consumer<List<W>> round) throws InterruptedException {
        var mine = new Place<>(want);
        while (true) {
            var next = next(subject, mine);
            if (next.isEmpty()) {
                return;
            }
            try {
                round.accept(next.stream().map(place -> place.want).toList());
            } finally {
                over(subject, next);
            }
        }
    }

    /** Who goes with the next round, which is for the caller to do; empty once its own is over. */
    private List<Place<W>> next(S subject, Place<W> mine) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var line = lines.computeIfAbsent(subject, any -> new Line<>());
            if (!mine.over && !line.waiting.contains(mine)) {
                line.waiting.add(mine);
            }
            try {
                while (!mine.over && line.underWay) {
                    ended.await();
                }
            } catch (InterruptedException e) {
                line.waiting.remove(mine);
                throw e;
            }
            if (mine.over) {
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

    private void over(S subject, List<Place<W>> gone) {
        lock.lock();
        try {
            gone.forEach(place -> place.over = true);
            var line = lines.computeIfAbsent(subject, any -> new Line<>());
            line.underWay = false;
            if (line.waiting.isEmpty()) {
                lines.remove(subject);
            }
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
