package dev.usher.domain.access;

import dev.usher.domain.quality.Problem;
import java.time.Instant;

/** Why a role that is asked for, or would follow, is not given. */
public sealed interface Refusal {
    /** Something is in the way, of which the user is told. */
    record Because(Problem problem) implements Refusal {}

    /** Somebody gave it by hand, from then on: nothing is wrong. */
    record Begins(Instant at) implements Refusal {}

    /** Somebody gave it by hand, until then: nothing is wrong. */
    record Ended(Instant at) implements Refusal {}
}
