package dev.usher.connector;

import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;

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

    /** Of a call that the app certainly did nothing about. */
    public static AppFailure of(Kind kind, Detail detail) {
        return new AppFailure(Failure.of(kind, detail), false);
    }

    public Failure failure() {
        return failure;
    }

    public boolean maybeDone() {
        return maybeDone;
    }
}
