package dev.usher.sync;

/** For what an account waits in a lane. */
public enum WaitReason {
    /** For a worker, since somebody is to lose access. */
    REVOCATION,
    /** For a worker, for anything else. */
    OTHER,
    /** For its time, since it failed. */
    LATER,
    /** For the app to be well. */
    PARKED
}
