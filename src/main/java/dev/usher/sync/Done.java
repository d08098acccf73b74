package dev.usher.sync;

import java.time.Instant;
import java.util.Optional;

/** How one piece of work ended, apart from failures. */
sealed interface Done {
    /** The account is as decided; without a result there was nothing to decide. */
    record Settled(Optional<Result> result) implements Done {
        static final Settled NOTHING = new Settled(Optional.empty());

        static Settled with(Result result) {
            return new Settled(Optional.of(result));
        }
    }

    /** A removal waits until a limit lets it go. */
    record Held(Result result, Instant until) implements Done {}

    /** What was decided does not hold any more: decide again. */
    record Again() implements Done {}
}
