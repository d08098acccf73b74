package dev.usher.sync;

/** Lets a worker wait for others without keeping a place that somebody else could work at. */
interface Aside {
    void step(Waits waits) throws InterruptedException;

    /** Whether somebody is on the way who may wait for the same. */
    boolean mayOthersCome();

    /** Whether whoever waits now keeps a place. */
    boolean isFull();

    /** What is waited for. */
    interface Waits {
        void run() throws InterruptedException;
    }
}
