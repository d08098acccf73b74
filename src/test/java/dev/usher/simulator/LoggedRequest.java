package dev.usher.simulator;

import java.time.Instant;

/**
 * A request that arrived.
 *
 * @param path below the base, without the query
 * @param correlation the header X-Correlation-Id; empty where there was none
 * @param status of the answer, or 0 where the connection ended without one
 */
public record LoggedRequest(
        Instant time, String method, String path, String query, String body, String correlation, int status) {

    /** Whether it would change the app; a search by POST would not. */
    public boolean isWrite() {
        return Match.writes().meets(method, path);
    }

    @Override
    public String toString() {
        return method + " " + path + (query.isEmpty() ? "" : "?" + query) + " -> " + status;
    }
}
