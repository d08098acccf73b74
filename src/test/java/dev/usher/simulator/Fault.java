package dev.usher.simulator;

/** What goes wrong with a request, and whether the app's state has changed by then. */
sealed interface Fault {

    /** Answered so, nothing done; {@code retryAfter} in seconds, or negative for none. */
    record Refuse(int status, int retryAfter) implements Fault {}

    /** Done, then answered with an error all the same. */
    record FailAfterCommit(int status) implements Fault {}

    /** Done, then the connection ends without an answer. */
    record DropAfterCommit() implements Fault {}

    /** Not done: the connection ends without an answer. */
    record DropBeforeCommit() implements Fault {}

    /** Answered as if it had been done. */
    record Pretend() implements Fault {}

    /** A body that is none of SCIM, under status 200, nothing done. */
    record Babble(String contentType, String body) implements Fault {}

    /** Waits at the gate, then goes on as usual. */
    record Wait(Gate gate, boolean afterCommit) implements Fault {}
}
