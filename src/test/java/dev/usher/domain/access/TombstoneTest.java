package dev.usher.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Tombstone.Step;
import dev.usher.domain.account.Identity;
import dev.usher.domain.person.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TombstoneTest {
    private static final Instant DELETED = Instant.parse("2026-09-15T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(365);

    private static Tombstone of(Duration reserved, Optional<Duration> forgotten, Hold... holds) {
        return new Tombstone(DELETED, reserved, forgotten, false, List.of(holds));
    }

    private static Hold hold(Optional<Instant> until) {
        return new Hold("people", "case-7", Set.of(new Identity("people", "1815")), Set.of(), until);
    }

    private static Instant after(Duration time) {
        return DELETED.plus(time);
    }

    @Test
    void tellsWhoseItWasUntilTheNameIsFreeWhereNothingIsForgotten() {
        var tombstone = of(YEAR, Optional.empty());

        assertThat(tombstone.at(after(YEAR.minusMillis(1)))).isEqualTo(Step.STAYS);
        assertThat(tombstone.next(after(DAY))).contains(after(YEAR));
        assertThat(tombstone.at(after(YEAR))).isEqualTo(Step.GOES);
        assertThat(tombstone.next(after(YEAR))).isEmpty();
    }

    @Test
    void isForgottenAsThePolicySaysAndReservesTheNameFurtherOn() {
        var tombstone = of(YEAR, Optional.of(DAY));

        assertThat(tombstone.at(DELETED)).isEqualTo(Step.STAYS);
        assertThat(tombstone.next(DELETED)).contains(after(DAY));
        assertThat(tombstone.at(after(DAY))).isEqualTo(Step.IS_FORGOTTEN);

        var forgotten = new Tombstone(DELETED, YEAR, Optional.of(DAY), true, List.of());
        assertThat(forgotten.at(after(DAY))).isEqualTo(Step.STAYS);
        assertThat(forgotten.next(after(DAY))).contains(after(YEAR));
        assertThat(forgotten.at(after(YEAR))).isEqualTo(Step.GOES);
    }

    @Test
    void leavesNothingWhereNoNameIsReserved() {
        assertThat(of(Duration.ZERO, Optional.of(DAY)).at(DELETED)).isEqualTo(Step.GOES);
        assertThat(of(YEAR, Optional.empty()).unreserved().at(DELETED)).isEqualTo(Step.GOES);
        assertThat(of(YEAR, Optional.empty(), hold(Optional.empty()))
                        .unreserved()
                        .at(DELETED))
                .as("what is held stays")
                .isEqualTo(Step.STAYS);
    }

    @Test
    void isKeptByAHoldUntilThatIsOver() {
        var until = after(YEAR.multipliedBy(2));
        var held = of(YEAR, Optional.of(DAY), hold(Optional.of(until)));
        assertThat(held.at(after(YEAR))).isEqualTo(Step.STAYS);
        assertThat(held.next(after(YEAR))).contains(until);
        assertThat(held.at(until)).isEqualTo(Step.GOES);

        var forEver = of(YEAR, Optional.of(DAY), hold(Optional.empty()));
        assertThat(forEver.at(after(YEAR))).isEqualTo(Step.STAYS);
        assertThat(forEver.next(DELETED)).isEmpty();
        assertThat(forEver.reservedUntil()).isEqualTo(after(YEAR));
    }

    /** They say nothing that could be held. */
    @Test
    void isKeptByNoHoldOnceDigestsAloneAreLeft() {
        var tombstone = new Tombstone(DELETED, YEAR, Optional.of(DAY), true, List.of(hold(Optional.empty())));

        assertThat(tombstone.at(after(YEAR))).isEqualTo(Step.GOES);
    }
}
