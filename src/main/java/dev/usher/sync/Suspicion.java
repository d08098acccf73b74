package dev.usher.sync;

import java.time.Duration;
import java.time.Instant;

/**
 * That the wall clock of this machine cannot be believed, so that nothing may be taken away because of time alone.
 *
 * @param since when it began, in the time that is counted on instead
 * @param ahead how far the wall clock is ahead of that time; negative if it is behind
 * @param server what the API server's clock said last
 */
public record Suspicion(Instant since, Duration ahead, Server server) {
    /** Whom the API server's clock agrees with. */
    public enum Server {
        /** It could not be asked. */
        SILENT,
        /** With the time that is counted on: the wall clock is wrong. */
        AGREES,
        /** With the wall clock: the machine slept, or both jumped together. */
        AGREES_WITH_WALL,
        /** With nobody. */
        DISAGREES
    }

    /** How it ended. */
    public enum Ending {
        /** The wall clock is again where it was expected. */
        WALL_CAME_BACK,
        /** The API server agreed with the wall clock for long enough: its time is counted on from now on. */
        WALL_ADOPTED
    }

    /** Is told when suspicion begins and ends, by the thread that checks. */
    public interface Watcher {
        void began(Suspicion suspicion);

        /** Ends the one that was, which is given as it was seen last. */
        void ended(Suspicion was, Ending how);
    }
}
