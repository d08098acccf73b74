package dev.usher.sync;

import dev.usher.domain.outcome.Mistake;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes the inventory of an app again and again, while the app is well, and reads what changes in between; not before somebody says
 * how often.
 */
final class InventoryKeeper implements Runnable {
    private static final System.Logger LOG = System.getLogger(InventoryKeeper.class.getName());

    /** How long after the first account the app is read again that had none before; some lists take a moment to show it. */
    private static final Duration SOON = Duration.ofSeconds(1);

    /** So many times as long as it took pass until the app is asked again for what changed, however much does. */
    private static final int REST = 19;

    private final Timing timing;
    private final Survey survey;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private Optional<InventoryTerms> terms = Optional.empty();
    private Optional<Long> ended = Optional.empty();
    private Optional<Inventory.Reading> last = Optional.empty();
    private Optional<Long> first = Optional.empty();
    private long looked;
    private long rest;
    private int looks;
    private int count;
    private boolean well;
    private boolean again;
    private boolean stopped;

    InventoryKeeper(Timing timing, Survey survey) {
        this.timing = timing;
        this.survey = survey;
    }

    /** How long to pause from now on. */
    void keep(InventoryTerms next) {
        locked(() -> terms = Optional.of(next));
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

    /** How often it was due to ask for what changed, be it that there was nobody to ask. */
    int looks() {
        lock.lock();
        try {
            return looks;
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
                if (begins()) {
                    var end = taken();
                    locked(() -> ends(end));
                } else {
                    look();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Of what was wrong within one its own say so; a keeper that is gone would never take one again. */
    private Inventory.Reading taken() {
        try {
            return survey.inventory().take();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "an inventory failed by a mistake", Mistake.ofCode(e));
            return Inventory.Reading.BROKEN_OFF;
        }
    }

    private void look() {
        var begun = timing.nanos().getAsLong();
        try {
            survey.changes().read();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "a read of what changed failed by a mistake", Mistake.ofCode(e));
        }
        locked(() -> {
            looks++;
            looked = timing.nanos().getAsLong();
            rest = (looked - begun) * REST;
        });
    }

    private void ends(Inventory.Reading end) {
        last = Optional.of(end);
        first = Optional.empty();
        count++;
        looked = timing.nanos().getAsLong();
        ended = again ? Optional.empty() : Optional.of(looked);
    }

    /** Whether it is an inventory that is due, which from now on need not be begun again. */
    private boolean begins() {
        lock.lock();
        try {
            var due = isDue();
            again = again && !due;
            return due;
        } finally {
            lock.unlock();
        }
    }

    private boolean await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopped && !(well && (isDue() || isChangesDue()))) {
                well = false;
                woken.await();
            }
            well = false;
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    /** After one that was not complete the next one comes as soon as anything else that may need a person. */
    private boolean isDue() {
        var complete = last.filter(end -> end != Inventory.Reading.BROKEN_OFF).isPresent();
        return terms.map(InventoryTerms::every)
                .map(pause -> complete || pause.compareTo(timing.periodic()) < 0 ? pause : timing.periodic())
                .filter(pause -> ended.map(at -> timing.nanos().getAsLong() - at >= pause.toNanos())
                        .orElse(true))
                .isPresent();
    }

    /**
     * There are none before an inventory.
     *
     * <p>It is asked when the app was seen to be well, so that the nearest such time counts: a little too soon is better than a whole
     * pause too late.
     */
    private boolean isChangesDue() {
        var slack = timing.health().dividedBy(2);
        return terms.flatMap(InventoryTerms::changes)
                .map(pause -> Math.max(pause.minus(slack).toNanos(), rest))
                .filter(pause -> ended.isPresent() && timing.nanos().getAsLong() - looked >= pause)
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
