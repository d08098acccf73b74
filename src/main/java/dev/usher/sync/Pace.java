package dev.usher.sync;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Lets requests go as an app is declared to bear them: so many a second, so many at a time, and revocations first.
 *
 * <p>A fifth of what may be under way, and of what is left of a burst, is never used by anything else, so that a revocation
 * finds it. Nothing is kept back from the requests of a second: without revocations others have them all.
 */
final class Pace {
    /** After so many requests of revocations one of another goes, where one waits: nothing waits for ever. */
    private static final int MOST_IN_A_ROW = 4;

    private static final long UNTIL_TOLD = Long.MAX_VALUE;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TokenBucket bucket;
    private final Deque<Waiting> revocations = new ArrayDeque<>();
    private final Deque<Waiting> others = new ArrayDeque<>();
    private final LongSupplier nanos;
    private Rate rate;
    private Optional<Long> pausedUntil = Optional.empty();
    private int underWay;
    private int othersUnderWay;
    private int inARow;

    /** A request that waits, each for itself. */
    private static final class Waiting {
        private final BooleanSupplier isRevocation;

        Waiting(BooleanSupplier isRevocation) {
            this.isRevocation = isRevocation;
        }
    }

    Pace(Rate rate, LongSupplier nanos) {
        this.rate = rate;
        this.nanos = nanos;
        this.bucket = new TokenBucket(rate, nanos);
    }

    /** From now on this holds; what is under way stays under way. */
    void configure(Rate next) {
        lock.lock();
        try {
            if (!rate.equals(next)) {
                rate = next;
                bucket.configure(next);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** For so long nothing but revocations is let in: those are worth a request that is refused. */
    void pause(Duration time) {
        lock.lock();
        try {
            var end = nanos.getAsLong() + time.toNanos();
            pausedUntil = pausedUntil.filter(before -> before - end > 0).or(() -> Optional.of(end));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a request may be sent; whoever was let in has to {@link #leave}.
     *
     * @param isRevocation asked again at every {@link #hurry}
     * @return whether it was let in as a revocation
     */
    boolean enter(BooleanSupplier isRevocation) throws InterruptedException {
        lock.lockInterruptibly();
        var request = new Waiting(isRevocation);
        line(isRevocation.getAsBoolean()).add(request);
        try {
            for (var wait = wait(request); wait > 0; wait = wait(request)) {
                if (wait == UNTIL_TOLD) {
                    changed.await();
                } else {
                    changed.await(wait, TimeUnit.NANOSECONDS);
                }
            }
            var revocation = revocations.contains(request);
            goes(revocation);
            return revocation;
        } finally {
            revocations.remove(request);
            others.remove(request);
            changed.signalAll();
            lock.unlock();
        }
    }

    private Deque<Waiting> line(boolean revocation) {
        return revocation ? revocations : others;
    }

    /** Who waits and has become a revocation since they came goes with those. */
    void hurry() {
        lock.lock();
        try {
            var hurried = others.stream()
                    .filter(request -> request.isRevocation.getAsBoolean())
                    .toList();
            others.removeAll(hurried);
            revocations.addAll(hurried);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void leave(boolean revocation) {
        lock.lock();
        try {
            underWay--;
            othersUnderWay -= revocation ? 0 : 1;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many wait to be let in. */
    int waiting() {
        lock.lock();
        try {
            return revocations.size() + others.size();
        } finally {
            lock.unlock();
        }
    }

    private void goes(boolean revocation) {
        bucket.take();
        underWay++;
        othersUnderWay += revocation ? 0 : 1;
        inARow = revocation && !others.isEmpty() ? inARow + 1 : 0;
    }

    private long wait(Waiting request) {
        var revocation = revocations.contains(request);
        var isFirst = request.equals(line(revocation).peek());
        if (!isFirst || underWay >= rate.concurrency()) {
            return UNTIL_TOLD;
        }
        var turnOfOthers = isTurnOfOthers();
        if (revocation) {
            return turnOfOthers ? UNTIL_TOLD : bucket.nanosUntil(1);
        }
        if (!mayBeOneMoreOther() || (!revocations.isEmpty() && !turnOfOthers)) {
            return UNTIL_TOLD;
        }
        return Math.max(pause(), bucket.nanosUntil(turnOfOthers ? 1 : 1 + rate.reservedBurst()));
    }

    private long pause() {
        return pausedUntil.map(end -> end - nanos.getAsLong()).orElse(0L);
    }

    private boolean isTurnOfOthers() {
        return inARow >= MOST_IN_A_ROW && !others.isEmpty() && mayBeOneMoreOther() && pause() <= 0;
    }

    private boolean mayBeOneMoreOther() {
        return othersUnderWay < rate.concurrency() - rate.reservedConcurrency();
    }
}
