package dev.usher.connector.scim;

import dev.usher.domain.outcome.Failure;
import dev.usher.scim.ScimError;

/** What the status of an answer means for the request that it answers. */
sealed interface Verdict {
    /** What is not a failure of the call, and has to be looked into. */
    sealed interface Passed extends Verdict {}

    /** The app did it, or shows it. */
    record Fine() implements Passed {}

    /** The app says that there is no such resource. */
    record Absent() implements Passed {}

    /**
     * Nothing was done, because something else is in the way.
     *
     * @param taken whether the app says that a value is in use
     */
    record Conflict(boolean taken) implements Passed {}

    /**
     * Nothing was done, because the app does not want the request as it is.
     *
     * @param type what it says is wrong with it
     */
    record Refused(ScimError.Type type, Failure why) implements Passed {}

    /**
     * It did not end as meant.
     *
     * @param maybeDone whether the app may have done it all the same
     */
    record Fails(Failure failure, boolean maybeDone) implements Verdict {}
}
