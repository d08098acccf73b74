package dev.usher.simulator.dialect;

import java.time.Duration;
import java.util.Set;

/** How much an app allows. */
public final class Limits {
    private Limits() {}

    /** One more active account than so many is refused so, whether created or enabled; Salesforce and other apps that are paid by the user. */
    public record Seats(int most, int status, String scimType) implements Quirk {}

    /** Changing or deleting the users or groups of these names is answered 403; the owner of a Slack workspace, a locked Google group. */
    public record Locked(Set<String> names) implements Quirk {
        public Locked(String... names) {
            this(Set.of(names));
        }
    }

    /** So many requests in each window of the clock, said in headers of every answer; beyond it 429 with Retry-After. */
    public record Rate(int requests, Duration window, Headers headers) implements Quirk {

        /** How the headers are written. */
        public enum Headers {
            /** {@code X-RateLimit-Limit}, {@code -Remaining} and {@code -Reset}, the last as a second of the epoch; GitHub and Okta. */
            X_EPOCH,
            /** The same, but the last says in how many seconds; many smaller APIs. */
            X_SECONDS,
            /** {@code RateLimit-Policy} and {@code RateLimit} of the IETF draft. */
            DRAFT
        }
    }
}
