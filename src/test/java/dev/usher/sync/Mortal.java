package dev.usher.sync;

import dev.usher.sync.Crash.Way;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The life of one process: counts its calls, and ends it at one of them.
 *
 * <p>Whoever calls something after that waits until the process is buried, and then is gone, as after an interruption.
 */
final class Mortal {
    /** One call. */
    @FunctionalInterface
    interface Call<T, X extends Exception> {
        T make() throws X;
    }

    private static final Duration LONGEST_LANDING = Duration.ofSeconds(5);

    private final int number;
    private final Runnable bell;
    private final Map<Site, Integer> counts = new EnumMap<>(Site.class);
    private final CountDownLatch buried = new CountDownLatch(1);
    private final CountDownLatch landing = new CountDownLatch(1);
    private final CountDownLatch landed = new CountDownLatch(1);
    private final AtomicLong calls = new AtomicLong();
    private Optional<Crash> crash = Optional.empty();
    private Optional<Thread> underWay = Optional.empty();
    private int landsAt = Crash.AT_THE_END;
    private Runnable lands = () -> {};
    private boolean diesUnrecorded;
    private boolean dead;
    private boolean paused;
    private boolean deposed;
    private int inEffect;

    /** @param bell rung whenever it has said something, or is over */
    Mortal(int number, Runnable bell) {
        this.number = number;
        this.bell = bell;
    }

    int number() {
        return number;
    }

    // What a run arranges.

    /** From now on calls are counted, and at one of them the process ends. */
    synchronized void meets(Optional<Crash> next) {
        counts.clear();
        calls.set(0);
        crash = next;
    }

    /** At this call something of an earlier process lands. */
    synchronized void letsLand(int at, Runnable what) {
        landsAt = at;
        lands = what;
    }

    /** Another one has to take over. */
    synchronized boolean isOver() {
        return dead || paused;
    }

    synchronized boolean isDead() {
        return dead;
    }

    /** Whether it lost the lease to another one. */
    synchronized boolean isDeposed() {
        return deposed;
    }

    synchronized Optional<Crash> met() {
        return isOver() || deposed ? crash : Optional.empty();
    }

    synchronized Map<Site, Integer> counts() {
        return Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    long calls() {
        return calls.get();
    }

    synchronized void kill() {
        dead = true;
        bell.run();
    }

    /** Another one is in charge from now on. */
    synchronized void depose() {
        deposed = true;
    }

    /** What was under way takes effect now; a process that stood still goes on. */
    void land() {
        landing.countDown();
        synchronized (this) {
            paused = false;
            notifyAll();
            if (underWay.isEmpty()) {
                return;
            }
        }
        try {
            if (!landed.await(LONGEST_LANDING.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("what was under way does not land");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever still waits in it is gone. */
    void bury() {
        kill();
        buried.countDown();
        landing.countDown();
        synchronized (this) {
            notifyAll();
        }
    }

    // What a process does.

    <T, X extends Exception> T call(Site site, Call<T, X> call) throws X {
        goesOn();
        var way = comesTo(site);
        if (way.isEmpty()) {
            var answer = answered(site.hasEffect() && site != Site.APPLY ? inEffect(call) : call.make());
            if (site == Site.PUT) {
                bell.run();
            }
            return answer;
        }
        return switch (way.get()) {
            case BEFORE -> {
                kill();
                throw gone();
            }
            case AFTER -> {
                call.make();
                kill();
                throw gone();
            }
            case UNRECORDED -> {
                var answer = call.make();
                diesUnrecorded();
                yield answered(answer);
            }
            case LATE, PAUSED -> late(site, way.get(), call);
        };
    }

    private <T, X extends Exception> T inEffect(Call<T, X> call) throws X {
        takesEffect();
        try {
            return call.make();
        } finally {
            hasTakenEffect();
        }
    }

    private <T, X extends Exception> T late(Site site, Way way, Call<T, X> call) throws X {
        setUnderWay();
        try {
            if (site != Site.APPLY) {
                sets(way);
            }
            var answer = call.make();
            if (way == Way.LATE) {
                kill();
            }
            landed.countDown();
            return answered(answer);
        } finally {
            landed.countDown();
        }
    }

    private synchronized void setUnderWay() {
        underWay = Optional.of(Thread.currentThread());
    }

    /** Until nothing is about to take effect any more that had begun before its end. */
    synchronized void awaitsQuiet() {
        while (inEffect > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while something takes effect", e);
            }
        }
    }

    /** From here until it ends nothing keeps a write from taking effect. */
    void takesEffect() {
        synchronized (this) {
            if (!dead || underWay.equals(Optional.of(Thread.currentThread()))) {
                inEffect++;
                return;
            }
        }
        throw gone();
    }

    synchronized void hasTakenEffect() {
        inEffect--;
        notifyAll();
    }

    /** A write has passed all checks, and its next step is the app. */
    void sends() {
        synchronized (this) {
            if (!underWay.equals(Optional.of(Thread.currentThread()))) {
                return;
            }
        }
        sets(crash.orElseThrow().way());
    }

    private void sets(Way way) {
        synchronized (this) {
            if (way == Way.LATE) {
                dead = true;
            } else {
                paused = true;
            }
        }
        bell.run();
        await(landing);
    }

    private synchronized void diesUnrecorded() {
        diesUnrecorded = true;
    }

    private Optional<Way> comesTo(Site site) {
        var count = calls.incrementAndGet();
        Runnable landsNow = () -> {};
        Optional<Way> way;
        synchronized (this) {
            if (count == landsAt) {
                landsNow = lands;
            }
            var nth = counts.merge(site, 1, Integer::sum);
            way = crash.filter(next -> next.site() == site && next.number() == nth)
                    .map(Crash::way);
            if (diesUnrecorded && site.records()) {
                way = Optional.of(Way.BEFORE);
            }
        }
        landsNow.run();
        return way;
    }

    /** Whoever died meanwhile never learns of the answer. */
    private <T> T answered(T answer) {
        goesOn();
        return answer;
    }

    private void goesOn() {
        synchronized (this) {
            if (underWay.equals(Optional.of(Thread.currentThread())) && landed.getCount() > 0) {
                return;
            }
            while (paused && !dead) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw gone();
                }
            }
            if (!dead) {
                return;
            }
        }
        throw gone();
    }

    private RuntimeException gone() {
        await(buried);
        throw Mortal.<RuntimeException>unchecked(new InterruptedException("this process has ended"));
    }

    /** No code of a lane takes an interruption for a failure that it has to tell of. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X unchecked(Throwable any) throws X {
        throw (X) any;
    }

    private static void await(CountDownLatch latch) {
        var interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
