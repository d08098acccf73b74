package dev.usher.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
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

    /** When a resource was made; one that was never stored, before all others. */
    static Instant created(HasMetadata resource) {
        return parse(resource.getMetadata().getCreationTimestamp()).orElse(Instant.EPOCH);
    }

    /** To the millisecond, where the order of two things counts. */
    static String exact(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
