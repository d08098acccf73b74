package dev.usher.net;

import dev.usher.net.NetFailure.Kind;

/** What is done over one connection, and can be given up from outside. */
interface Severable<T> {
    T call() throws NetFailure;

    /** Nothing is sent from now on. */
    NetFailure giveUp(Kind kind);

    /** Closes the connection under it. */
    void sever();
}
