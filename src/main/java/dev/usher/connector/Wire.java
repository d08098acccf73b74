package dev.usher.connector;

import java.time.Duration;
import java.util.Optional;

/**
 * The only way from a session to its app: every request passes through it, one by one.
 *
 * <p>It waits until the app may be asked, asks whether this operator is still in charge, and measures; it never repeats.
 * A session calls it in the thread in which it is asked itself, which tells what the call is for.
 */
public interface Wire {
    /**
     * Makes one call.
     *
     * @throws AppFailure what the call threw, or that it may not be made now, in which case nothing was sent
     */
    <T> T call(Op op, Call<T> call) throws AppFailure;

    /** Says what the app asked for. */
    void limits(RateHint seen);

    /** One request and its answer. */
    @FunctionalInterface
    interface Call<T> {
        T send(Ticket ticket) throws AppFailure;
    }

    /**
     * What a call has to obey and to carry.
     *
     * @param timeLimit for the whole exchange
     * @param correlation to be sent along, so that the app's own log can be joined with ours
     */
    record Ticket(Duration timeLimit, String correlation) {}

    /** What an app said of how much it may be asked. */
    sealed interface RateHint {
        /**
         * It refused a request, because of too many.
         *
         * @param retryAfter how long it asked to be left alone
         */
        record Refused(Optional<Duration> retryAfter) implements RateHint {}

        /**
         * It answered, and takes no more for now.
         *
         * @param reset until it does
         */
        record UsedUp(Duration reset) implements RateHint {}
    }
}
