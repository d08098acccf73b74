package dev.usher.controller;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Instants as texts of a status: RFC 3339, whole seconds, so that equal instants are equal texts. */
final class Times {
    private Times() {}

    static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static Optional<Instant> parse(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** To the millisecond, where the order of two things counts. */
    static String exact(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
