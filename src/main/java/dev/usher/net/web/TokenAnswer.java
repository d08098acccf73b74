package dev.usher.net.web;

import dev.usher.domain.secret.Sensitive;
import dev.usher.net.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an authorization server answers (RFC 6749 section 5.1), each as a text where it is there.
 *
 * @param token {@code access_token}
 * @param type {@code token_type}
 * @param seconds {@code expires_in}
 */
public record TokenAnswer(Optional<Sensitive> token, Optional<String> type, Optional<String> seconds) {
    private static final String SECONDS = "\\d{1,9}";

    /** The token that it means; empty where that is none that a request can carry. */
    public Optional<AccessToken> issued(Instant asked) {
        return type.map("bearer"::equalsIgnoreCase).orElse(true)
                ? token.filter(said -> said.reveal(HttpRequest::isHeaderValue))
                        .map(said -> AccessToken.of(Proof.bearer(said), asked, lifetime()))
                : Optional.empty();
    }

    /** Some write the number as a text. */
    private Optional<Duration> lifetime() {
        return seconds.filter(text -> text.matches(SECONDS)).map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }
}
