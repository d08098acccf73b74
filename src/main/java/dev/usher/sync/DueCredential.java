package dev.usher.sync;

import java.time.Instant;
import java.util.Optional;

/**
 * What the holder of an account is to be given to get in with, or was given and can fetch yet.
 *
 * @param since when it became due: what is kept for another time is another password
 * @param lying where it lies since the app took it; empty: the app has not taken it yet
 */
public record DueCredential(Instant since, Optional<Lying> lying) {
    /** One that the app has not taken yet. */
    public static DueCredential at(Instant since) {
        return new DueCredential(since, Optional.empty());
    }

    /** The same once the app took it. */
    DueCredential lyingIn(Lying place) {
        return new DueCredential(since, Optional.of(place));
    }

    /** Whether it is still to be given. */
    boolean isOpen() {
        return lying.isEmpty();
    }

    /** Whether nobody can fetch it any more. */
    boolean isOver(Instant now) {
        return lying.filter(place -> !now.isBefore(place.until())).isPresent();
    }

    /**
     * A Secret in which a password lies.
     *
     * @param until when it is taken away
     */
    public record Lying(String namespace, String secret, Instant until) {}
}
