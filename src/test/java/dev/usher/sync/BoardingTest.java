package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long those who enter a group wait for others. */
class BoardingTest {
    private static final boolean NOBODY_COMES = false;
    private static final boolean OTHERS_MAY_COME = true;

    private final Boarding boarding =
            new Boarding(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(2));

    private static Rounds.Arrivals alone(long waited) {
        return new Rounds.Arrivals(Duration.ofMillis(waited), Duration.ofMillis(waited), Optional.empty());
    }

    private static Rounds.Arrivals together(long first, long last, long gap) {
        return new Rounds.Arrivals(
                Duration.ofMillis(first), Duration.ofMillis(last), Optional.of(Duration.ofMillis(gap)));
    }

    private Duration waits(Rounds.Arrivals arrivals, boolean othersMayCome) {
        return boarding.patience(arrivals, othersMayCome);
    }

    @Test
    void whoComesAloneWaitsATenthOfASecond() {
        assertThat(waits(alone(0), NOBODY_COMES)).isEqualTo(Duration.ofMillis(100));
        assertThat(waits(alone(60), NOBODY_COMES)).isEqualTo(Duration.ofMillis(40));
        assertThat(waits(alone(100), NOBODY_COMES)).isZero();
        assertThat(waits(alone(5_000), NOBODY_COMES)).isZero();
    }

    @Test
    void whoComesLongAfterAnotherComesAlone() {
        assertThat(waits(together(100, 100, 501), NOBODY_COMES)).isZero();
    }

    @Test
    void whoComeOneShortlyAfterTheOtherWaitUntilNobodyElseDoes() {
        assertThat(waits(together(400, 200, 200), NOBODY_COMES)).isEqualTo(Duration.ofMillis(100));
        assertThat(waits(together(900, 490, 200), NOBODY_COMES)).isEqualTo(Duration.ofMillis(10));
        assertThat(waits(together(900, 500, 200), NOBODY_COMES)).isZero();
        assertThat(waits(together(2_000, 10, 200), NOBODY_COMES)).isZero();
    }

    @Test
    void whileOthersAreOnTheWayTheyLookAgainUntilItIsTooLong() {
        assertThat(waits(alone(0), OTHERS_MAY_COME)).isEqualTo(Duration.ofMillis(100));
        assertThat(waits(alone(1_500), OTHERS_MAY_COME)).isEqualTo(Duration.ofMillis(100));
        assertThat(waits(alone(1_990), OTHERS_MAY_COME)).isEqualTo(Duration.ofMillis(10));
        assertThat(waits(alone(2_000), OTHERS_MAY_COME)).isZero();
    }

    @Test
    void nobodyWaitsWhereNobodyIsTo() {
        assertThat(Boarding.AT_ONCE.patience(alone(0), OTHERS_MAY_COME)).isZero();
    }
}
