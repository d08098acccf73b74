package dev.usher.connector;

import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.Dialling;
import dev.usher.net.NetFailure;
import dev.usher.net.SocketTransport;
import dev.usher.net.Talk;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * Few connections to one app that are used again, in a protocol of which nothing is known here. It has no thread and no timer: what was
 * idle for too long is ended by whoever would use it.
 *
 * @param <C> a connection that is ready to be asked
 * @param <R> why the app lets nobody in
 */
public final class Connections<C, R extends Exception> implements AutoCloseable {
    /** Shorter than the time after which servers close what is idle: they should not do so while we send. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private record Idle<C>(C connection, Instant since) {}

    private final SocketTransport transport;
    private final Dialling<C, R> dialler;
    private final Semaphore permits;
    private final Clock clock;
    private final ConcurrentLinkedDeque<Idle<C>> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** At most so many at once. */
    public Connections(SocketTransport transport, Dialling<C, R> dialler, int most, Clock clock) {
        this.transport = transport;
        this.dialler = dialler;
        this.permits = new Semaphore(most);
        this.clock = clock;
    }

    /** One connection for several talks, made with the first. */
    public Lease lease() {
        return new Lease(false);
    }

    /** The same, made anew: over one that is open already nothing is said of the credentials. */
    public Lease fresh() {
        return new Lease(true);
    }

    /** What is said over one connection, and by one thread at a time. */
    public final class Lease implements AutoCloseable {
        private final boolean fresh;
        private Optional<C> held = Optional.empty();
        private boolean permitted;

        private Lease(boolean fresh) {
            this.fresh = fresh;
        }

        /**
         * Says something within a time; where that comes to no end, the connection is of no use any more.
         *
         * @param writes whether the app is asked to change something
         */
        public <T> T talk(Talk<T> talk, boolean writes, Duration longest) throws AppFailure {
            try {
                return transport.within(talk, longest);
            } catch (NetFailure e) {
                drop();
                if (e.kind() == NetFailure.Kind.PLAINTEXT_REFUSED) {
                    throw AppFailure.of(Kind.MISCONFIGURED, Detail.UNENCRYPTED_REFUSED);
                }
                throw NoAnswer.of(e.kind(), e.maybeSent(), writes);
            }
        }

        /** The connection, for the talk that is under way. */
        public C connection(Talk.Progress progress) throws IOException, InterruptedException, R {
            if (!permitted) {
                permits.acquire();
                permitted = true;
            }
            if (held.isEmpty() && !fresh) {
                held = take();
            }
            if (held.isEmpty()) {
                held = Optional.of(dialler.dial(progress));
            }
            var connection = held.get();
            progress.holds(() -> dialler.end(connection));
            return connection;
        }

        /** The connection, where a talk has made one. */
        public Optional<C> held() {
            return held;
        }

        /** Ends the connection: the next talk has another one. */
        public void drop() {
            held.ifPresent(dialler::end);
            held = Optional.empty();
        }

        @Override
        public void close() {
            held.ifPresent(connection -> idle.push(new Idle<>(connection, clock.instant())));
            held = Optional.empty();
            if (permitted) {
                permits.release();
                permitted = false;
            }
            if (closed) {
                endIdle();
            }
        }
    }

    private Optional<C> take() {
        var oldest = clock.instant().minus(IDLE);
        for (var next = Optional.ofNullable(idle.poll()); next.isPresent(); next = Optional.ofNullable(idle.poll())) {
            if (dialler.isOpen(next.get().connection()) && next.get().since().isAfter(oldest)) {
                return next.map(Idle::connection);
            }
            dialler.end(next.get().connection());
        }
        return Optional.empty();
    }

    private void endIdle() {
        for (var next = Optional.ofNullable(idle.poll()); next.isPresent(); next = Optional.ofNullable(idle.poll())) {
            dialler.end(next.get().connection());
        }
    }

    @Override
    public void close() {
        closed = true;
        transport.close();
        endIdle();
    }
}
