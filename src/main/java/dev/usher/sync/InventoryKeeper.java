package dev.usher.sync;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Takes the inventory of an app again and again, while the app is well; not before somebody says how often. */
final class InventoryKeeper implements Runnable {
    /** How long after the first account the app is read again that had none before; some lists take a moment to show it. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Timing timing;
    private final Supplier<Inventory.Reading> inventory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private Optional<Duration> every = Optional.empty();
    private Optional<Long> ended = Optional.empty();
    private Optional<Inventory.Reading> last = Optional.empty();
    private Optional<Long> first = Optional.empty();
    private int count;
    private boolean well;
    private boolean again;
    private boolean stopped;

    InventoryKeeper(Timing timing, Supplier<Inventory.Reading> inventory) {
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

    /** There are accounts of ours: where the last one could show none, the next one is due soon, and once. */
    void haveSomethingToShow() {
        locked(() -> {
            if (!last.equals(Optional.of(Inventory.Reading.NOTHING_TO_SHOW))) {
                return;
            }
            var now = timing.nanos().getAsLong();
            if (first.isEmpty()) {
                first = Optional.of(now);
            } else if (now - first.get() >= SOON.toNanos()) {
                last = Optional.of(Inventory.Reading.COMPLETE);
                ended = Optional.empty();
                well = true;
            }
        });
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
                var end = inventory.get();
                locked(() -> {
                    last = Optional.of(end);
                    first = Optional.empty();
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
        var complete = last.filter(end -> end != Inventory.Reading.BROKEN_OFF).isPresent();
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
