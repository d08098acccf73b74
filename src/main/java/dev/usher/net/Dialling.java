package dev.usher.net;

import java.io.IOException;

/**
 * Makes connections, and ends them.
 *
 * @param <C> a connection that is ready to be asked
 * @param <R> why the other side lets nobody in
 */
public interface Dialling<C, R extends Exception> {
    /** One that is ready to be asked; whatever is open by then is held by the talk in which it is made. */
    C dial(Talk.Progress progress) throws IOException, R;

    /** Whether nobody ended it, as far as is known here. */
    boolean isOpen(C connection);

    /** Ends it at once, whatever is under way. */
    void end(C connection);
}
