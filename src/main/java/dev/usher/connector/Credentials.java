package dev.usher.connector;

import dev.usher.domain.outcome.Failure;
import dev.usher.domain.secret.Sensitive;
import java.util.Map;
import java.util.Optional;

/**
 * What the Secrets of an app offered for its hosts.
 *
 * @param values by the roles of their uses
 * @param lacking why there is none, by the roles of uses that are optional
 * @param version changes whenever one of the Secrets does
 */
public record Credentials(Map<String, Sensitive> values, Map<String, Failure> lacking, String version) {
    public Credentials {
        values = Map.copyOf(values);
        lacking = Map.copyOf(lacking);
    }

    /** With a value for each use. */
    public Credentials(Map<String, Sensitive> values, String version) {
        this(values, Map.of(), version);
    }

    /**
     * The value of a use.
     *
     * @throws IllegalArgumentException if the target names no such use, or there is no value for it
     */
    public Sensitive of(String role) {
        return Optional.ofNullable(values.get(role))
                .orElseThrow(() -> new IllegalArgumentException("no use of a Secret has the role " + role));
    }

    /** Why there is no value for a use that is optional; empty where there is one. */
    public Optional<Failure> lacking(String role) {
        return Optional.ofNullable(lacking.get(role));
    }
}
