package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.log.Context;
import dev.usher.log.Field;
import dev.usher.sync.LaneQueue.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The threads of a lane: its keepers, as many workers as its app may be asked things at a time, and a few who only take
 * access away, so that a revocation finds one.
 */
final class Crew implements Aside {
    /** How many may stand aside at a time and be stood in for. */
    static final int MOST_ASIDE = 4 * Handling.DEFAULT.most();

    private final AppId app;
    private final LaneQueue queue;
    private final Consumer<Turn> work;
    private final LaneNews news;
    private final Map<Thread, Share> workers = new HashMap<>();
    private final Map<Share, Integer> atWork = new EnumMap<>(Share.class);
    private final List<Thread> keepers = new ArrayList<>();
    private volatile Rate rate = Rate.STANDARD;
    private boolean working;
    private int busy;
    private int aside;

    Crew(AppId app, LaneQueue queue, Consumer<Turn> work, LaneNews news) {
        this.app = app;
        this.queue = queue;
        this.work = work;
        this.news = news;
    }

    synchronized void start(Runnable... keeping) {
        working = true;
        for (var keeper : keeping) {
            keepers.add(Thread.ofVirtual()
                    .name("lane " + app + " keeper")
                    .start(() -> Context.of(Field.APP, app.toString()).run(keeper)));
        }
        staff();
    }

    /** Who is too many goes after the key that they are on. */
    void staff(Rate next) {
        rate = next;
        staff();
        queue.wake();
    }

    private synchronized void staff() {
        for (var share : Share.values()) {
            while (working && atWork(share) < wanted(share)) {
                hire(share);
            }
        }
    }

    private int atWork(Share share) {
        return atWork.getOrDefault(share, 0);
    }

    private int wanted(Share share) {
        return switch (share) {
            case EVERYTHING -> rate.concurrency();
            case REVOCATIONS -> Math.max(1, rate.reservedConcurrency());
        };
    }

    private void hire(Share share) {
        atWork.merge(share, 1, Integer::sum);
        var worker = Thread.ofVirtual().name("lane " + app + " " + share).unstarted(() -> work(share));
        workers.put(worker, share);
        worker.start();
    }

    private void work(Share share) {
        try {
            while (!leaves(share)) {
                queue.take(share, () -> isWanted(share)).ifPresent(this::workOn);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            goes(share);
        } catch (RuntimeException | Error e) {
            // Nobody may be missing because of one key; what was wrong with it was said by whoever threw.
            news.mistake("a worker of lane " + app + " failed", e);
            goes(share);
            staff();
        }
    }

    private void workOn(Turn turn) {
        isBusy(1);
        try {
            Context.of(Field.APP, app.toString())
                    .with(Field.RESOURCE, turn.key().resource())
                    .run(() -> work.accept(turn));
        } finally {
            isBusy(-1);
        }
    }

    private synchronized void isBusy(int more) {
        busy += more;
    }

    /** Whoever stands aside waits as well, or is on an errand for those who do. */
    @Override
    public boolean mayOthersCome() {
        // The queue asks for what is said here while it is locked.
        var waiting = queue.hasSomebody();
        synchronized (this) {
            return working && (waiting || busy > aside);
        }
    }

    @Override
    public synchronized boolean isFull() {
        return aside >= MOST_ASIDE;
    }

    private synchronized void goes(Share share) {
        workers.remove(Thread.currentThread());
        atWork.merge(share, -1, Integer::sum);
    }

    private boolean leaves(Share share) {
        return leaves(share, queue.isClosed());
    }

    /** Decided together with who is hired: a place that is wanted again must not be left. */
    private synchronized boolean leaves(Share share, boolean closed) {
        var leaves = closed || !isWanted(share);
        if (leaves) {
            goes(share);
        }
        return leaves;
    }

    private synchronized boolean isWanted(Share share) {
        return atWork(share) <= wanted(share);
    }

    /** Others work meanwhile, as far as there may be so many; who comes back may be one too many until the key is done. */
    @Override
    public void step(Aside.Waits waits) throws InterruptedException {
        var share = stepsAside();
        try {
            waits.run();
        } finally {
            share.ifPresent(this::isBack);
        }
    }

    private synchronized Optional<Share> stepsAside() {
        var share = Optional.ofNullable(workers.get(Thread.currentThread())).filter(any -> !isFull());
        share.ifPresent(known -> {
            aside++;
            atWork.merge(known, -1, Integer::sum);
            staff();
        });
        return share;
    }

    private synchronized void isBack(Share share) {
        aside--;
        atWork.merge(share, 1, Integer::sum);
    }

    /** Waits for everybody to end, and interrupts whoever has not by then; nobody is left at work where the waiting is cut short. */
    void stop(Duration patience, LongSupplier nanos) throws InterruptedException {
        var deadline = nanos.getAsLong() + patience.toNanos();
        var all = dismissed();
        try {
            for (var thread : all) {
                var left = Duration.ofNanos(Math.max(1, deadline - nanos.getAsLong()));
                if (!thread.join(left)) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException e) {
            all.forEach(Thread::interrupt);
            throw e;
        }
    }

    private synchronized List<Thread> dismissed() {
        working = false;
        var all = new ArrayList<>(workers.keySet());
        all.addAll(keepers);
        return all;
    }

    synchronized int size() {
        return workers.size();
    }
}
