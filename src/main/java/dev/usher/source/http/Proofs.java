package dev.usher.source.http;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.Body;
import dev.usher.net.HttpAnswer;
import dev.usher.net.HttpSender;
import dev.usher.net.NetFailure;
import dev.usher.net.web.AccessToken;
import dev.usher.net.web.Proof;
import dev.usher.net.web.TokenAnswer;
import dev.usher.net.web.TokenRequest;
import dev.usher.source.Breaks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Proves who asks a source, request by request; a token is kept as long as it is good. */
final class Proofs {
    private static final Pointer TOKEN = Pointer.parse("/access_token");
    private static final Pointer TYPE = Pointer.parse("/token_type");
    private static final Pointer EXPIRES_IN = Pointer.parse("/expires_in");
    private static final Json JSON = new Json(16);
    private static final int LONGEST = 1 << 16;
    private static final int UNKNOWN_CLIENT = 400;
    private static final List<String> TOKEN_URL = List.of("tokenUrl");

    private final Access access;
    private final Map<String, Sensitive> secrets;
    private final Clock clock;
    private final HttpSender tokens;
    private final AtomicReference<Optional<AccessToken>> held = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Flaw>> rejected = new AtomicReference<>(Optional.empty());

    Proofs(Access access, Map<String, Sensitive> secrets, Clock clock, HttpSender tokens) {
        this.access = access;
        this.secrets = Map.copyOf(secrets);
        this.clock = clock;
        this.tokens = tokens;
    }

    /** What the next request carries. */
    Map<String, String> next(Duration longest) throws Breaks {
        return switch (access) {
            case Access.Open _ -> Map.of();
            case Access.Bearer _ -> sendable(Proof.bearer(secret(Access.Bearer.TOKEN)));
            case Access.Basic _ -> basic(secret(Access.Basic.USER), secret(Access.Basic.PASSWORD));
            case Access.Header(String name) -> sendable(new Proof.Header(name, secret(Access.Header.KEY)));
            case Access.Client client -> token(client, longest).proof().headers();
        };
    }

    /** Whether there may be another one, now that this one was refused: a token may be forgotten before its time. */
    boolean renews() {
        return held.getAndSet(Optional.empty()).isPresent();
    }

    private Sensitive secret(String name) throws Breaks {
        var known = Optional.ofNullable(secrets.get(name));
        if (known.isEmpty()) {
            throw new Breaks(Flaw.of(Defect.NOT_THERE).about(List.of(name)));
        }
        return known.get();
    }

    private static Map<String, String> sendable(Proof.Header proof) throws Breaks {
        if (!proof.isSendable()) {
            throw Breaks.by(Defect.CREDENTIALS_UNUSABLE);
        }
        return proof.headers();
    }

    private static Map<String, String> basic(Sensitive user, Sensitive password) throws Breaks {
        if (!Proof.isBasic(user, password)) {
            throw Breaks.by(Defect.CREDENTIALS_UNUSABLE);
        }
        return user.reveal(name -> password.reveal(word -> Proof.basic(name, word)))
                .headers();
    }

    private AccessToken token(Access.Client client, Duration longest) throws Breaks {
        var now = clock.instant();
        var good = held.get().filter(token -> !token.isDue(now));
        if (good.isPresent()) {
            return good.get();
        }
        // Authorization servers lock clients that go on with a wrong secret; another secret comes with another feed.
        if (rejected.get().isPresent()) {
            throw new Breaks(rejected.get().get());
        }
        var token = issued(asked(client, longest, now), now);
        held.set(Optional.of(token));
        return token;
    }

    private HttpAnswer asked(Access.Client client, Duration longest, Instant now) throws Breaks {
        var request = new TokenRequest(
                client.tokenUrl(),
                secret(Access.Client.ID),
                client.hasSecret() ? Optional.of(secret(Access.Client.SECRET)) : Optional.empty(),
                client.scopes(),
                client.audience(),
                client.inBody());
        try {
            var answer = tokens.send(request.within(longest, Map.of()));
            if (Judged.isFine(answer)) {
                return answer;
            }
            var flaw = answer.status() == UNKNOWN_CLIENT
                    ? Flaw.of(Defect.CREDENTIALS_REFUSED).answered(UNKNOWN_CLIENT)
                    : Judged.refusal(answer, now);
            var about = flaw.about(TOKEN_URL);
            if (about.defect() == Defect.CREDENTIALS_REFUSED) {
                rejected.set(Optional.of(about));
            }
            throw new Breaks(about);
        } catch (NetFailure failure) {
            throw new Breaks(Judged.failure(failure).flaw().about(TOKEN_URL));
        }
    }

    private static AccessToken issued(HttpAnswer answer, Instant asked) throws Breaks {
        return said(answer.body())
                .issued(asked)
                .orElseThrow(() -> new Breaks(Flaw.of(Defect.NOT_READ).about(TOKEN_URL)));
    }

    private static TokenAnswer said(Body body) throws Breaks {
        var said = new Values(LONGEST);
        try {
            JSON.read(body, Sought.of(Set.of(TOKEN, TYPE, EXPIRES_IN)), said);
        } catch (Breaks why) {
            throw new Breaks(why.flaw().about(TOKEN_URL));
        }
        return new TokenAnswer(said.text(TOKEN).map(Sensitive::new), said.text(TYPE), said.text(EXPIRES_IN));
    }
}
