package dev.usher.sync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
    private final Deque<Long> revocations = new ArrayDeque<>();
    private final Deque<Long> others = new ArrayDeque<>();
    private Rate rate;
    private int underWay;
    private int othersUnderWay;
    private int inARow;
    private long numbers;

    Pace(Rate rate, LongSupplier nanos) {
        this.rate = rate;
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

    /** Waits until a request may be sent; whoever was let in has to {@link #leave}. */
    void enter(boolean revocation) throws InterruptedException {
        lock.lockInterruptibly();
        var line = revocation ? revocations : others;
        var number = numbers++;
        line.add(number);
        try {
            for (var wait = wait(number, revocation); wait > 0; wait = wait(number, revocation)) {
                if (wait == UNTIL_TOLD) {
                    changed.await();
                } else {
                    changed.await(wait, TimeUnit.NANOSECONDS);
                }
            }
            goes(revocation);
        } finally {
            line.remove(number);
            changed.signalAll();
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

    private long wait(Long number, boolean revocation) {
        var isFirst = number.equals((revocation ? revocations : others).peek());
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
        return bucket.nanosUntil(turnOfOthers ? 1 : 1 + rate.reservedBurst());
    }

    private boolean isTurnOfOthers() {
        return inARow >= MOST_IN_A_ROW && !others.isEmpty() && mayBeOneMoreOther();
    }

    private boolean mayBeOneMoreOther() {
        return othersUnderWay < rate.concurrency() - rate.reservedConcurrency();
    }
}
