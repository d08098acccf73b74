package dev.usher.domain.quality;

import dev.usher.domain.person.Duties;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Pin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What follows for a person from others and from the policy.
 *
 * @param duties of the person's type
 * @param main the person behind this identity
 * @param manager where one is named
 * @param owners those that are named
 * @param taken names and keys that somebody else has and keeps
 * @param forget how long after the last account went the personal data goes; empty: it stays
 */
public record Surroundings(
        Duties duties,
        Main main,
        Optional<Related> manager,
        List<Related> owners,
        List<Problem> taken,
        Optional<Duration> forget) {
    /** Of somebody who is alone, where no policy asks for anything. */
    public static final Surroundings NONE =
            new Surroundings(Duties.NONE, new Main.Own(), Optional.empty(), List.of(), List.of(), Optional.empty());

    public Surroundings {
        owners = List.copyOf(owners);
        taken = List.copyOf(taken);
    }

    /** The same for an identity that was pinned to a person. */
    public Surroundings pinnedTo(Optional<Pin> pinned) {
        return new Surroundings(duties, main.pinnedTo(pinned), manager, owners, taken, forget);
    }
}
