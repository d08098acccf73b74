package dev.usher.connector;

import dev.usher.domain.account.Account;
import dev.usher.domain.outcome.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How one item of a batch ended. */
public sealed interface Outcome {
    /** The app's answer held the whole resource; empty where an answer proves the change without showing an account. */
    record Agreed(Optional<Account> read) implements Outcome {}

    /** The app said yes and showed nothing: it has to be read. */
    record Accepted() implements Outcome {}

    /** The app refuses to create it because others are in the way; empty where it does not show them. */
    record Exists(List<Account> candidates) implements Outcome {
        public Exists {
            candidates = List.copyOf(candidates);
        }
    }

    /** It may have happened, and may still happen until then. */
    record Ambiguous(Failure why, Instant lateUntil) implements Outcome {}

    /** It certainly did not happen. */
    record Failed(Failure why) implements Outcome {}
}
