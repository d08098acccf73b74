package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoundsTest {
    private final Rounds<String, Integer> rounds = new Rounds<>(3);
    private final List<List<Integer>> gone = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    private Thread joins(String subject, int want) {
        return Thread.ofVirtual().start(() -> {
            try {
                rounds.join(subject, want, this::round);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void round(List<Integer> wants) {
        gone.add(List.copyOf(wants));
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaits(Thread waiting) {
        Stage.await().until(() -> waiting.getState() == Thread.State.WAITING);
    }

    @Test
    void whoComesFirstGoesAtOnceAndAlone() throws InterruptedException {
        mayEnd.countDown();

        rounds.join("staff", 1, this::round);
        rounds.join("staff", 2, this::round);

        assertThat(gone).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void whoComesMeanwhileGoesTogetherAsManyAsMay() throws InterruptedException {
        var all = new ArrayList<Thread>();
        for (var want = 1; want <= 6; want++) {
            all.add(joins("staff", want));
            awaits(all.getLast());
        }
        assertThat(gone).containsExactly(List.of(1));

        mayEnd.countDown();
        for (var thread : all) {
            thread.join();
        }

        assertThat(gone).containsExactly(List.of(1), List.of(2, 3, 4), List.of(5, 6));
    }

    @Test
    void oneSubjectDoesNotWaitForAnother() {
        joins("staff", 1);
        joins("guests", 2);

        Stage.await().until(() -> gone.size() == 2);
        mayEnd.countDown();
    }

    @Test
    void whoIsInterruptedWhileWaitingDoesNotGo() throws InterruptedException {
        var first = joins("staff", 1);
        awaits(first);
        var second = joins("staff", 2);
        awaits(second);

        second.interrupt();
        second.join();
        mayEnd.countDown();
        first.join();
        rounds.join("staff", 3, this::round);

        assertThat(gone).containsExactly(List.of(1), List.of(3));
    }

    @Test
    void aRoundThatFailsIsOverForAllOfIt() throws InterruptedException {
        mayEnd.countDown();

        assertThatThrownBy(() -> rounds.join("staff", 1, wants -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        rounds.join("staff", 2, this::round);

        assertThat(gone).containsExactly(List.of(2));
    }
}
