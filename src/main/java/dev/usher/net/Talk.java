package dev.usher.net;

import java.io.IOException;

/** What is said over a connection in a protocol of which this room knows nothing. */
@FunctionalInterface
public interface Talk<T> {
    /**
     * Says it, and hears the answer; an interruption ends whatever it waits for.
     *
     * @throws IOException where the connection did not hold
     */
    T speak(Progress progress) throws IOException, InterruptedException;

    /** How far it has come: whoever gives it up from outside learns that here. */
    interface Progress {
        /** Notes what is to be closed if it is given up. */
        void holds(Runnable closing) throws IOException;

        /**
         * Notes that from now on the other side may do what it is asked.
         *
         * @throws IOException if it was given up before
         */
        void sends() throws IOException;
    }
}
