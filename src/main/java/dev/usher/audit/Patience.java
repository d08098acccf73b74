package dev.usher.audit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/** How long somebody waits for others who may hang. */
record Patience(Duration most) {
    /** Whether the lock was taken; an interruption is remembered, and neither shortens the wait nor prevents it. */
    boolean takes(Lock lock) {
        var end = System.nanoTime() + most.toNanos();
        var interrupted = false;
        try {
            while (true) {
                try {
                    return lock.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS);
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
