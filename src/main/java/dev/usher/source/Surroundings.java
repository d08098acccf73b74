package dev.usher.source;

import dev.usher.domain.account.Digests;
import java.time.InstantSource;

/**
 * What a run needs beside its source.
 *
 * @param digests by which it is noted what was said last
 * @param clock tells who left before they were known
 */
public record Surroundings(Population population, People people, Digests digests, InstantSource clock) {}
