package dev.usher.audit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/** How long somebody waits for others who may hang. */
record Patience(Duration most) {
    /** Whether the lock was taken; an interruption is remembered, and begins the wait anew. */
    boolean takes(Lock lock) {
        var interrupted = false;
        try {
            while (true) {
                try {
                    return lock.tryLock(most.toNanos(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
