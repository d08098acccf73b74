package dev.usher.simulator;

/** What the next requests that match shall meet, at most so many of them; the first script that matches decides. */
public final class FaultScript {
    private final Faults faults;
    private final Match match;
    private final int times;

    FaultScript(Faults faults, Match match, int times) {
        this.faults = faults;
        this.match = match;
        this.times = times;
    }

    /** Answers with the status; nothing is done. */
    public void fail(int status) {
        faults.add(match, new Fault.Refuse(status, -1), times);
    }

    /** Answers with the status and {@code Retry-After}; nothing is done. */
    public void fail(int status, int retryAfterSeconds) {
        faults.add(match, new Fault.Refuse(status, retryAfterSeconds), times);
    }

    /** Does it, then answers with an error, as an app does that fails after its commit. */
    public void failAfterCommit(int status) {
        faults.add(match, new Fault.FailAfterCommit(status), times);
    }

    /** Does it, then cuts the connection. */
    public void dropAnswerAfterCommit() {
        faults.add(match, new Fault.DropAfterCommit(), times);
    }

    /** Cuts the connection; nothing is done. */
    public void dropRequest() {
        faults.add(match, new Fault.DropBeforeCommit(), times);
    }

    /** Answers PUT, PATCH or DELETE as if it had been done; nothing is done. */
    public void pretend() {
        faults.add(match, new Fault.Pretend(), times);
    }

    /** Answers 200 with a body that is not SCIM; nothing is done. */
    public void babble(String contentType, String body) {
        faults.add(match, new Fault.Babble(contentType, body), times);
    }

    /** Holds the request at a gate before anything is done. */
    public Gate holdBeforeCommit() {
        return hold(false);
    }

    /** Does it, and holds the answer at a gate. */
    public Gate holdAfterCommit() {
        return hold(true);
    }

    private Gate hold(boolean afterCommit) {
        Gate gate = new Gate();
        faults.add(match, new Fault.Wait(gate, afterCommit), times);
        return gate;
    }
}
