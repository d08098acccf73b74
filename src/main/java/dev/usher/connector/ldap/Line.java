package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.ResultCode;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Connections;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Wire;
import dev.usher.domain.outcome.Failure;
import dev.usher.ldap.Answer;
import dev.usher.ldap.Dialler;
import dev.usher.ldap.Query;
import dev.usher.ldap.Request;
import dev.usher.net.Talk;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Sends requests through the wire, over few connections that are used again; knows nothing of accounts. */
final class Line implements AutoCloseable {
    private final Connections<LDAPConnection, Dialler.BindRefused> connections;
    private final Wire wire;
    private final Clock clock;

    Line(Dialler dialler, int most, Wire wire, Clock clock) {
        this.connections = new Connections<>(dialler.transport(), dialler, most, clock);
        this.wire = wire;
        this.clock = clock;
    }

    /** One request that changes nothing. */
    <T> Answer<T> read(Op op, Request<T> request) throws AppFailure {
        try (var lease = lease()) {
            return lease.read(op, request);
        }
    }

    Answer<Query.Found> search(Op op, Query query) throws AppFailure {
        return read(op, query::send);
    }

    /** One request that changes something; never throws. */
    <T> Outcome write(Op op, Request<T> request, Function<Answer<T>, Outcome> judge) {
        var limit = new AtomicReference<>(Duration.ZERO);
        try (var lease = lease()) {
            return judge.apply(lease.call(op, true, limit, request));
        } catch (AppFailure e) {
            return e.maybeDone() ? ambiguous(e.failure(), limit.get()) : new Outcome.Failed(e.failure());
        }
    }

    /** A request may be on its way for as long as it may take, and be worked on for as long again. */
    private Outcome ambiguous(Failure why, Duration limit) {
        return new Outcome.Ambiguous(why, clock.instant().plus(limit.multipliedBy(2)));
    }

    /** Of a refusal of a write: what it says is certain, unless the server failed in the middle. */
    Outcome refused(Answer.Refused<?> refused) {
        var failure = Results.of(refused, Results.Intent.WRITE);
        return failure.maybeDone()
                ? new Outcome.Ambiguous(failure.failure(), clock.instant())
                : new Outcome.Failed(failure.failure());
    }

    /** One connection for several requests, made with the first. */
    Lease lease() {
        return new Lease(connections.lease());
    }

    /** The same, made anew: over one that is open already nothing is said of the credentials. */
    Lease fresh() {
        return new Lease(connections.fresh());
    }

    /** What is said over one connection, and by one thread at a time. */
    final class Lease implements AutoCloseable {
        private final Connections<LDAPConnection, Dialler.BindRefused>.Lease lease;

        private Lease(Connections<LDAPConnection, Dialler.BindRefused>.Lease lease) {
            this.lease = lease;
        }

        <T> Answer<T> read(Op op, Request<T> request) throws AppFailure {
            return call(op, false, new AtomicReference<>(Duration.ZERO), request);
        }

        private <T> Answer<T> call(Op op, boolean writes, AtomicReference<Duration> limit, Request<T> request)
                throws AppFailure {
            return wire.call(op, ticket -> {
                limit.set(ticket.timeLimit());
                Talk<Answer<T>> talk = progress -> over(progress, request);
                var answer = lease.talk(talk, writes, ticket.timeLimit());
                if (answer instanceof Answer.Refused<T> refused && refused.is(ResultCode.BUSY)) {
                    wire.limits(new Wire.RateHint.Refused(Optional.empty()));
                }
                return answer;
            });
        }

        private <T> Answer<T> over(Talk.Progress progress, Request<T> request)
                throws IOException, InterruptedException {
            try {
                var connection = lease.connection(progress);
                progress.sends();
                var answer = request.over(connection);
                if (answer instanceof Answer.Refused<T> refused && refused.isLast()) {
                    lease.drop();
                }
                return answer;
            } catch (Dialler.BindRefused e) {
                return new Answer.Refused<>(e.code(), true);
            }
        }

        @Override
        public void close() {
            lease.close();
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
