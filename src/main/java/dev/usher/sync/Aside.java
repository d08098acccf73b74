package dev.usher.sync;

/** Lets a worker wait for others without keeping a place that somebody else could work at. */
interface Aside {
    void step(Waits waits) throws InterruptedException;

    /** Whether somebody is on the way who may wait for the same. */
    default boolean mayOthersCome() {
        return false;
    }

    /** Whether whoever waits now keeps a place. */
    default boolean isFull() {
        return false;
    }

    /** What is waited for. */
    interface Waits {
        void run() throws InterruptedException;
    }
}
