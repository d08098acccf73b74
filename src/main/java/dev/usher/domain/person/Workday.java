package dev.usher.domain.person;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * When a day of work starts and ends where somebody works; it turns dates into instants.
 *
 * @param start on the first day, access starts at this time
 * @param end on the last day, access ends at this time; empty: at the end of the day
 */
public record Workday(ZoneId zone, LocalTime start, Optional<LocalTime> end) {
    /** Whole days in UTC, where nobody said anything else. */
    public static final Workday WHOLE_DAYS_IN_UTC = wholeDays(ZoneOffset.UTC);

    public static Workday wholeDays(ZoneId zone) {
        return new Workday(zone, LocalTime.MIDNIGHT, Optional.empty());
    }

    /** The same hours somewhere else. */
    public Workday in(ZoneId elsewhere) {
        return new Workday(elsewhere, start, end);
    }

    /** Which day it is there. */
    LocalDate dateAt(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /** When the day after begins there. */
    public Instant midnightAfter(Instant instant) {
        return at(dateAt(instant).plusDays(1).atStartOfDay()).toInstant();
    }

    /** The instant at which somebody who starts on this date starts; of a time that a clock change repeats the first one. */
    Instant startOf(LocalDate date) {
        return at(date.atTime(start)).toInstant();
    }

    /** The instant from which a last day is over; of a time that a clock change repeats the second one, because a last day is worked. */
    Instant endOf(LocalDate date) {
        return end.map(time -> at(date.atTime(time)).withLaterOffsetAtOverlap().toInstant())
                .orElseGet(() -> at(date.plusDays(1).atStartOfDay()).toInstant());
    }

    /** A time that a clock change skips, which midnight can be, counts as the first one after it. */
    private ZonedDateTime at(LocalDateTime time) {
        return Optional.ofNullable(zone.getRules().getTransition(time))
                .filter(ZoneOffsetTransition::isGap)
                .map(ZoneOffsetTransition::getDateTimeAfter)
                .orElse(time)
                .atZone(zone);
    }
}
