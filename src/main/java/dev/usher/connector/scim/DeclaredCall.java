package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.NoAnswer;
import dev.usher.connector.Outcome;
import dev.usher.connector.Wire;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.Body;
import dev.usher.net.HttpAnswer;
import dev.usher.net.HttpRequest;
import dev.usher.net.HttpSender;
import dev.usher.net.Limits;
import dev.usher.net.NetFailure;
import dev.usher.net.web.Proof;
import dev.usher.net.web.RetryAfter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A declared request about one account: of its answer nothing counts but the status. */
record DeclaredCall(DeclaredRequest request, URI uri, Optional<String> body) {
    private static final Limits LIMITS = Limits.cutting(1 << 16, 1 << 16);
    private static final int UNDER_WAY = 202;
    private static final int THROTTLED = 429;
    private static final int UNAVAILABLE = 503;

    /** Sends it once; who is refused here by a proof that the app takes would be refused by the next one. */
    Outcome by(HttpSender transport, Proof proof, Wire.Ticket ticket, Instant now) throws AppFailure {
        var answer = send(transport, proof, ticket);
        if (request.isDone(answer.status())) {
            return new Outcome.Accepted();
        }
        var refused = Failure.of(Kind.REJECTED, Detail.STATUS, Integer.toString(answer.status()));
        return new Outcome.Failed(pause(answer, now).map(refused::after).orElse(refused));
    }

    private HttpAnswer send(HttpSender transport, Proof proof, Wire.Ticket ticket) throws AppFailure {
        var sent = body.map(Body::of).orElse(Body.NONE);
        try {
            return transport.send(
                    new HttpRequest(request.method(), uri, headers(proof, ticket), sent, ticket.timeLimit(), LIMITS));
        } catch (NetFailure e) {
            throw NoAnswer.of(e.kind(), e.maybeSent(), true);
        }
    }

    private Map<String, String> headers(Proof proof, Wire.Ticket ticket) {
        var headers = new HashMap<>(proof.headers());
        headers.put("Accept", "application/json, */*;q=0.1");
        headers.put("X-Correlation-Id", ticket.correlation());
        body.ifPresent(any -> headers.put("Content-Type", "application/json"));
        return headers;
    }

    /** It concerns these requests alone: they may be answered by somebody else than the app. */
    private static Optional<Duration> pause(HttpAnswer answer, Instant now) {
        return Set.of(UNDER_WAY, THROTTLED, UNAVAILABLE).contains(answer.status())
                ? answer.header("Retry-After").flatMap(header -> RetryAfter.parse(header, now))
                : Optional.empty();
    }
}
