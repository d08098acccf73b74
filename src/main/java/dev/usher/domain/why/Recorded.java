package dev.usher.domain.why;

import dev.usher.domain.plan.Unexplained;
import java.util.Optional;

/**
 * What the status of a user says of something, as it was recorded.
 *
 * @param state of an account, or of a condition
 * @param since in RFC 3339
 * @param unexplained what an account holds although no role explains it
 */
public record Recorded(
        String state,
        Optional<String> since,
        Optional<String> reason,
        Optional<String> message,
        Unexplained unexplained) {
    /** Of something that holds nothing. */
    public Recorded(String state, Optional<String> since, Optional<String> reason, Optional<String> message) {
        this(state, since, reason, message, Unexplained.NONE);
    }
}
