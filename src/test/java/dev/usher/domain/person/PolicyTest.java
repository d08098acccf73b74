package dev.usher.domain.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
    private static final Workday IN_LONDON =
            new Workday(LONDON, LocalTime.parse("09:00"), Optional.of(LocalTime.parse("18:00")));
    private static final Policy POLICY = new Policy(
            IN_LONDON,
            Map.of("Los Angeles", LOS_ANGELES),
            Map.of(PersonType.Contractor, Duties.NONE),
            new Visibility.Same(),
            Optional.empty(),
            Policy.NAMES_RESERVED,
            Policy.LONG_ABSENCE,
            List.of());

    @Test
    void takesSomebodysOwnZoneBeforeThatOfTheirLocation() {
        assertThat(POLICY.workdayOf(Optional.of(PARIS), Optional.of("Los Angeles")))
                .isEqualTo(IN_LONDON.in(PARIS));
    }

    @Test
    void takesTheZoneOfALocationBeforeItsOwn() {
        assertThat(POLICY.workdayOf(Optional.empty(), Optional.of("Los Angeles")))
                .isEqualTo(IN_LONDON.in(LOS_ANGELES));
    }

    @Test
    void takesItsOwnZoneForWhoHasNeitherAZoneNorAKnownLocation() {
        assertThat(POLICY.workdayOf(Optional.empty(), Optional.empty())).isEqualTo(IN_LONDON);
        assertThat(POLICY.workdayOf(Optional.empty(), Optional.of("Atlantis"))).isEqualTo(IN_LONDON);
    }

    @Test
    void replacesTheDutiesOfATypeAndKeepsTheStandardOfTheOthers() {
        assertThat(POLICY.dutiesOf(PersonType.Contractor)).isEqualTo(Duties.NONE);
        assertThat(POLICY.dutiesOf(PersonType.Temporary)).isEqualTo(Duties.standard(PersonType.Temporary));
    }

    @ParameterizedTest
    @EnumSource
    void asksTheStandardOfEverybodyWhereThereIsNone(PersonType type) {
        assertThat(Policy.STANDARD.dutiesOf(type)).isEqualTo(Duties.standard(type));
    }

    @Test
    void takesWholeDaysInUtcKeepsDataAndShowsNobodyWhereThereIsNone() {
        assertThat(Policy.STANDARD.workdayOf(Optional.empty(), Optional.of("Los Angeles")))
                .isEqualTo(Workday.WHOLE_DAYS_IN_UTC);
        assertThat(Policy.STANDARD.forget()).isEmpty();
        assertThat(Policy.STANDARD.visibility().admits("subsidiary")).isFalse();
    }
}
