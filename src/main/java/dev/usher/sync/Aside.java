package dev.usher.sync;

/** Lets a worker wait for others without keeping a place that somebody else could work at. */
interface Aside {
    void step(Waits waits) throws InterruptedException;

    /** What is waited for. */
    interface Waits {
        void run() throws InterruptedException;
    }
}
