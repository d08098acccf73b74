package dev.usher.connector;

import java.util.Map;
import java.util.Optional;

/**
 * What the Secrets of an app offered for its hosts.
 *
 * @param values by the roles of their uses, each of which has one
 * @param version changes whenever one of the Secrets does
 */
public record Credentials(Map<String, Sensitive> values, String version) {
    public Credentials {
        values = Map.copyOf(values);
    }

    /**
     * The value of a use.
     *
     * @throws IllegalArgumentException if the target names no such use
     */
    public Sensitive of(String role) {
        return Optional.ofNullable(values.get(role))
                .orElseThrow(() -> new IllegalArgumentException("no use of a Secret has the role " + role));
    }
}
