package dev.usher.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.usher.domain.outcome.Kind;
import dev.usher.net.Dialling;
import dev.usher.net.NetworkPolicy;
import dev.usher.net.SocketTransport;
import dev.usher.net.Talk;
import dev.usher.net.Tls;
import dev.usher.net.Trust;
import java.io.EOFException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Why nobody is let in. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private static final class Hand extends Clock {
        private volatile Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private final AtomicInteger dialled = new AtomicInteger();
    private final List<Integer> ended = new CopyOnWriteArrayList<>();
    private final Hand clock = new Hand();
    private volatile boolean refuses;

    private final Connections<Integer, Refused> connections = new Connections<>(
            new SocketTransport(NetworkPolicy.PUBLIC_ONLY, Tls.of(Trust.ofJvm())),
            new Dialling<>() {
                @Override
                public Integer dial(Talk.Progress progress) throws Refused {
                    if (refuses) {
                        throw new Refused();
                    }
                    return dialled.incrementAndGet();
                }

                @Override
                public boolean isOpen(Integer connection) {
                    return !ended.contains(connection);
                }

                @Override
                public void end(Integer connection) {
                    ended.add(connection);
                }
            },
            1,
            clock);

    @AfterEach
    void close() {
        connections.close();
    }

    private static int over(Connections<Integer, Refused>.Lease lease, boolean fails) throws AppFailure {
        return lease.talk(
                progress -> {
                    var connection = connected(lease, progress);
                    progress.sends();
                    if (fails) {
                        throw new EOFException("it broke off");
                    }
                    return connection;
                },
                true,
                LONG);
    }

    private static int connected(Connections<Integer, Refused>.Lease lease, Talk.Progress progress)
            throws IOException, InterruptedException {
        try {
            return lease.connection(progress);
        } catch (Refused _) {
            return -1;
        }
    }

    private int used() throws AppFailure {
        try (var lease = connections.lease()) {
            return over(lease, false);
        }
    }

    @Test
    void oneThatWasUsedIsUsedAgain() throws AppFailure {
        assertThat(used()).isEqualTo(1);
        assertThat(used()).isEqualTo(1);
    }

    @Test
    void oneThatWasIdleForLongIsEnded() throws AppFailure {
        used();
        clock.now = clock.now.plusSeconds(11);
        assertThat(used()).isEqualTo(2);
        assertThat(ended).containsExactly(1);
    }

    @Test
    void oneThatTheOtherSideEndedIsNotUsed() throws AppFailure {
        used();
        ended.add(1);
        assertThat(used()).isEqualTo(2);
    }

    @Test
    void oneThatFailedIsEndedAndWhetherItWasDoneIsOpen() throws AppFailure {
        try (var lease = connections.lease()) {
            assertThatExceptionOfType(AppFailure.class)
                    .isThrownBy(() -> over(lease, true))
                    .satisfies(failed -> assertThat(failed.maybeDone()).isTrue())
                    .satisfies(failed -> assertThat(failed.failure().kind()).isEqualTo(Kind.UNREACHABLE));
            assertThat(ended).containsExactly(1);
            assertThat(over(lease, false)).isEqualTo(2);
        }
    }

    @Test
    void whoeverLetsNobodyInIsAskedAgainNextTime() throws AppFailure {
        refuses = true;
        assertThat(used()).isEqualTo(-1);
        refuses = false;
        assertThat(used()).isEqualTo(1);
    }

    @Test
    void noMoreAreOpenThanMayBe() throws Exception {
        var waiting = Thread.ofVirtual().unstarted(this::usedQuietly);
        try (var lease = connections.lease()) {
            over(lease, false);
            waiting.start();
            assertThat(waiting.join(Duration.ofMillis(200))).isFalse();
        }
        assertThat(waiting.join(Duration.ofSeconds(30))).isTrue();
        assertThat(dialled).hasValue(1);
    }

    private void usedQuietly() {
        try {
            used();
        } catch (AppFailure e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsIdleEndsWithAll() throws AppFailure {
        used();
        connections.close();
        assertThat(ended).containsExactly(1);
    }

    @Test
    void whatIsInUseEndsWhenItIsGivenBack() throws AppFailure {
        try (var lease = connections.lease()) {
            over(lease, false);
            connections.close();
            assertThat(ended).isEmpty();
        }
        assertThat(ended).containsExactly(1);
    }
}
