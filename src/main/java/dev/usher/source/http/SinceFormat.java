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
import java.util.List;
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

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** As Salesforce and Jira write it, or PostgreSQL: without the colon, or without the minutes. */
    private static final Pattern SHORT_OFFSET = Pattern.compile("([+-]\\d{2})(\\d{2})?$");

    /** A day begins up to so much earlier elsewhere. */
    private static final Duration EARLIEST = Duration.ofHours(14);

    private static final List<LocalDateTime> TOLD_APART = List.of(
            LocalDateTime.of(1958, 12, 31, 23, 47, 58, 987_654_321), LocalDateTime.of(2031, 1, 2, 3, 4, 5, 6_007_008));
    private static final List<ChronoUnit> EXACT = List.of(
            ChronoUnit.HOURS,
            ChronoUnit.MINUTES,
            ChronoUnit.SECONDS,
            ChronoUnit.MILLIS,
            ChronoUnit.MICROS,
            ChronoUnit.NANOS);

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
            return !isSaidTwice(pattern) && TOLD_APART.stream().allMatch(time -> isRead(formatter(pattern), time));
        } catch (DateTimeException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Whoever writes HH:MM says the month twice, and no minutes. */
    private static boolean isSaidTwice(String pattern) {
        var letters = pattern.replaceAll("'[^']*'", "'")
                .replaceAll("([A-Za-z])\\1*", "$1")
                .replace('L', 'M');
        return letters.chars()
                .filter(Character::isLetter)
                .anyMatch(letter -> letters.indexOf(letter) != letters.lastIndexOf(letter));
    }

    /** Whether it says the time, or the day, as exactly as it does: whoever writes months for minutes would ask for what is later than known. */
    private static boolean isRead(DateTimeFormatter formatter, LocalDateTime time) {
        var read = formatter.parse(formatter.format(time.atOffset(ZoneOffset.UTC)));
        var day = read.query(TemporalQueries.localDate());
        if (!time.toLocalDate().equals(day)) {
            return false;
        }
        var hour = read.query(TemporalQueries.localTime());
        return hour == null
                ? !read.isSupported(ChronoField.HOUR_OF_DAY)
                : EXACT.stream()
                        .anyMatch(unit -> time.toLocalTime().truncatedTo(unit).equals(hour));
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
            if (DAY.matcher(text).matches()) {
                return Optional.of(LocalDate.parse(text)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC)
                        .minus(EARLIEST));
            }
            var parsed =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(written(text), OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    parsed instanceof OffsetDateTime time
                            ? time.toInstant()
                            : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** As ISO 8601 has it whole. */
    private static String written(String text) {
        var time = text.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T");
        return time.contains(":")
                ? SHORT_OFFSET
                        .matcher(time)
                        .replaceFirst(found -> found.group(1) + ":"
                                + Optional.ofNullable(found.group(2)).orElse("00"))
                : time;
    }
}
