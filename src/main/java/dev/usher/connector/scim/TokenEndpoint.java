package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Credentials;
import dev.usher.connector.NoAnswer;
import dev.usher.connector.Wire;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.HttpAnswer;
import dev.usher.net.HttpSender;
import dev.usher.net.NetFailure;
import dev.usher.net.web.AccessToken;
import dev.usher.net.web.RetryAfter;
import dev.usher.net.web.TokenAnswer;
import dev.usher.net.web.TokenRequest;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimPath;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The authorization server of an app (RFC 6749 section 4.4): asks it once for a token, and judges its answer.
 *
 * <p>Nothing that it says gets into a failure.
 */
final class TokenEndpoint implements AutoCloseable {
    private static final int STATUS_CLASS = 100;
    private static final ScimPath TOKEN = ScimPath.of("access_token");
    private static final ScimPath TYPE = ScimPath.of("token_type");
    private static final ScimPath EXPIRES_IN = ScimPath.of("expires_in");

    private final HttpSender transport;
    private final Access.Client client;
    private final Credentials credentials;

    TokenEndpoint(HttpSender transport, Access.Client client, Credentials credentials) {
        this.transport = transport;
        this.client = client;
        this.credentials = credentials;
    }

    /** A new token. */
    AccessToken issue(Wire.Ticket ticket, Instant now) throws AppFailure {
        var answer = send(ticket);
        if (answer.status() / STATUS_CLASS != 2) {
            throw failure(refusal(answer, now));
        }
        return token(answer, now).orElseThrow(() -> failure(Failure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD)));
    }

    /** The same, as what it is for the app: nothing was asked of that. */
    static AppFailure failure(Failure why) {
        var detail = switch (why.detail()) {
            case CERTIFICATE_WANTED, CERTIFICATE_REFUSED -> Detail.CERTIFICATE_REFUSED_BY_TOKEN_ENDPOINT;
            default -> Detail.TOKEN_ENDPOINT;
        };
        var said = Failure.of(why.kind(), detail, why.words());
        return new AppFailure(why.retryAfter().map(said::after).orElse(said), false);
    }

    private static Optional<AccessToken> token(HttpAnswer answer, Instant asked) {
        return Resource.parse(answer.body().stream())
                .map(said ->
                        new TokenAnswer(said.text(TOKEN).map(Sensitive::new), said.text(TYPE), said.text(EXPIRES_IN)))
                .flatMap(said -> said.issued(asked));
    }

    private static Failure refusal(HttpAnswer answer, Instant now) {
        var status = answer.status();
        var pause = answer.header("Retry-After").flatMap(header -> RetryAfter.parse(header, now));
        var failure = Failure.of(kind(status), Detail.STATUS, Integer.toString(status));
        return failure.kind() == Kind.THROTTLED || status == 503
                ? pause.map(failure::after).orElse(failure)
                : failure;
    }

    /** A client, or a scope, that it does not take is 400 or 401 (RFC 6749 section 5.2). */
    private static Kind kind(int status) {
        return switch (status) {
            case 400, 401 -> Kind.UNAUTHORIZED;
            case 403 -> Kind.FORBIDDEN;
            case 429 -> Kind.THROTTLED;
            case 408 -> Kind.UNREACHABLE;
            default ->
                switch (status / STATUS_CLASS) {
                    case 4 -> Kind.MISCONFIGURED;
                    case 5 -> Kind.UNREACHABLE;
                    default -> Kind.HOSTILE;
                };
        };
    }

    private HttpAnswer send(Wire.Ticket ticket) throws AppFailure {
        var request = new TokenRequest(
                client.url().uri(),
                credentials.of(Access.Client.ID),
                client.secret().map(_ -> credentials.of(Access.Client.SECRET)),
                client.scopes(),
                client.audience(),
                client.inBody());
        try {
            return transport.send(request.within(ticket.timeLimit(), Map.of("X-Correlation-Id", ticket.correlation())));
        } catch (NetFailure e) {
            throw failure(NoAnswer.of(e.kind(), e.maybeSent(), false).failure());
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
