package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.NoAnswer;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Wire;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.Body;
import dev.usher.net.HttpAnswer;
import dev.usher.net.HttpRequest;
import dev.usher.net.HttpSender;
import dev.usher.net.NetFailure;
import dev.usher.net.web.Proof;
import dev.usher.net.web.RetryAfter;
import dev.usher.scim.MemberStream;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimError;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Sends one request through the wire and judges its answer; knows nothing of accounts. */
final class Exchange implements AutoCloseable {
    /** Of a body; what is said of a read is said of the answer, for which both are asked. */
    private static final Failure WRONG_JSON = Failure.of(Kind.MISCONFIGURED, Detail.STATUS, "415");

    private static final int THROTTLED = 429;
    private static final int UNAVAILABLE = 503;

    private final HttpSender transport;
    private final Clock clock;
    private final Proofs proofs;
    private final Wire wire;
    private final Speech speech;

    Exchange(HttpSender transport, Clock clock, Proofs proofs, Wire wire, Speech speech) {
        this.transport = transport;
        this.clock = clock;
        this.proofs = proofs;
        this.wire = wire;
        this.speech = speech;
    }

    /** The answer to a read; its body is a JSON object if the verdict is Fine. */
    Answer read(Ask ask) throws AppFailure {
        return answer(ask, speech.dialect(), new AtomicReference<>(Duration.ZERO));
    }

    /** The answer to a write, or its end; never throws. */
    Written write(Ask ask) {
        var sent = speech.dialect();
        var written = write(ask, sent);
        if (ask.body().isEmpty() || !isOfWrongJson(written)) {
            return written;
        }
        var type = sent.protocol().mediaType().other();
        var other = speech.otherwise(Setting.MEDIA_TYPE, type, sent);
        if (other.isEmpty()) {
            return written;
        }
        var again = write(ask, other.get());
        if (isOfWrongJson(again)) {
            speech.isRefusedBoth(Setting.MEDIA_TYPE);
        } else if (again.means(Verdict.Fine.class)) {
            speech.learns(Setting.MEDIA_TYPE, type);
        }
        return again;
    }

    private static boolean isOfWrongJson(Written written) {
        return written instanceof Written.Ended(Outcome.Failed(Failure why)) && why.equals(WRONG_JSON);
    }

    private Written write(Ask ask, Dialect dialect) {
        var limit = new AtomicReference<>(Duration.ZERO);
        try {
            return new Written.Answered(answer(ask, dialect, limit));
        } catch (AppFailure e) {
            return new Written.Ended(e.maybeDone() ? ambiguous(e.failure(), limit) : new Outcome.Failed(e.failure()));
        } catch (RuntimeException e) {
            var bug = Failure.of(Kind.INTERNAL, Detail.NONE);
            return new Written.Ended(limit.get().isZero() ? new Outcome.Failed(bug) : ambiguous(bug, limit));
        }
    }

    /** What was refused for who said it is said once more if there is another proof. */
    private Answer answer(Ask ask, Dialect dialect, AtomicReference<Duration> limit) throws AppFailure {
        var type = dialect.protocol().mediaType();
        return proven(ask.op(), limit, (proof, ticket) -> exchange(ask, headers(ask, proof, ticket, type), ticket));
    }

    /** A request that shows who asks. */
    private interface Proven<T> {
        T send(Proof proof, Wire.Ticket ticket) throws AppFailure;
    }

    private <T> T proven(Op op, AtomicReference<Duration> limit, Proven<T> request) throws AppFailure {
        var proof = proofs.next();
        try {
            return once(op, proof, limit, request);
        } catch (AppFailure e) {
            if (isOfProof(e) && proofs.renews(proof)) {
                return once(op, proofs.next(), limit, request);
            }
            throw e;
        }
    }

    /** What ends a connection says nothing of a token, and not either that nothing was done. */
    private static boolean isOfProof(AppFailure e) {
        return e.failure().kind() == Kind.UNAUTHORIZED && e.failure().detail() == Detail.NONE && !e.maybeDone();
    }

    private <T> T once(Op op, Proof proof, AtomicReference<Duration> limit, Proven<T> request) throws AppFailure {
        return wire.call(op, ticket -> {
            limit.set(ticket.timeLimit());
            return request.send(proof, ticket);
        });
    }

    /** Sends what was declared for this account; never throws but where nothing was sent. */
    Outcome send(Op op, DeclaredRequest request, Optional<Proof> own, Change.Naming change) throws AppFailure {
        var sent = new DeclaredCall(request, request.uri(change), request.body(change));
        var limit = new AtomicReference<>(Duration.ZERO);
        Proven<Outcome> call = (proof, ticket) -> sent.by(transport, proof, ticket, clock.instant());
        try {
            return own.isPresent() ? once(op, own.get(), limit, call) : proven(op, limit, call);
        } catch (AppFailure e) {
            return e.maybeDone() ? ambiguous(e.failure(), limit) : new Outcome.Failed(e.failure());
        }
    }

    /** A request may be on its way for as long as it may take, and be worked on for as long again. */
    private Outcome ambiguous(Failure why, AtomicReference<Duration> limit) {
        return new Outcome.Ambiguous(why, clock.instant().plus(limit.get().multipliedBy(2)));
    }

    private Answer exchange(Ask ask, Map<String, String> headers, Wire.Ticket ticket) throws AppFailure {
        var answer = send(ask, headers, ticket);
        var group = group(ask, answer);
        var body = group.isPresent() ? group.map(MemberStream::group) : whole(ask, answer);
        var error = body.flatMap(ScimError::of);
        var seats = speech.dialect().seats();
        var verdict = Judgement.of(ask.intent(), ask.subject(), seats, answer.status(), error);
        var pause = pause(answer);
        return switch (verdict) {
            case Verdict.Fails(Failure failure, boolean maybeDone) ->
                throw new AppFailure(pause.map(failure::after).orElse(failure), maybeDone);
            case Verdict.Fine fine
            when !isUnderstood(ask.intent(), answer, body) ->
                throw new AppFailure(
                        Failure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD),
                        ask.intent().writes());
            case Verdict.Passed passed ->
                new Answer(passed, body, group, answer.headers().getOrDefault("link", List.of()));
        };
    }

    private static Optional<MemberStream> group(Ask ask, HttpAnswer answer) {
        return switch (ask.shows()) {
            case GROUP -> answer.body().size() == 0 ? Optional.empty() : MemberStream.parse(answer.body()::stream);
            case WHOLE -> Optional.empty();
        };
    }

    private static Optional<Resource> whole(Ask ask, HttpAnswer answer) {
        return switch (ask.shows()) {
            case WHOLE -> answer.body().size() == 0 ? Optional.empty() : Resource.parse(answer.body().stream());
            case GROUP -> Optional.empty();
        };
    }

    /** A read has to show something; of a write, silence is enough, and of a delete, anything. */
    private static boolean isUnderstood(Ask.Intent intent, HttpAnswer answer, Optional<Resource> body) {
        return switch (intent) {
            case READ, FIND, LIST -> body.isPresent();
            case CREATE, CHANGE, REPLACE -> body.isPresent() || answer.body().size() == 0;
            case DELETE -> true;
        };
    }

    private HttpAnswer send(Ask ask, Map<String, String> headers, Wire.Ticket ticket) throws AppFailure {
        var request = new HttpRequest(
                ask.intent().method(),
                ask.uri(),
                headers,
                ask.body().map(Body::of).orElse(Body.NONE),
                ticket.timeLimit(),
                ask.limits());
        try {
            return transport.send(request);
        } catch (NetFailure e) {
            throw NoAnswer.of(e.kind(), e.maybeSent(), ask.intent().writes());
        }
    }

    private static Map<String, String> headers(Ask ask, Proof proof, Wire.Ticket ticket, Dialect.MediaType mediaType) {
        var headers = new HashMap<String, String>();
        headers.putAll(proof.headers());
        headers.put("Accept", text(mediaType) + ", " + text(mediaType.other()));
        headers.put("X-Correlation-Id", ticket.correlation());
        ask.body().ifPresent(body -> headers.put("Content-Type", text(mediaType)));
        ask.ifMatch().filter(HttpRequest::isHeaderValue).ifPresent(version -> headers.put("If-Match", version));
        return headers;
    }

    private static String text(Dialect.MediaType mediaType) {
        return switch (mediaType) {
            case SCIM -> "application/scim+json";
            case JSON -> "application/json";
        };
    }

    private Optional<Duration> pause(HttpAnswer answer) {
        var now = clock.instant();
        if (answer.status() != THROTTLED && answer.status() != UNAVAILABLE) {
            Quota.usedUp(answer, now).map(Wire.RateHint.UsedUp::new).ifPresent(wire::limits);
            return Optional.empty();
        }
        var pause = answer.header("Retry-After")
                .flatMap(header -> RetryAfter.parse(header, now))
                .or(() -> answer.status() == THROTTLED ? Quota.reset(answer, now) : Optional.empty());
        wire.limits(new Wire.RateHint.Refused(pause));
        return pause;
    }

    @Override
    public void close() {
        proofs.close();
        transport.close();
    }
}
