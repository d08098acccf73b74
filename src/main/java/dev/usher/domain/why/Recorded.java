package dev.usher.domain.why;

import java.util.Optional;

/**
 * What the status of a user says of something, as it was recorded.
 *
 * @param state of an account, or of a condition
 * @param since in RFC 3339
 */
public record Recorded(String state, Optional<String> since, Optional<String> reason, Optional<String> message) {}
