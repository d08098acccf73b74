package dev.usher.net.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long the other side asks to be left alone (RFC 9110 section 10.2.3), at least not at all and at most a day. */
public final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    private static final Pattern ENDLESS = Pattern.compile("\\d{10,}");
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

    private RetryAfter() {}

    /** Empty where the header says neither seconds nor a date. */
    public static Optional<Duration> parse(String header, Instant now) {
        var text = header.strip();
        if (ENDLESS.matcher(text).matches()) {
            return Optional.of(SaidTime.LONGEST);
        }
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(SaidTime.bounded(Duration.ofSeconds(Long.parseLong(text))));
        }
        try {
            return Optional.of(SaidTime.bounded(Duration.between(now, ZonedDateTime.parse(text, DATE))));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
