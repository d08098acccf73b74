package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Credentials;
import dev.usher.connector.NoAnswer;
import dev.usher.connector.Wire;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.Body;
import dev.usher.net.HttpAnswer;
import dev.usher.net.HttpRequest;
import dev.usher.net.HttpSender;
import dev.usher.net.Limits;
import dev.usher.net.NetFailure;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimPath;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The authorization server of an app (RFC 6749 section 4.4): asks it once for a token, and judges its answer.
 *
 * <p>Nothing that it says gets into a failure.
 */
final class TokenEndpoint implements AutoCloseable {
    private static final Limits LIMITS = new Limits(1 << 16, 1 << 16);
    private static final int STATUS_CLASS = 100;
    private static final ScimPath TOKEN = ScimPath.of("access_token");
    private static final ScimPath TYPE = ScimPath.of("token_type");
    private static final ScimPath EXPIRES_IN = ScimPath.of("expires_in");
    private static final String SECONDS = "\\d{1,9}";

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
                .filter(said -> said.text(TYPE).map("bearer"::equalsIgnoreCase).orElse(true))
                .flatMap(said -> said.text(TOKEN)
                        .filter(HttpRequest::isHeaderValue)
                        .map(token -> AccessToken.of(Proof.bearer(new Sensitive(token)), asked, lifetime(said))));
    }

    /** Some write the number as a text. */
    private static Optional<Duration> lifetime(Resource said) {
        return said.text(EXPIRES_IN)
                .filter(text -> text.matches(SECONDS))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
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
        var id = credentials.of(Access.Client.ID);
        var secret = client.secret().map(_ -> credentials.of(Access.Client.SECRET));
        var headers = new HashMap<String, String>();
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("X-Correlation-Id", ticket.correlation());
        if (!client.inBody()) {
            // Both are encoded first (RFC 6749 section 2.3.1).
            var word = secret.map(one -> one.reveal(TokenEndpoint::encoded)).orElse("");
            headers.putAll(Proof.basic(id.reveal(TokenEndpoint::encoded), word).headers());
        }
        try {
            return transport.send(new HttpRequest(
                    "POST", client.url().uri(), headers, Body.of(form(id, secret)), ticket.timeLimit(), LIMITS));
        } catch (NetFailure e) {
            throw failure(NoAnswer.of(e.kind(), e.maybeSent(), false).failure());
        }
    }

    private String form(Sensitive id, Optional<Sensitive> secret) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("grant_type", "client_credentials");
        if (!client.scopes().isEmpty()) {
            fields.put("scope", String.join(" ", client.scopes()));
        }
        client.audience().ifPresent(audience -> fields.put("audience", audience));
        if (client.inBody()) {
            fields.put("client_id", id.reveal(text -> text));
            secret.ifPresent(one -> fields.put("client_secret", one.reveal(text -> text)));
        }
        return fields.entrySet().stream().map(TokenEndpoint::pair).collect(Collectors.joining("&"));
    }

    private static String pair(Map.Entry<String, String> field) {
        return field.getKey() + "=" + encoded(field.getValue());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        transport.close();
    }
}
