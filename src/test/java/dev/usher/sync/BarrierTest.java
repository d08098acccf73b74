package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Company;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BarrierTest {
    private static final Failure TROUBLE = Failure.of(Kind.INTERNAL, Detail.NONE);

    private final ShiftingTime time = new ShiftingTime();
    private final LaneQueue queue = new LaneQueue(time::nanos);
    private final Standing standing = new Standing(
            Company.app("github"),
            new FakeOutbox((key, result) -> {}),
            new Intents(new FakeJournal()),
            new LaneNews(Company.app("github"), time::nanos));
    private final Barrier barrier = new Barrier(new LaneGate(), queue, standing);

    @Test
    void isShutByTroubleWhichIsSaid() {
        barrier.open();

        barrier.shut(TROUBLE);

        assertThat(barrier.isOpen()).isFalse();
        assertThat(standing.health().trouble()).isEqualTo(Optional.of(TROUBLE));
    }

    /** Its threads end one after the other, and whoever ends last may reach nothing any more. */
    @Test
    void ofALaneThatIsStoppedIsNotShutByWhatItFailsAt() {
        barrier.open();
        queue.close();

        barrier.shut(TROUBLE);

        assertThat(barrier.isOpen()).isTrue();
        assertThat(standing.health().trouble()).isEmpty();
    }
}
