package dev.usher.source.http;

import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.net.Body;
import dev.usher.net.HttpAnswer;
import dev.usher.net.HttpRequest;
import dev.usher.net.Limits;
import dev.usher.net.NetFailure;
import dev.usher.source.Breaks;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Asks a source, one request after the other. */
final class Asking {
    private static final int UNAUTHORIZED = 401;
    private static final int REQUEST_BYTES = 1 << 20;

    private final Map<String, String> declared;
    private final HttpTerms.Bounds bounds;
    private final String accepted;
    private final Means means;
    private final Proofs proofs;
    private final Instant end;
    private boolean asked;

    /**
     * For as long as its bounds let it.
     *
     * @param declared headers that each request has
     * @param accepted the media types of an answer
     */
    Asking(Map<String, String> declared, HttpTerms.Bounds bounds, Means means, Proofs proofs, String accepted) {
        this.accepted = accepted;
        this.declared = Map.copyOf(declared);
        this.bounds = bounds;
        this.means = means;
        this.proofs = proofs;
        this.end = means.clock().instant().plus(bounds.whole());
    }

    /** The answer, whatever its status says; by a token that is refused nothing is asked twice. */
    HttpAnswer answer(String method, URI uri, Optional<String> body) throws Breaks {
        pause();
        var first = send(method, uri, body);
        return first.status() == UNAUTHORIZED && proofs.renews() ? send(method, uri, body) : first;
    }

    /** The same, if it is one. */
    HttpAnswer fine(HttpAnswer answer) throws Breaks {
        if (!Judged.isFine(answer)) {
            throw new Breaks(Judged.refusal(answer, means.clock().instant()));
        }
        Judged.expectText(answer);
        return answer;
    }

    private void pause() throws Breaks {
        var pause = bounds.pause();
        if (asked && pause.isPositive()) {
            try {
                means.rest().rest(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Breaks.by(Defect.INTERRUPTED);
            }
        }
        asked = true;
    }

    private HttpAnswer send(String method, URI uri, Optional<String> body) throws Breaks {
        var headers = headers(body);
        proofs.next(left()).forEach((name, value) -> put(headers, name, value));
        var limits = new Limits(REQUEST_BYTES, bounds.pageBytes());
        try {
            return means.sender()
                    .send(new HttpRequest(
                            method, uri, headers, body.map(Body::of).orElse(Body.NONE), left(), limits));
        } catch (NetFailure failure) {
            throw Judged.failure(failure);
        }
    }

    private Map<String, String> headers(Optional<String> body) {
        var headers = new HashMap<String, String>();
        headers.put("Accept", accepted);
        body.ifPresent(_ -> headers.put("Content-Type", "application/json"));
        declared.forEach((name, value) -> put(headers, name, value));
        return headers;
    }

    /** In whatever case it was said before. */
    private static void put(Map<String, String> headers, String name, String value) {
        headers.keySet().removeIf(name::equalsIgnoreCase);
        headers.put(name, value);
    }

    /** What the next request may take. */
    private Duration left() throws Breaks {
        var left = Duration.between(means.clock().instant(), end);
        if (!left.isPositive()) {
            throw Breaks.by(Defect.TOO_SLOW);
        }
        return left.compareTo(bounds.request()) < 0 ? left : bounds.request();
    }
}
