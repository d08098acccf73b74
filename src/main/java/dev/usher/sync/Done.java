package dev.usher.sync;

import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import java.time.Duration;
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

    /** A removal waits until a limit lets it go, or a person does, which was so as of an edition of the breaker. */
    record Held(Result result, Instant until, int asOf) implements Done {}

    /** Whether a removal may go cannot be said yet. */
    record Waits(Duration pause, Optional<Failure> why) implements Done {}

    /** An account was taken over, which has to be recorded before anything is written to it. */
    record Taken(Result result) implements Done {}

    /** A person has to decide first, be it that anything is written. */
    record Asks(Result result, Failure why) implements Done {}

    /** The account is shut, and something about it is not done yet: it is tried again for as long as it takes. */
    record Open(Result result, Failure why) implements Done {}

    /** The account is shut, and what is left gives way to everybody else for so long. */
    record Yields(Result result, Duration pause) implements Done {}

    /** Something may still land, or show: a look after that decides. */
    record Later(Instant until, Detail why) implements Done {}

    /** What was decided does not hold any more: decide again, once the caches had a moment to hear what a live read said. */
    record Again() implements Done {}
}
