package dev.usher.domain.feed;

import dev.usher.domain.person.Moment;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a source writes dates, in the letters of {@link DateTimeFormatter}: {@code uuuu} is the year, {@code MM} the month, {@code dd} the day. */
public record DateFormat(String pattern) {
    private static final Pattern ODATA = Pattern.compile("/Date\\((-?\\d{1,15})(?:[+-]\\d{4})?\\)/");

    /**
     * What is meant where no format is declared: a day or an instant of ISO 8601, or milliseconds as OData 2.0 writes them, of which
     * whole days of UTC are days.
     */
    public static Optional<Moment> usual(String text) {
        var odata = ODATA.matcher(text);
        if (!odata.matches()) {
            return Moment.parse(text);
        }
        var instant = Instant.ofEpochMilli(Long.parseLong(odata.group(1)));
        var day = instant.atOffset(ZoneOffset.UTC).toLocalDate();
        return day.atStartOfDay().toInstant(ZoneOffset.UTC).equals(instant)
                ? Moment.parse(day.toString())
                : Moment.parse(instant.toString());
    }

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
