package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.runtime.Overdue.Behind;
import dev.usher.runtime.Overdue.Watched;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverdueTest {
    private static final Watched ADA = new Watched("ProvisionedUser", new ResourceID("ada", "people"));
    private static final long PATIENCE = Overdue.PATIENCE.toNanos();

    private final Overdue overdue = new Overdue();

    private void isEdited(long generation, long nanos) {
        overdue.look(Map.of(ADA, new Behind(generation, false)), nanos);
    }

    private void isEnding(long nanos) {
        overdue.look(Map.of(ADA, new Behind(2, true)), nanos);
    }

    @Test
    void whatNobodyLookedAtIsOverdueAfterAWhileAndNamedOnce() {
        isEdited(2, 0);
        assertThat(overdue.take(PATIENCE - 1)).isEmpty();

        assertThat(overdue.take(PATIENCE)).containsExactly(ADA);
        isEdited(2, PATIENCE);
        assertThat(overdue.take(PATIENCE + 1)).isEmpty();
        assertThat(overdue.take(2 * PATIENCE)).containsExactly(ADA);
    }

    @Test
    void whatWasLookedAtOnceIsNotOverdueHoweverLongItsStatusIsBehind() {
        isEdited(2, 0);
        overdue.starts(ADA, 2);
        overdue.ends(ADA);
        isEdited(2, PATIENCE);

        assertThat(overdue.take(10 * PATIENCE)).isEmpty();

        isEdited(3, 10 * PATIENCE);
        assertThat(overdue.take(11 * PATIENCE)).containsExactly(ADA);
    }

    @Test
    void aLookAtWhatItWasBeforeTheEditDoesNotCount() {
        isEdited(2, 0);
        overdue.starts(ADA, 1);
        overdue.ends(ADA);

        assertThat(overdue.take(PATIENCE)).containsExactly(ADA);
    }

    @Test
    void whatIsInALongQueueIsNotOverdue() {
        overdue.waits(ADA);
        isEdited(2, 0);
        assertThat(overdue.take(5 * PATIENCE)).isEmpty();

        assertThat(overdue.ends(ADA)).as("its turn was lost").isFalse();
        assertThat(overdue.take(5 * PATIENCE)).containsExactly(ADA);
    }

    @Test
    void whatWasDrivenAndBeganIsSeenAlthoughItsStatusStaysBehind() {
        isEdited(2, 0);
        assertThat(overdue.take(PATIENCE)).containsExactly(ADA);
        overdue.starts(ADA, 2);
        assertThat(overdue.ends(ADA)).isTrue();
        isEdited(2, PATIENCE + 1);

        assertThat(overdue.take(10 * PATIENCE)).isEmpty();
    }

    @Test
    void anEndHasToBeLookedAtAgainAndAgain() {
        isEnding(0);
        overdue.starts(ADA, 2);
        overdue.ends(ADA);
        isEnding(Duration.ofSeconds(1).toNanos());

        assertThat(overdue.take(PATIENCE)).isEmpty();
        assertThat(overdue.take(PATIENCE + Duration.ofSeconds(1).toNanos())).containsExactly(ADA);
    }

    @Test
    void whatIsBeingLookedAtIsNotDrivenBesideThat() {
        isEnding(0);
        overdue.starts(ADA, 2);
        isEnding(1);

        assertThat(overdue.take(2 * PATIENCE)).isEmpty();

        overdue.ends(ADA);
        assertThat(overdue.take(2 * PATIENCE)).containsExactly(ADA);
    }

    /** The framework hands in the next look before it tells of the end of this one, and another thread may begin with it at once. */
    @Test
    void theNextLookIsKnownAlthoughTheEndOfThisOneIsToldAfterIt() {
        overdue.waits(ADA);
        overdue.starts(ADA, 1);
        overdue.waits(ADA);
        assertThat(overdue.ends(ADA)).isTrue();
        assertThat(overdue.waiting("ProvisionedUser")).isEqualTo(1);
        assertThat(overdue.isBusy(ADA)).isTrue();

        overdue.starts(ADA, 2);
        overdue.waits(ADA);
        overdue.starts(ADA, 3);
        assertThat(overdue.ends(ADA)).isTrue();
        assertThat(overdue.underWay("ProvisionedUser")).isEqualTo(1);
        assertThat(overdue.ends(ADA)).as("nothing was lost").isTrue();
        assertThat(overdue.isBusy(ADA)).isFalse();
    }

    @Test
    void countsWhatWaitsAndWhatIsLookedAtByKind() {
        overdue.waits(ADA);
        overdue.waits(ADA);
        overdue.waits(new Watched("Role", new ResourceID("nurse", "people")));
        assertThat(overdue.waiting("ProvisionedUser")).isEqualTo(1);
        assertThat(overdue.waiting("Role")).isEqualTo(1);

        overdue.starts(ADA, 1);
        assertThat(overdue.waiting("ProvisionedUser")).isZero();
        assertThat(overdue.underWay("ProvisionedUser")).isEqualTo(1);
        assertThat(overdue.underWay("Role")).isZero();
    }

    @Test
    void forgetsWhatCaughtUp() {
        isEdited(2, 0);
        overdue.look(Map.of(), 1);

        assertThat(overdue.take(2 * PATIENCE)).isEmpty();
    }
}
