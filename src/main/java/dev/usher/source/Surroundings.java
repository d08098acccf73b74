package dev.usher.source;

import dev.usher.domain.account.Digests;
import java.time.InstantSource;

/**
 * What a run needs beside its source.
 *
 * @param novelties hears of what was written
 * @param digests by which it is noted what was said last
 * @param clock tells who left before they were known
 * @param names which are somebody's
 * @param claims the same that a run gave a moment ago; those of all runs
 */
public record Surroundings(
        Population population,
        People people,
        Novelties novelties,
        Digests digests,
        InstantSource clock,
        Names names,
        Claims claims) {
    /** The same with others who hear of what was written. */
    Surroundings telling(Novelties others) {
        return new Surroundings(population, people, others, digests, clock, names, claims);
    }

    /** Where sources name nobody, since their records do. */
    public Surroundings(
            Population population, People people, Novelties novelties, Digests digests, InstantSource clock) {
        this(population, people, novelties, digests, clock, Names.NONE, new Claims(clock));
    }
}
