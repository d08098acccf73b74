package dev.usher.domain.person;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
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

    /** The instant at which somebody who starts on this date starts; a time that a clock change skips counts as the first one after it. */
    Instant startOf(LocalDate date) {
        // Not every day has a midnight: some zones put the clock forward at that hour.
        return start.equals(LocalTime.MIDNIGHT)
                ? date.atStartOfDay(zone).toInstant()
                : date.atTime(start).atZone(zone).toInstant();
    }

    /** The instant from which a last day is over; of a time that a clock change repeats the second one, because a last day is worked. */
    Instant endOf(LocalDate date) {
        return end.map(time -> date.atTime(time)
                        .atZone(zone)
                        .withLaterOffsetAtOverlap()
                        .toInstant())
                .orElseGet(() -> date.plusDays(1).atStartOfDay(zone).toInstant());
    }
}
