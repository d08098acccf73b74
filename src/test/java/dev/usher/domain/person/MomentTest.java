package dev.usher.domain.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @Test
    void readsAnInstantWithItsOffset() {
        var moment = moment("2026-12-01T09:00:00+02:00");

        assertThat(moment.start(Workday.wholeDays(LOS_ANGELES))).isEqualTo("2026-12-01T07:00:00Z");
        assertThat(moment.end(Workday.wholeDays(LOS_ANGELES))).isEqualTo("2026-12-01T07:00:00Z");
    }

    @Test
    void startsADayAtItsMidnightWhereThePersonWorks() {
        assertThat(moment("2026-12-01").start(Workday.wholeDays(ZoneOffset.UTC)))
                .isEqualTo("2026-12-01T00:00:00Z");
        assertThat(moment("2026-12-01").start(Workday.wholeDays(LOS_ANGELES))).isEqualTo("2026-12-01T08:00:00Z");
    }

    @ParameterizedTest(name = "{1} ends on {0} at {2}")
    @CsvSource({
        "2027-06-30, UTC,                 2027-07-01T00:00:00Z",
        "2027-06-30, America/Los_Angeles, 2027-07-01T07:00:00Z",
        "2026-12-31, America/Los_Angeles, 2027-01-01T08:00:00Z",
        "2026-03-29, Europe/London,       2026-03-29T23:00:00Z",
        "2026-10-25, Europe/London,       2026-10-26T00:00:00Z",
        "2024-02-29, UTC,                 2024-03-01T00:00:00Z",
    })
    void endsADayWhenItIsOverWhereThePersonWorks(String day, ZoneId zone, Instant end) {
        assertThat(moment(day).end(Workday.wholeDays(zone))).isEqualTo(end);
    }

    @Test
    void countsADayInLondonAsTwentyThreeHoursWhenTheClocksGoForwardAndTwentyFiveWhenTheyGoBack() {
        assertThat(lengthOf("2026-03-29")).isEqualTo(Duration.ofHours(23));
        assertThat(lengthOf("2026-10-25")).isEqualTo(Duration.ofHours(25));
    }

    /** In Beirut the clocks go forward at midnight, so that this day starts at one o'clock. */
    @Test
    void startsADayWithoutAMidnightAtItsFirstInstant() {
        assertThat(moment("2026-03-29").start(Workday.wholeDays(ZoneId.of("Asia/Beirut"))))
                .isEqualTo("2026-03-28T22:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "2026-13-01",
                "2026-02-30",
                "2026-12-01T25:00:00Z",
                "2026-12-01T09:00:00",
                "2026-12-01 09:00:00Z",
                "1.12.2026",
                "+999999999-12-31",
                "-0044-03-15",
                "+999999999-12-31T00:00:00Z"
            })
    void refusesWhatIsNeitherADateNorAnInstantOfAWorkingLife(String text) {
        assertThat(Moment.parse(text)).isEmpty();
    }

    private static Duration lengthOf(String day) {
        return Duration.between(
                moment(day).start(Workday.wholeDays(LONDON)), moment(day).end(Workday.wholeDays(LONDON)));
    }

    private static Moment moment(String text) {
        return Moment.parse(text).orElseThrow();
    }
}
