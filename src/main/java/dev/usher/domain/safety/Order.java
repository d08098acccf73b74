package dev.usher.domain.safety;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * What a person asks for about a wave that is held.
 *
 * @param uid of the resource that asks for it
 * @param name of that resource
 * @param wave by the id by which people speak of it
 * @param most how much the wave may take by now; empty: whatever it takes
 * @param until when it does not count any more
 */
public record Order(String uid, String name, String wave, Ruling.Sentence sentence, OptionalInt most, Instant until) {
    /** Whether it is about a wave as it is now: one that has grown since a person looked at it is another matter. */
    public boolean isAbout(Wave held) {
        return held.id().equals(wave) && (most.isEmpty() || held.amount() <= most.getAsInt());
    }

    boolean countsAt(Instant now) {
        return now.isBefore(until);
    }
}
