package dev.usher.source;

import java.time.Duration;

/**
 * What a source declares of those whom it lists no more: that it is over for them.
 *
 * @param afterRuns after how many complete runs in a row that do not list them
 * @param every how long a run has to be after the one that counted last, so that an hour of runs is not made of a minute
 */
public record MissingTerms(int afterRuns, Duration every) {}
