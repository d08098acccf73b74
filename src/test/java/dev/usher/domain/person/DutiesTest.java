package dev.usher.domain.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DutiesTest {
    @ParameterizedTest
    @EnumSource(
            value = PersonType.class,
            names = {"Employee", "Partner"})
    void asksNothingOfWhoStays(PersonType type) {
        assertThat(Duties.standard(type)).isEqualTo(Duties.NONE);
    }

    @ParameterizedTest
    @EnumSource(
            value = PersonType.class,
            names = {"Contractor", "Temporary"})
    void asksForAnEndWithinAYearAndForAnOwnerOfWhoIsHereForAWhile(PersonType type) {
        assertThat(Duties.standard(type))
                .isEqualTo(new Duties(
                        true,
                        true,
                        Optional.of(Duration.ofDays(365)),
                        Optional.of(Duration.ofDays(14)),
                        new TreeSet<>()));
    }

    @Test
    void asksForAnOwnerOfSoftware() {
        assertThat(Duties.standard(PersonType.Service))
                .isEqualTo(new Duties(false, true, Optional.empty(), Optional.empty(), new TreeSet<>()));
    }

    @Test
    void namesAttributesInOneOrderAndLetsNobodyChangeThem() {
        var given = new TreeSet<>(List.of("title", "department"));
        var duties = new Duties(false, false, Optional.empty(), Optional.empty(), given);
        given.add("costCenter");

        assertThat(duties.attributes()).containsExactly("department", "title");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> duties.attributes().add("costCenter"));
    }
}
