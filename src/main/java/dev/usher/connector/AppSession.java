package dev.usher.connector;

/**
 * One open relation to one app.
 *
 * <p>Thread-safe, bounded, and interrupted within a second. It does not retry, limit, cache accounts or log: its lane
 * does. No remote text is ever in a failure. It has no thread, timer or static of its own.
 */
public interface AppSession extends AutoCloseable {
    /** What the app can do, as far as it is known by now. */
    Capabilities capabilities();

    /** Asks for the least that shows that the app is there and takes the credentials. */
    void ping() throws AppFailure;

    /**
     * Streams what is in scope, in any order, and returns normally only if that was complete; never writes.
     *
     * @throws AppFailure where it is not complete: what the sink got by then is no statement about the rest
     */
    Completeness observe(Scope scope, Sink sink) throws AppFailure;

    /**
     * Applies what one request or one transaction carries, and reports every item exactly once; never throws.
     *
     * <p>Nothing outside the batch is touched. The same batch twice ends as once. An item is Failed only if it certainly
     * did not happen, and Ambiguous otherwise.
     */
    void apply(Batch batch, Report report);

    @Override
    void close();
}
