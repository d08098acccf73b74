package dev.usher.net;

/** Where requests go. Only a transport has a socket; everything else that takes them keeps them to itself. */
public interface HttpSender extends AutoCloseable {
    /**
     * Sends one request once and reads the whole answer.
     *
     * @throws NetFailure if there is no complete answer within the bounds, or it is a redirect
     */
    HttpAnswer send(HttpRequest request) throws NetFailure;

    @Override
    void close();
}
