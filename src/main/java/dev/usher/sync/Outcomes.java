package dev.usher.sync;

import dev.usher.connector.ChangeId;
import dev.usher.connector.Outcome;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the items of a change ended; of one of which nothing was said nobody knows.
 *
 * @param stopped whether something was not sent because what it was sent for did not hold any more
 */
record Outcomes(Map<ChangeId, Outcome> said, Instant at, boolean stopped) {
    /** Whether nothing of it was done because of that. */
    boolean isOvertaken(ChangeId item) {
        return stopped && of(item) instanceof Outcome.Failed;
    }

    /** The same, and that of these nothing was sent. */
    Outcomes with(Map<ChangeId, Outcome> left) {
        if (left.isEmpty()) {
            return this;
        }
        var all = new HashMap<>(said);
        all.putAll(left);
        return new Outcomes(all, at, stopped);
    }

    Outcome of(ChangeId item) {
        return Optional.ofNullable(said.get(item))
                .orElseGet(() -> new Outcome.Ambiguous(Failure.of(Kind.INTERNAL, Detail.NONE), at));
    }
}
