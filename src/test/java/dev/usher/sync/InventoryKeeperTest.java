package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.connector.Wire;
import dev.usher.domain.access.Company;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever begins an inventory, or a read of what changed, meets a mistake before it is one. */
@Timeout(60)
class InventoryKeeperTest {
    private static final Wire CLOSED = new Wire() {
        @Override
        public <T> T call(Op op, Call<T> call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void limits(RateHint seen) {}
    };

    private final ShiftingTime time = new ShiftingTime();
    private final Timing timing = Timing.standard(time, time::nanos, () -> 0);
    private final AtomicInteger begun = new AtomicInteger();
    private final InventoryKeeper keeper = new InventoryKeeper(timing, survey());
    private final Thread thread = Thread.ofVirtual().start(keeper);

    private Survey survey() {
        var queue = new LaneQueue(time::nanos);
        var standing = new Standing(
                Company.app("github"),
                new FakeOutbox((key, result) -> {}),
                new Intents(new FakeJournal()),
                new LaneNews(Company.app("github"), time::nanos));
        return Survey.of(this::mistaken, new LaneSession(new FakeVault(), CLOSED, timing), queue, standing);
    }

    private Optional<LaneContext> mistaken() {
        begun.incrementAndGet();
        throw new NoClassDefFoundError("javax/lang/model");
    }

    @AfterEach
    void ends() throws InterruptedException {
        keeper.stop();
        thread.join();
    }

    @Test
    void takesTheNextOneAllTheSame() {
        keeper.keep(InventoryTerms.STANDARD);
        keeper.appIsWell();
        Stage.await().until(() -> keeper.count() == 1);

        keeper.startOver();
        keeper.appIsWell();

        Stage.await().until(() -> keeper.count() == 2);
        assertThat(begun).hasValue(2);
    }

    @Test
    void readsWhatChangesAllTheSame() {
        keeper.keep(InventoryTerms.STANDARD);
        keeper.appIsWell();
        Stage.await().until(() -> keeper.count() == 1);

        for (var looks = 1; looks <= 2; looks++) {
            time.advance(Duration.ofMinutes(2));
            keeper.appIsWell();
            var least = looks;
            Stage.await().until(() -> keeper.looks() >= least);
        }

        assertThat(keeper.count()).isEqualTo(1);
    }
}
