package dev.usher.source.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a source is told since when something changed, in UTC.
 *
 * @param pattern {@value #SECONDS}, {@value #MILLIS}, or letters of {@link DateTimeFormatter}; empty: as 2026-12-01T08:00:00Z
 * @param overlap how much earlier than is known
 */
public record SinceFormat(Optional<String> pattern, Duration overlap) {
    static final String SECONDS = "EpochSeconds";
    static final String MILLIS = "EpochMillis";

    private static final Pattern ODATA = Pattern.compile("/Date\\((-?\\d{1,15})(?:[+-]\\d{4})?\\)/");
    private static final Pattern NUMBER = Pattern.compile("\\d{9,15}");

    /** Seconds since 1970 have as many for centuries, and milliseconds have more. */
    private static final int LONGEST_OF_SECONDS = 11;

    public SinceFormat {
        if (pattern.filter(letters -> !isSound(letters)).isPresent()) {
            throw new IllegalArgumentException(
                    "give a `format` of a time or a day, such as uuuu-MM-dd'T'HH:mm:ss, EpochSeconds or EpochMillis");
        }
        if (overlap.isNegative()) {
            throw new IllegalArgumentException("give an overlap that is not negative");
        }
    }

    private static boolean isSound(String pattern) {
        if (pattern.equals(SECONDS) || pattern.equals(MILLIS)) {
            return true;
        }
        try {
            var day = LocalDate.of(1958, 12, 31);
            var written = formatter(pattern).format(day.atTime(23, 0).atOffset(ZoneOffset.UTC));
            return day.equals(formatter(pattern).parse(written, TemporalQueries.localDate()));
        } catch (DateTimeException | IllegalArgumentException e) {
            return false;
        }
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** As it is sent. */
    String text(Instant known) {
        var since = known.minus(overlap);
        if (pattern.isEmpty()) {
            return since.truncatedTo(ChronoUnit.SECONDS).toString();
        }
        return switch (pattern.get()) {
            case SECONDS -> Long.toString(since.getEpochSecond());
            case MILLIS -> Long.toString(since.toEpochMilli());
            default -> text(since, formatter(pattern.get()));
        };
    }

    /** A day begins up to half a day earlier elsewhere, and later as well. */
    private static String text(Instant since, DateTimeFormatter formatter) {
        var written = formatter.format(since);
        return formatter.parse(written).isSupported(ChronoField.HOUR_OF_DAY)
                ? written
                : formatter.format(since.minus(Duration.ofDays(1)));
    }

    /** The time that a record says; empty where it says none that is known. */
    static Optional<Instant> read(String text) {
        try {
            var odata = ODATA.matcher(text);
            if (odata.matches()) {
                return Optional.of(Instant.ofEpochMilli(Long.parseLong(odata.group(1))));
            }
            if (NUMBER.matcher(text).matches()) {
                var number = Long.parseLong(text);
                return Optional.of(
                        text.length() > LONGEST_OF_SECONDS
                                ? Instant.ofEpochMilli(number)
                                : Instant.ofEpochSecond(number));
            }
            var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T"), OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    parsed instanceof OffsetDateTime time
                            ? time.toInstant()
                            : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
