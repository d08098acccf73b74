package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.sync.LaneQueue.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The threads of a lane: its keeper, as many workers as its app may be asked things at a time, and a few who only take
 * access away, so that a revocation finds one.
 */
final class Crew {
    private record Post(Share share, int number) {}

    private final AppId app;
    private final LaneQueue queue;
    private final Consumer<Turn> work;
    private final Map<Post, Thread> workers = new HashMap<>();
    private final List<Thread> keepers = new ArrayList<>();
    private volatile Rate rate = Rate.STANDARD;
    private boolean working;

    Crew(AppId app, LaneQueue queue, Consumer<Turn> work) {
        this.app = app;
        this.queue = queue;
        this.work = work;
    }

    synchronized void start(Keeper keeper) {
        working = true;
        keepers.add(Thread.ofVirtual().name("lane " + app + " keeper").start(keeper));
        staff();
    }

    /** Who is too many goes after the key that they are on. */
    void staff(Rate next) {
        rate = next;
        staff();
        queue.wake();
    }

    private synchronized void staff() {
        if (!working) {
            return;
        }
        for (var share : Share.values()) {
            for (var number = 0; number < wanted(share); number++) {
                workers.computeIfAbsent(new Post(share, number), this::hire);
            }
        }
    }

    private int wanted(Share share) {
        return switch (share) {
            case EVERYTHING -> rate.concurrency();
            case REVOCATIONS -> Math.max(1, rate.reservedConcurrency());
        };
    }

    private Thread hire(Post post) {
        return Thread.ofVirtual()
                .name("lane " + app + " " + post.share() + " " + post.number())
                .start(() -> work(post));
    }

    private void work(Post post) {
        try {
            while (!leaves(post)) {
                queue.take(post.share(), () -> isWanted(post)).ifPresent(work);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Nobody may be missing because of one key; what was wrong with it was said by whoever threw.
            System.getLogger(Crew.class.getName())
                    .log(System.Logger.Level.ERROR, "a worker of lane " + app + " failed", e);
            replace(post);
        }
    }

    private synchronized void replace(Post post) {
        workers.remove(post);
        staff();
    }

    /** Decided together with who is hired: a post that is wanted again must not be left. */
    private synchronized boolean leaves(Post post) {
        var leaves = queue.isClosed() || !isWanted(post);
        if (leaves) {
            workers.remove(post);
        }
        return leaves;
    }

    private boolean isWanted(Post post) {
        return post.number() < wanted(post.share());
    }

    /** Waits for everybody to end, and interrupts whoever has not by then. */
    void stop(Duration patience, LongSupplier nanos) throws InterruptedException {
        var deadline = nanos.getAsLong() + patience.toNanos();
        for (var thread : dismissed()) {
            var left = Duration.ofNanos(Math.max(1, deadline - nanos.getAsLong()));
            if (!thread.join(left)) {
                thread.interrupt();
            }
        }
    }

    private synchronized List<Thread> dismissed() {
        working = false;
        var all = new ArrayList<>(workers.values());
        all.addAll(keepers);
        return all;
    }

    synchronized int size() {
        return workers.size();
    }
}
