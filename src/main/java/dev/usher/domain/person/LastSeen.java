package dev.usher.domain.person;

import dev.usher.domain.account.Attributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of an employment that was not over, so that one that vanishes is noticed.
 *
 * @param started whether the person worked in it
 * @param terminated whether it was said to end then; it may be taken out, and ends all the same
 * @param end when it ends; empty where none was known, and of a confidential one
 */
public record LastSeen(String id, boolean started, boolean terminated, Optional<Instant> end) {
    static LastSeen of(Employment employment, Workday workday, Instant now) {
        return new LastSeen(
                employment.id(),
                employment.startedBy(now, workday),
                employment.isTerminated() && !employment.confidential(),
                employment.end().filter(moment -> !employment.confidential()).map(moment -> moment.end(workday)));
    }

    /** As it was last seen, for as long as nobody says what became of it. */
    Employment stillThere() {
        return new Employment(
                id,
                terminated ? Employment.Status.Terminated : Employment.Status.Active,
                Optional.empty(),
                end.map(Moment.At::new),
                List.of(),
                false,
                false,
                Attributes.NONE);
    }
}
