package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.connector.Wire;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.web.AccessToken;
import dev.usher.net.web.Proof;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The access tokens of one session: asked for when one is needed, by one of those that need it, and kept as long as they are good.
 *
 * <p>Whoever needs a token passes the wire itself before it waits for the one who asks: an inventory that waits for its turn there
 * holds up no revocation.
 */
final class AccessTokens implements Proofs {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final TokenEndpoint endpoint;
    private final Clock clock;
    private final Wire wire;
    private final AtomicReference<Optional<AccessToken>> held = new AtomicReference<>(Optional.empty());
    private final ReentrantLock asking = new ReentrantLock();
    private final AtomicBoolean renewing = new AtomicBoolean();
    private volatile Instant renewedAgain = Instant.MIN;
    private volatile Optional<Failure> rejected = Optional.empty();

    AccessTokens(TokenEndpoint endpoint, Clock clock, Wire wire) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.wire = wire;
    }

    @Override
    public Proof next() throws AppFailure {
        var now = clock.instant();
        var token = held.get();
        var good = token.filter(one -> one.isGood(now));
        if (good.isEmpty()) {
            return issued(token).proof();
        }
        if (good.get().isDue(now)) {
            return renewed(good.get()).proof();
        }
        return good.get().proof();
    }

    /** The app may have forgotten it before its time. */
    @Override
    public boolean renews(Proof refused) {
        held.updateAndGet(token -> token.filter(one -> !one.proof().equals(refused)));
        return true;
    }

    /** While the one that is held is good, only one caller asks, and nobody suffers if there is no other. */
    private AccessToken renewed(AccessToken good) {
        if (rejected.isPresent() || clock.instant().isBefore(renewedAgain) || !renewing.compareAndSet(false, true)) {
            return good;
        }
        try {
            return issued(Optional.of(good));
        } catch (AppFailure e) {
            renewedAgain = clock.instant().plus(PAUSE);
            return good;
        } finally {
            renewing.set(false);
        }
    }

    private AccessToken issued(Optional<AccessToken> before) throws AppFailure {
        refuseIfRejected();
        return wire.call(Op.AUTHENTICATE, ticket -> byOne(before, ticket));
    }

    private AccessToken byOne(Optional<AccessToken> before, Wire.Ticket ticket) throws AppFailure {
        try {
            if (!asking.tryLock(ticket.timeLimit().toNanos(), TimeUnit.NANOSECONDS)) {
                throw TokenEndpoint.failure(Failure.of(Kind.UNREACHABLE, Detail.TIMED_OUT));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AppFailure.of(Kind.WAITING, Detail.NONE);
        }
        try {
            var now = held.get();
            return now.isPresent() && !now.equals(before) ? now.get() : asked(ticket);
        } finally {
            asking.unlock();
        }
    }

    private AccessToken asked(Wire.Ticket ticket) throws AppFailure {
        refuseIfRejected();
        try {
            var token = endpoint.issue(ticket, clock.instant());
            held.set(Optional.of(token));
            return token;
        } catch (AppFailure e) {
            if (e.failure().kind() == Kind.UNAUTHORIZED) {
                rejected = Optional.of(e.failure());
            }
            throw e;
        }
    }

    /** Authorization servers lock clients that go on with a wrong secret; another secret comes with another session. */
    private void refuseIfRejected() throws AppFailure {
        if (rejected.isPresent()) {
            throw new AppFailure(rejected.get(), false);
        }
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
