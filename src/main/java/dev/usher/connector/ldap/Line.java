package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.usher.connector.AppFailure;
import dev.usher.connector.NoAnswer;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Wire;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.NetFailure;
import dev.usher.net.Talk;
import java.io.EOFException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Sends requests through the wire, over few connections that are used again; knows nothing of accounts. */
final class Line implements AutoCloseable {
    /** Shorter than the time after which directories close what is idle: they should not do so while we send. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** One request of the library. */
    @FunctionalInterface
    interface Request<T> {
        T send(LDAPConnection connection) throws LDAPException;
    }

    private record Idle(LDAPConnection connection, Instant since) {}

    private final Dialler dialler;
    private final Semaphore permits;
    private final Wire wire;
    private final Clock clock;
    private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Line(Dialler dialler, int connections, Wire wire, Clock clock) {
        this.dialler = dialler;
        this.permits = new Semaphore(connections);
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
        var failure = refused.failure(Results.Intent.WRITE);
        return failure.maybeDone()
                ? new Outcome.Ambiguous(failure.failure(), clock.instant())
                : new Outcome.Failed(failure.failure());
    }

    /** One connection for several requests, made with the first. */
    Lease lease() {
        return new Lease(false);
    }

    /** The same, made anew: over one that is open already nothing is said of the credentials. */
    Lease fresh() {
        return new Lease(true);
    }

    /** What is said over one connection, and by one thread at a time. */
    final class Lease implements AutoCloseable {
        private Optional<LDAPConnection> held = Optional.empty();
        private final boolean fresh;
        private boolean permitted;

        private Lease(boolean fresh) {
            this.fresh = fresh;
        }

        <T> Answer<T> read(Op op, Request<T> request) throws AppFailure {
            return call(op, false, new AtomicReference<>(Duration.ZERO), request);
        }

        private <T> Answer<T> call(Op op, boolean writes, AtomicReference<Duration> limit, Request<T> request)
                throws AppFailure {
            return wire.call(op, ticket -> {
                limit.set(ticket.timeLimit());
                var answer = exchange(writes, request, ticket.timeLimit());
                if (answer instanceof Answer.Refused<T> refused && refused.is(ResultCode.BUSY)) {
                    wire.limits(new Wire.RateHint.Refused(Optional.empty()));
                }
                return answer;
            });
        }

        private <T> Answer<T> exchange(boolean writes, Request<T> request, Duration limit) throws AppFailure {
            try {
                return dialler.transport().within(progress -> over(progress, request), limit);
            } catch (NetFailure e) {
                drop();
                if (e.kind() == NetFailure.Kind.PLAINTEXT_REFUSED) {
                    throw AppFailure.of(Kind.MISCONFIGURED, Detail.UNENCRYPTED_REFUSED);
                }
                throw NoAnswer.of(e.kind(), e.maybeSent(), writes);
            }
        }

        private <T> Answer<T> over(Talk.Progress progress, Request<T> request)
                throws IOException, InterruptedException {
            if (!permitted) {
                permits.acquire();
                permitted = true;
            }
            try {
                var connection = connection(progress);
                progress.holds(connection::closeWithoutUnbind);
                progress.sends();
                return new Answer.Fine<>(request.send(connection));
            } catch (Dialler.BindRefused e) {
                return new Answer.Refused<>(e.code(), true);
            } catch (LDAPException e) {
                if (isOfConnection(e)) {
                    throw new EOFException("the connection broke off");
                }
                if (!e.getResultCode().isConnectionUsable()) {
                    drop();
                }
                return new Answer.Refused<>(e.getResultCode(), false);
            }
        }

        private LDAPConnection connection(Talk.Progress progress) throws IOException, Dialler.BindRefused {
            if (held.isEmpty() && !fresh) {
                held = take();
            }
            if (held.isEmpty()) {
                held = Optional.of(dialler.dial(progress));
            }
            return held.get();
        }

        private void drop() {
            held.ifPresent(LDAPConnection::closeWithoutUnbind);
            held = Optional.empty();
        }

        @Override
        public void close() {
            held.ifPresent(connection -> idle.push(new Idle(connection, clock.instant())));
            held = Optional.empty();
            if (permitted) {
                permits.release();
                permitted = false;
            }
            if (closed) {
                closeIdle();
            }
        }
    }

    private Optional<LDAPConnection> take() {
        var oldest = clock.instant().minus(IDLE);
        for (var next = Optional.ofNullable(idle.poll()); next.isPresent(); next = Optional.ofNullable(idle.poll())) {
            if (next.get().connection().isConnected() && next.get().since().isAfter(oldest)) {
                return next.map(Idle::connection);
            }
            next.get().connection().closeWithoutUnbind();
        }
        return Optional.empty();
    }

    /** Whether it was no answer at all. */
    static boolean isOfConnection(LDAPException e) {
        return switch (e.getResultCode().intValue()) {
            case ResultCode.SERVER_DOWN_INT_VALUE,
                    ResultCode.CONNECT_ERROR_INT_VALUE,
                    ResultCode.TIMEOUT_INT_VALUE,
                    ResultCode.LOCAL_ERROR_INT_VALUE -> true;
            default -> false;
        };
    }

    private void closeIdle() {
        for (var next = Optional.ofNullable(idle.poll()); next.isPresent(); next = Optional.ofNullable(idle.poll())) {
            next.get().connection().closeWithoutUnbind();
        }
    }

    @Override
    public void close() {
        closed = true;
        dialler.close();
        closeIdle();
    }
}
