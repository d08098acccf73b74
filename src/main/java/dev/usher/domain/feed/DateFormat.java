package dev.usher.domain.feed;

import dev.usher.domain.person.Moment;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** How a source writes dates, in the letters of {@link DateTimeFormatter}: {@code uuuu} is the year, {@code MM} the month, {@code dd} the day. */
public record DateFormat(String pattern) {
    /** Whether dates can be read by it: it names a year of four digits, a month and a day. */
    public boolean isSound() {
        try {
            var day = LocalDate.of(1958, 12, 31);
            return LocalDate.parse(formatter().format(day), formatter()).equals(day);
        } catch (DateTimeException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The day that is meant; empty where it is none, or does not exist. */
    public Optional<Moment> parse(String text) {
        try {
            return Optional.of(new Moment.Day(LocalDate.parse(text, formatter())))
                    .flatMap(day -> Moment.parse(day.text()));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private DateTimeFormatter formatter() {
        return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
