package dev.usher.domain.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkdayTest {
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    @Test
    void isAWholeDayInUtcWhereNobodySaidAnythingElse() {
        var day = LocalDate.parse("2026-12-01");

        assertThat(Workday.WHOLE_DAYS_IN_UTC.startOf(day)).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(Workday.WHOLE_DAYS_IN_UTC.endOf(day)).isEqualTo("2026-12-02T00:00:00Z");
    }

    @ParameterizedTest(name = "{1} to {2} on {0} in Los Angeles is {3} to {4}")
    @CsvSource({
        "2026-12-01, 09:00, 18:00, 2026-12-01T17:00:00Z, 2026-12-02T02:00:00Z",
        "2026-07-01, 09:00, 18:00, 2026-07-01T16:00:00Z, 2026-07-02T01:00:00Z",
        // The clocks go forward at two: before it the one offset counts, after it the other.
        "2026-03-08, 01:30, 03:30, 2026-03-08T09:30:00Z, 2026-03-08T10:30:00Z",
        "2026-11-01, 00:30, 18:00, 2026-11-01T07:30:00Z, 2026-11-02T02:00:00Z",
    })
    void startsAndEndsAtItsHoursWhereItIs(LocalDate day, LocalTime from, LocalTime to, Instant start, Instant end) {
        var workday = new Workday(LOS_ANGELES, from, Optional.of(to));

        assertThat(workday.startOf(day)).isEqualTo(start);
        assertThat(workday.endOf(day)).isEqualTo(end);
    }

    @ParameterizedTest(name = "{0} in {1} starts at {2} and ends at {3}")
    @CsvSource({
        "2026-03-29, Europe/London,       2026-03-29T00:00:00Z, 2026-03-29T23:00:00Z",
        "2026-10-25, Europe/London,       2026-10-24T23:00:00Z, 2026-10-26T00:00:00Z",
        "2026-03-08, America/Los_Angeles, 2026-03-08T08:00:00Z, 2026-03-09T07:00:00Z",
        "2026-11-01, America/Los_Angeles, 2026-11-01T07:00:00Z, 2026-11-02T08:00:00Z",
        // These days have no midnight: the clocks go forward at it.
        "2018-11-04, America/Sao_Paulo,   2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
        "2018-11-03, America/Sao_Paulo,   2018-11-03T03:00:00Z, 2018-11-04T03:00:00Z",
        "2026-03-29, Asia/Beirut,         2026-03-28T22:00:00Z, 2026-03-29T21:00:00Z",
        "2026-03-28, Asia/Beirut,         2026-03-27T22:00:00Z, 2026-03-28T22:00:00Z",
        // The clocks go back from midnight to eleven: the last hour of the day before comes twice, and midnight once.
        "2018-02-17, America/Sao_Paulo,   2018-02-17T02:00:00Z, 2018-02-18T03:00:00Z",
    })
    void isAWholeDayAlsoWhereTheClocksChange(LocalDate day, ZoneId zone, Instant start, Instant end) {
        assertThat(Workday.wholeDays(zone).startOf(day)).isEqualTo(start);
        assertThat(Workday.wholeDays(zone).endOf(day)).isEqualTo(end);
    }

    @ParameterizedTest(name = "{2} on {0} in {1} is {3}")
    @CsvSource({
        "2026-03-08, America/Los_Angeles, 02:30, 2026-03-08T10:00:00Z",
        "2026-03-08, America/Los_Angeles, 02:00, 2026-03-08T10:00:00Z",
        "2026-03-29, Asia/Beirut,         00:30, 2026-03-28T22:00:00Z",
        "2018-11-04, America/Sao_Paulo,   00:30, 2018-11-04T03:00:00Z",
    })
    void takesTheFirstInstantAfterATimeThatTheClocksSkip(LocalDate day, ZoneId zone, LocalTime time, Instant instant) {
        assertThat(new Workday(zone, time, Optional.empty()).startOf(day)).isEqualTo(instant);
        assertThat(new Workday(zone, LocalTime.MIDNIGHT, Optional.of(time)).endOf(day))
                .isEqualTo(instant);
    }

    @Test
    void startsAtTheFirstAndEndsAtTheSecondOfATimeThatComesTwice() {
        var clocksGoBack = LocalDate.parse("2026-11-01");
        var half = LocalTime.parse("01:30");

        assertThat(new Workday(LOS_ANGELES, half, Optional.empty()).startOf(clocksGoBack))
                .isEqualTo("2026-11-01T08:30:00Z");
        assertThat(new Workday(LOS_ANGELES, LocalTime.MIDNIGHT, Optional.of(half)).endOf(clocksGoBack))
                .isEqualTo("2026-11-01T09:30:00Z");
    }

    /** At the Antarctic station Vostok that day went on for seven hours more, from five in the afternoon on. */
    @Test
    void endsAtTheSecondSixOClockOfALastDayThatHasTwo() {
        var workday = new Workday(ZoneId.of("Antarctica/Vostok"), LocalTime.of(9, 0), Optional.of(LocalTime.of(18, 0)));

        assertThat(workday.endOf(LocalDate.parse("1994-01-31"))).isEqualTo("1994-01-31T18:00:00Z");
        assertThat(workday.endOf(LocalDate.parse("1994-01-30"))).isEqualTo("1994-01-30T11:00:00Z");
    }

    @Test
    void keepsItsHoursSomewhereElse() {
        var london = new Workday(ZoneId.of("Europe/London"), LocalTime.parse("09:00"), Optional.of(LocalTime.NOON));

        assertThat(london.in(LOS_ANGELES))
                .isEqualTo(new Workday(LOS_ANGELES, LocalTime.parse("09:00"), Optional.of(LocalTime.NOON)));
    }

    /** Whatever the clocks do, days follow each other without a gap, and none is empty. */
    @Test
    void endsWhereTheNextDayStartsInEveryZone() {
        for (var name : ZoneId.getAvailableZoneIds()) {
            var workday = Workday.wholeDays(ZoneId.of(name));
            assertThat(LocalDate.parse("2018-01-01").datesUntil(LocalDate.parse("2020-01-01")))
                    .as(name)
                    .allMatch(day -> workday.endOf(day).equals(workday.startOf(day.plusDays(1)))
                            && workday.endOf(day).isAfter(workday.startOf(day)));
        }
    }
}
