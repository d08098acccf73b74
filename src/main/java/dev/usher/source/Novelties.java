package dev.usher.source;

import java.time.Instant;

/** Hears of each user of whom a source has said something new, once it is written. */
@FunctionalInterface
public interface Novelties {
    /**
     * Something new is said of a user.
     *
     * @param generation of the user, in which it is said
     * @param since when the reading began that found it
     */
    void of(SourceId source, String user, long generation, Instant since);
}
