package dev.usher.connector;

import dev.usher.domain.outcome.Failure;

/**
 * A call to an app that did not end as meant.
 *
 * <p>Checked, because every caller has to decide; without a stack trace of remote text, because its words are ours.
 */
public final class AppFailure extends Exception {
    private final transient Failure failure;
    private final boolean maybeDone;

    /**
     * A failed call.
     *
     * @param maybeDone whether the app may have done what was asked, now or later
     */
    public AppFailure(Failure failure, boolean maybeDone) {
        super(failure.kind().name() + ": " + failure.message());
        this.failure = failure;
        this.maybeDone = maybeDone;
    }

    public Failure failure() {
        return failure;
    }

    public boolean maybeDone() {
        return maybeDone;
    }
}
