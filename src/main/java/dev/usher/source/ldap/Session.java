package dev.usher.source.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.secret.Sensitive;
import dev.usher.ldap.Answer;
import dev.usher.ldap.Dialler;
import dev.usher.ldap.Features;
import dev.usher.ldap.Query;
import dev.usher.ldap.Request;
import dev.usher.net.NetFailure;
import dev.usher.net.SocketTransport;
import dev.usher.net.Talk;
import dev.usher.source.Breaks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** One connection to a directory, made with the first request, and one request after the other over it. */
final class Session implements AutoCloseable {
    private final SocketTransport transport;
    private final Dialler dialler;
    private final LdapTerms.Bounds bounds;
    private final InstantSource clock;
    private final Instant end;
    private Optional<LDAPConnection> held = Optional.empty();

    Session(LdapTerms terms, Sensitive password, Directories means) {
        var directory = terms.directory();
        this.transport = means.transport(directory.tls());
        this.dialler = new Dialler(transport, directory.server(), directory.bindDn(), password);
        this.bounds = terms.bounds();
        this.clock = means.clock();
        this.end = clock.instant().plus(bounds.whole());
    }

    /** What is answered, if it is what was asked for. */
    <T> T ask(Request<T> request) throws Breaks {
        return switch (answer(request)) {
            case Answer.Fine<T>(T value) -> value;
            case Answer.Refused<T> refused -> throw Judged.refusal(refused);
        };
    }

    /** Changes an entry; the number by which that is refused, where it is. */
    Optional<ResultCode> change(ModifyRequest request) throws Breaks {
        return switch (this.<LDAPResult>answer(connection -> connection.modify(request))) {
            case Answer.Fine<LDAPResult> _ -> Optional.empty();
            case Answer.Refused<LDAPResult> refused when refused.atBind() -> throw Judged.refusal(refused);
            case Answer.Refused<LDAPResult> refused -> Optional.of(refused.code());
        };
    }

    /** What the directory says that it can do; where it says nothing of that, it is taken at its least. */
    Features features() throws Breaks {
        return switch (answer(Features.query()::send)) {
            case Answer.Fine<Query.Found>(Query.Found found) -> Features.of(found);
            case Answer.Refused<Query.Found> refused when refused.atBind() -> throw Judged.refusal(refused);
            case Answer.Refused<Query.Found> _ -> Features.UNKNOWN;
        };
    }

    /** What is answered. */
    <T> Answer<T> answer(Request<T> request) throws Breaks {
        Talk<Answer<T>> talk = progress -> over(progress, request);
        try {
            var answer = transport.within(talk, left());
            if (answer instanceof Answer.Refused<T> refused && refused.isLast()) {
                drop();
            }
            return answer;
        } catch (NetFailure failure) {
            drop();
            throw Judged.failure(failure);
        }
    }

    /** What is asked next is asked over another connection. */
    private void drop() {
        held.ifPresent(dialler::end);
        held = Optional.empty();
    }

    private <T> Answer<T> over(Talk.Progress progress, Request<T> request) throws IOException {
        try {
            if (held.isEmpty()) {
                held = Optional.of(dialler.dial(progress));
            }
            var connection = held.get();
            progress.holds(() -> dialler.end(connection));
            progress.sends();
            return request.over(connection);
        } catch (Dialler.BindRefused e) {
            return new Answer.Refused<>(e.code(), true);
        }
    }

    /** What the next request may take. */
    private Duration left() throws Breaks {
        var left = Duration.between(clock.instant(), end);
        if (!left.isPositive()) {
            throw Breaks.by(Defect.TOO_SLOW);
        }
        return left.compareTo(bounds.request()) < 0 ? left : bounds.request();
    }

    @Override
    public void close() {
        drop();
        transport.close();
    }
}
