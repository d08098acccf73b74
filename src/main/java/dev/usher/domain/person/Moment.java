package dev.usher.domain.person;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

/** A point in a working life as people write it: an instant, or a day where the person works. */
public sealed interface Moment {
    /** The instant at which something that starts at this moment starts. */
    Instant start(Workday workday);

    /** The instant from which something that ends at this moment is over: after a day, because a last day is worked. */
    Instant end(Workday workday);

    /** As people write it. */
    String text();

    record At(Instant instant) implements Moment {
        @Override
        public Instant start(Workday workday) {
            return instant;
        }

        @Override
        public Instant end(Workday workday) {
            return instant;
        }

        @Override
        public String text() {
            return instant.toString();
        }
    }

    record Day(LocalDate date) implements Moment {
        @Override
        public Instant start(Workday workday) {
            return workday.startOf(date);
        }

        @Override
        public Instant end(Workday workday) {
            return workday.endOf(date);
        }

        @Override
        public String text() {
            return date.toString();
        }
    }

    /** Reads {@code 2026-12-01} or an RFC 3339 time, both with a year of four digits; empty if it is neither. */
    static Optional<Moment> parse(String text) {
        // ISO 8601 has signed years of more digits, at whose end the arithmetic with dates fails.
        if (text.startsWith("+") || text.startsWith("-")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.indexOf('T') < 0
                            ? new Day(LocalDate.parse(text))
                            : new At(OffsetDateTime.parse(text).toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
