package dev.usher.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedReadsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final SharedReads<String> reads = new SharedReads<>(Duration.ofSeconds(1), nanos::get);
    private final List<CompletableFuture<String>> begun = new ArrayList<>();

    private CompletableFuture<String> ask(String name) {
        return reads.get(name, () -> {
            begun.add(new CompletableFuture<>());
            return begun.getLast();
        });
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void allWhoAskAtOnceWaitForOneRead() {
        var first = ask("lock");
        var second = ask("lock");
        begun.getFirst().complete("stands");

        assertThat(begun).hasSize(1);
        assertThat(first).isCompletedWithValue("stands");
        assertThat(second).isCompletedWithValue("stands");
    }

    @Test
    void anotherNameIsReadForItself() {
        var _ = ask("lock");
        var _ = ask("user");

        assertThat(begun).hasSize(2);
    }

    @Test
    void aReadIsOldByWhenItBeganAndNotByWhenItWasAnswered() {
        var _ = ask("lock");
        pass(Duration.ofMillis(999));
        begun.getFirst().complete("stands");
        var _ = ask("lock");
        assertThat(begun).hasSize(1);

        pass(Duration.ofMillis(1));
        assertThat(ask("lock")).isNotDone();

        assertThat(begun).hasSize(2);
    }

    @Test
    void oneThatIsStillUnderWayAfterThatIsNotWaitedFor() {
        var _ = ask("lock");
        pass(Duration.ofSeconds(1));
        var late = ask("lock");
        begun.getLast().complete("released");

        assertThat(late).isCompletedWithValue("released");
    }

    @Test
    void aReadThatFailedTellsOnlyThoseWhoAskedForIt() {
        var failed = ask("lock");
        begun.getFirst().completeExceptionally(new IllegalStateException());
        var next = ask("lock");
        begun.getLast().complete("stands");

        assertThat(failed).isCompletedExceptionally();
        assertThat(next).isCompletedWithValue("stands");
    }

    @Test
    void whatIsForgottenIsReadAnew() {
        var _ = ask("lock");
        reads.forget();
        var _ = ask("lock");

        assertThat(begun).hasSize(2);
    }
}
