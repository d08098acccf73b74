package dev.usher.sync;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Takes the inventory of an app again and again, while the app is well; not before somebody says how often. */
final class InventoryKeeper implements Runnable {
    private final Timing timing;
    private final BooleanSupplier inventory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private Optional<Duration> every = Optional.empty();
    private Optional<Long> ended = Optional.empty();
    private boolean complete;
    private int count;
    private boolean well;
    private boolean again;
    private boolean stopped;

    /** @param inventory says whether it was complete */
    InventoryKeeper(Timing timing, BooleanSupplier inventory) {
        this.timing = timing;
        this.inventory = inventory;
    }

    /** How long to pause from now on. */
    void keep(Duration pause) {
        locked(() -> every = Optional.of(pause));
    }

    /** The next one is due, whenever the last one was, and also if one is being taken. */
    void startOver() {
        locked(() -> {
            again = true;
            ended = Optional.empty();
        });
    }

    /** The app was seen to be well: if an inventory is due, it is taken now. */
    void appIsWell() {
        locked(() -> well = true);
    }

    /** How many have ended, whether complete or not. */
    int count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        locked(() -> stopped = true);
    }

    @Override
    public void run() {
        try {
            while (await()) {
                var end = inventory.getAsBoolean();
                locked(() -> {
                    complete = end;
                    count++;
                    ended = again
                            ? Optional.empty()
                            : Optional.of(timing.nanos().getAsLong());
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopped && !(well && isDue())) {
                well = false;
                woken.await();
            }
            well = false;
            again = false;
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    /** After one that was not complete the next one comes as soon as anything else that may need a person. */
    private boolean isDue() {
        return every.map(pause -> complete || pause.compareTo(timing.periodic()) < 0 ? pause : timing.periodic())
                .filter(pause -> ended.map(at -> timing.nanos().getAsLong() - at >= pause.toNanos())
                        .orElse(true))
                .isPresent();
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
