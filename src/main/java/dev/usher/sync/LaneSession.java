package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Credentials;
import dev.usher.connector.Learned;
import dev.usher.connector.Wire;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.Optional;

/** The one open session of a lane, replaced when its setup or one of its Secrets changes. */
final class LaneSession {
    private final Vault vault;
    private final Wire wire;
    private final Register register;
    private final Timing timing;
    private volatile Optional<Setup> setup = Optional.empty();
    private Learned learned = Learned.NOTHING;
    private Optional<Credentials> used = Optional.empty();
    private volatile Optional<AppSession> open = Optional.empty();
    private Optional<Rejection> rejected = Optional.empty();
    private boolean ended;

    /** What the app said, and when by the monotonic clock. */
    private record Rejection(Failure why, long at) {}

    LaneSession(Vault vault, Wire wire, Timing timing) {
        this.vault = vault;
        this.wire = wire;
        this.timing = timing;
        this.register = new Register(timing);
    }

    synchronized void configure(Setup next) {
        if (!setup.equals(Optional.of(next))) {
            close();
            // Whoever edits an app may have mended what was found out.
            learned = setup.isPresent() ? Learned.NOTHING : learned;
            setup = Optional.of(next);
            rejected = Optional.empty();
        }
    }

    /** What an earlier process found out; to be said before the first setup. */
    synchronized void recalls(Learned before) {
        learned = before;
    }

    Optional<Setup> setup() {
        return setup;
    }

    /** What was read by the open session; another one may be shown other accounts. */
    Register register() {
        return register;
    }

    /** The open session; there is one once {@link #refresh} went well. */
    AppSession get() throws AppFailure {
        return open.orElseThrow(() -> AppFailure.of(Kind.WAITING, Detail.NONE));
    }

    /**
     * Reads the Secrets again, opens a session if one changed or there is none, and asks the app for a sign of life.
     *
     * <p>What the app rejected is not tried again before it changes, because apps lock accounts for that; a certificate is, after a
     * while.
     */
    synchronized AppSession refresh() throws AppFailure {
        var target = setup.filter(any -> !ended).orElseThrow(() -> AppFailure.of(Kind.WAITING, Detail.NONE));
        var credentials = read(target);
        if (!used.equals(Optional.of(credentials))) {
            close();
            used = Optional.of(credentials);
            rejected = Optional.empty();
        }
        if (rejected.isPresent()) {
            if (lasts(rejected.get())) {
                throw new AppFailure(rejected.get().why(), false);
            }
            close();
            rejected = Optional.empty();
        }
        try {
            var session = open.isPresent()
                    ? open.get()
                    : target.connector().open(target.config(), credentials, learned, wire);
            open = Optional.of(session);
            session.ping();
            return session;
        } catch (AppFailure e) {
            reject(e.failure());
            throw e;
        }
    }

    /** Something that is asked of a session. */
    @FunctionalInterface
    interface Asking {
        Done of(AppSession session) throws AppFailure, LedgerFailure;
    }

    /** Asks the open session; that the app does not take its credentials is remembered. */
    Done ask(Asking asking) throws AppFailure, LedgerFailure {
        var asked = get();
        try {
            return asking.of(asked);
        } catch (AppFailure e) {
            noteRejection(asked, e.failure());
            throw e;
        }
    }

    /** Unless others came in their place meanwhile. */
    private synchronized void noteRejection(AppSession of, Failure failure) {
        if (open.equals(Optional.of(of))) {
            reject(failure);
        }
    }

    private void reject(Failure failure) {
        if (failure.kind() == Kind.UNAUTHORIZED) {
            rejected = Optional.of(new Rejection(failure, timing.nanos().getAsLong()));
        }
    }

    /** Nothing is locked for a certificate, and its authority may come to be accepted there without a change that is seen here. */
    private boolean lasts(Rejection rejection) {
        return switch (rejection.why().detail()) {
            case CERTIFICATE_WANTED, CERTIFICATE_REFUSED, CERTIFICATE_REFUSED_BY_TOKEN_ENDPOINT ->
                timing.nanos().getAsLong() - rejection.at() < timing.health().toNanos();
            default -> true;
        };
    }

    synchronized void close() {
        open.ifPresent(session -> {
            learned = session.capabilities().learned();
            session.close();
        });
        open = Optional.empty();
        register.forget();
    }

    /** Closes it for good: whoever still comes to open another one is refused. */
    synchronized void end() {
        ended = true;
        close();
    }

    private Credentials read(Setup target) throws AppFailure {
        try {
            return vault.read(target.config().app().namespace(), target.target().secrets());
        } catch (NotOffered e) {
            throw new AppFailure(e.failure(), false);
        }
    }
}
