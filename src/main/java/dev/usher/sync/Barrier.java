package dev.usher.sync;

import dev.usher.domain.outcome.Failure;

/** Keeps work from an app that is in trouble, or whose declaration forbids it, and wakes what waits once there is something to tell. */
record Barrier(LaneGate gate, LaneQueue queue, Standing standing) {
    boolean isOpen() {
        return gate.state().open();
    }

    boolean isBlocked() {
        return gate.isBlocked();
    }

    /** It may have opened since it was looked at, and nobody would wake what was parked after that. */
    void park(Turn turn) {
        queue.park(turn);
        if (isOpen()) {
            queue.unpark();
        }
    }

    void open() {
        gate.open();
        queue.unpark();
    }

    /** What a lane that is stopped does not reach, or fails at, is no trouble of its app. */
    void shut(Failure why) {
        if (!queue.isClosed() && gate.shut(why)) {
            standing.isInTrouble(why);
            queue.unpark();
        }
    }

    void block(Failure why) {
        if (gate.block(why)) {
            standing.isBlocked(why);
            queue.unpark();
        }
    }
}
