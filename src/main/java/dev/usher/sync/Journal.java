package dev.usher.sync;

import dev.usher.connector.Change;
import dev.usher.connector.Outcome;

/**
 * The audit stream: two records for every write to an app, and one for every decision.
 *
 * <p>The records of one write are made under one {@link CorrelationId}.
 */
public interface Journal {
    /**
     * What is about to be sent.
     *
     * @throws JournalFailure where it could not be recorded: then it is not sent, unless it takes access away
     */
    void intent(Change change);

    /** How it ended; where that cannot be recorded now, the journal keeps it until it can. */
    void result(Change change, Outcome outcome);

    /** What was decided, told before it is stored; kept like a result. */
    void decision(Decided decided);

    /** Whether records can be made. */
    default boolean isWell() {
        return true;
    }
}
