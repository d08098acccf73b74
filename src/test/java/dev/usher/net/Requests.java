package dev.usher.net;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Requests as the tests need them. */
final class Requests {

    static final NetworkPolicy LOOPBACK = NetworkPolicy.parse("127.0.0.0/8", true);
    static final Duration LONG = Duration.ofSeconds(20);

    private Requests() {}

    static HttpRequest get(URI uri) {
        return get(uri, LONG);
    }

    static HttpRequest get(URI uri, Duration deadline) {
        return new HttpRequest("GET", uri, Map.of(), Body.NONE, deadline, Limits.DEFAULT);
    }

    static HttpRequest post(URI uri, String body) {
        return new HttpRequest("POST", uri, Map.of(), Body.of(body), LONG, Limits.DEFAULT);
    }

    /** The status, or the kind of failure and what is known about the request: {@code BROKEN, maybe sent}. */
    static Object outcome(HttpTransport transport, HttpRequest request) {
        try {
            return transport.send(request).status();
        } catch (NetFailure failure) {
            return failure.kind() + (failure.maybeSent() ? ", maybe sent" : ", certainly not sent");
        }
    }
}
