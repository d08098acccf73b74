package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that wait do so in threads, and time stands still until a test moves it. */
@Timeout(60)
class PaceTest {
    private static final int PLENTY = 1_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> let = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void ends() throws InterruptedException {
        for (var thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    private Pace pace(int perSecond, int burst, int concurrency) {
        return new Pace(Rate.aSecond(perSecond, burst, concurrency), nanos::get);
    }

    /** A request that is let in, and stays under way. */
    private void isLet(Pace pace, boolean revocation) throws InterruptedException {
        pace.enter(() -> revocation);
    }

    private Thread waits(Pace pace, String name, boolean revocation, Runnable then) {
        return waits(pace, name, () -> revocation, any -> then.run());
    }

    private Thread waits(Pace pace, String name, BooleanSupplier revocation, Consumer<Boolean> then) {
        var before = pace.waiting();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                var as = pace.enter(revocation);
                let.add(name);
                then.accept(as);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        threads.add(thread);
        Stage.await().until(() -> pace.waiting() > before);
        return thread;
    }

    private void other(Pace pace, String name) {
        waits(pace, name, false, () -> pace.leave(false));
    }

    private void revocation(Pace pace, String name) {
        waits(pace, name, true, () -> pace.leave(true));
    }

    private void areLet(String... names) {
        Stage.await().until(() -> let.size() >= names.length);
        assertThat(let).containsExactly(names);
    }

    @Test
    void aFifthOfABurstIsLeftForRevocations() throws InterruptedException {
        var pace = pace(1, 10, 100);
        for (var number = 0; number < 8; number++) {
            isLet(pace, false);
        }
        other(pace, "joiner");

        isLet(pace, true);
        isLet(pace, true);

        assertThat(pace.waiting()).isEqualTo(1);
        assertThat(let).isEmpty();
    }

    @Test
    void aFifthOfWhatMayBeUnderWayIsLeftForRevocations() throws InterruptedException {
        var pace = pace(PLENTY, PLENTY, 10);
        for (var number = 0; number < 8; number++) {
            isLet(pace, false);
        }
        other(pace, "joiner");

        isLet(pace, true);
        isLet(pace, true);
        revocation(pace, "leaver");
        pace.leave(true);

        areLet("leaver");
    }

    @Test
    void othersHaveEveryRequestOfASecondWhileThereIsNoRevocation() throws InterruptedException {
        var pace = pace(25, 50, 1_000);
        for (var number = 0; number < 40; number++) {
            isLet(pace, false);
        }
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        for (var number = 0; number < 25; number++) {
            isLet(pace, false);
        }
        other(pace, "one more");

        assertThat(let).isEmpty();
        nanos.addAndGet(Duration.ofMillis(40).toNanos());
        areLet("one more");
    }

    @Test
    void aRevocationGoesBeforeAllWhoWait() throws InterruptedException {
        var pace = pace(PLENTY, PLENTY, 1);
        isLet(pace, false);
        other(pace, "joiner");
        other(pace, "another joiner");
        revocation(pace, "leaver");

        pace.leave(false);

        areLet("leaver", "joiner", "another joiner");
    }

    @Test
    void aRevocationGoesBeforeAllWhoWaitForASecondToPass() throws InterruptedException {
        var pace = pace(1, 1, 8);
        isLet(pace, false);
        other(pace, "joiner");
        revocation(pace, "leaver");

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        areLet("leaver");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        areLet("leaver", "joiner");
    }

    @Test
    void whoBecomesARevocationWhileWaitingGoesBeforeAllWhoWait() throws InterruptedException {
        var pace = pace(PLENTY, PLENTY, 1);
        var locked = new AtomicBoolean();
        isLet(pace, false);
        other(pace, "joiner");
        waits(pace, "locked", locked::get, pace::leave);

        locked.set(true);
        pace.hurry();
        pace.leave(false);

        areLet("locked", "joiner");
        assertThat(pace.waiting()).isZero();
    }

    @Test
    void whoBecomesARevocationUsesWhatIsLeftForThose() throws InterruptedException {
        var pace = pace(PLENTY, PLENTY, 5);
        var locked = new AtomicBoolean();
        for (var number = 0; number < 4; number++) {
            isLet(pace, false);
        }
        waits(pace, "locked", locked::get, as -> {});

        locked.set(true);
        pace.hurry();

        areLet("locked");
    }

    @Test
    void ofFiveInARowOneIsAnothers() throws InterruptedException {
        var pace = pace(PLENTY, PLENTY, 1);
        isLet(pace, false);
        other(pace, "joiner");
        for (var number = 1; number <= 6; number++) {
            revocation(pace, "leaver " + number);
        }

        pace.leave(false);

        areLet("leaver 1", "leaver 2", "leaver 3", "leaver 4", "joiner", "leaver 5", "leaver 6");
    }

    @Test
    void whoStopsWaitingStandsInNobodysWay() throws InterruptedException {
        var pace = pace(PLENTY, PLENTY, 1);
        isLet(pace, false);
        var leaver = waits(pace, "leaver", true, () -> {});
        other(pace, "joiner");

        leaver.interrupt();
        leaver.join();
        pace.leave(false);

        areLet("joiner");
    }

    @Test
    void whoWaitsGoesOnWhenTheAppIsDeclaredToBearMore() throws InterruptedException {
        var pace = pace(1, 1, 1);
        isLet(pace, false);
        other(pace, "joiner");

        pace.configure(Rate.aSecond(1, 1, 2));
        assertThat(let).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        areLet("joiner");
    }
}
