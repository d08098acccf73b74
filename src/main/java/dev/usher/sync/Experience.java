package dev.usher.sync;

import java.time.Clock;
import java.time.Instant;

/**
 * What a lane has found out about its app and the accounts there, in the memory of one process.
 *
 * @param since when it began to
 */
record Experience(
        Findings findings,
        Suspects suspects,
        Unshown unshown,
        Reception reception,
        Seats seats,
        Handovers handovers,
        Instant since) {
    static Experience begun(Reception reception, Seats seats, Handovers handovers, Clock clock) {
        return new Experience(
                new Findings(), new Suspects(), new Unshown(), reception, seats, handovers, clock.instant());
    }

    /** The app is another one; what may still land may do so in the one before. */
    void forget() {
        findings.forget();
        reception.forget();
        seats.forget();
        unshown.forget();
    }
}
