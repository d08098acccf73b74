package dev.usher.controller;

import java.time.Instant;

/**
 * The time as of which is decided, and what time it is; they differ only while the clock is in doubt.
 *
 * @param decided where time stands still for decisions
 * @param actual as far as anybody knows
 */
record Present(Instant decided, Instant actual) {
    /** Of a clock that is not in doubt. */
    static Present of(Instant now) {
        return new Present(now, now);
    }

    /** Whether something is due that nobody dares to do. */
    boolean holdsBack(Instant due) {
        return decided.isBefore(due) && !actual.isBefore(due);
    }
}
