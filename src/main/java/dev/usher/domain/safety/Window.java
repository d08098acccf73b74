package dev.usher.domain.safety;

import java.time.Instant;

/**
 * A window of removals in one app.
 *
 * @param owned how many accounts there were of ours when it started
 * @param reserved how many removals were reserved in it; a crash can only make it too high
 */
public record Window(Instant start, int owned, int reserved) {}
