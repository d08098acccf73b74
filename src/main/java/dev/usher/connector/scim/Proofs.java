package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.net.web.Proof;

/** Proves to one app who asks, request by request. */
interface Proofs extends AutoCloseable {
    /**
     * What the next request carries; it may be got from elsewhere first, through the wire.
     *
     * @throws AppFailure where there is none now, in which case nothing was sent to the app
     */
    Proof next() throws AppFailure;

    /** Whether there may be another one, now that the app refused this one. */
    boolean renews(Proof refused);

    @Override
    void close();

    /** The same for all requests. */
    record Always(Proof next) implements Proofs {
        @Override
        public boolean renews(Proof refused) {
            return false;
        }

        @Override
        public void close() {
            // Nothing is held open.
        }
    }
}
