package dev.usher.net;

import static dev.usher.net.Requests.LOOPBACK;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exchanges in the threads of those who ask, as lanes do it. */
@Timeout(60)
class DeadlinesTest {
    /** Before the long one is over. */
    private static final Duration SOON = Requests.LONG.minusSeconds(2);

    private final HttpTransport transport = new HttpTransport(LOOPBACK, 4);

    @AfterEach
    void close() {
        transport.close();
    }

    /** What came of it, and whether the thread is left interrupted. */
    private record Left(Object outcome, boolean interrupted) {}

    private Left send(HttpRequest request) {
        var outcome = Requests.outcome(transport, request);
        return new Left(outcome, Thread.interrupted());
    }

    private static <T> FutureTask<T> inVirtualThread(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static void answer(RawServer.Peer peer) throws IOException {
        peer.read();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    @Test
    void whoIsCutIsNotLeftInterruptedAndTheConnectionIsFree() throws Exception {
        try (RawServer silent = new RawServer(RawServer.Peer::awaitEnd);
                RawServer good = new RawServer(DeadlinesTest::answer)) {
            var all = inVirtualThread(() -> {
                var left = new ArrayList<Left>();
                for (var time = 0; time < 6; time++) {
                    left.add(send(Requests.get(silent.uri("/"), Duration.ofMillis(50))));
                }
                left.add(send(Requests.get(good.uri("/"))));
                return left;
            });

            // Whether so short a time was enough to send anything is the machine's business.
            assertThat(all.get().subList(0, 6))
                    .allSatisfy(left -> assertThat(left.outcome()).asString().startsWith("TIMED_OUT"))
                    .noneMatch(Left::interrupted);
            assertThat(all.get().getLast()).isEqualTo(new Left(200, false));
            Awaitility.await().until(() -> silent.open() == 0);
        }
    }

    @Test
    void aShortDeadlineIsKeptBesideALongOne() throws Exception {
        try (RawServer silent = new RawServer(RawServer.Peer::awaitEnd)) {
            var patient = inVirtualThread(() -> send(Requests.get(silent.uri("/"))));
            Awaitility.await().until(() -> silent.open() == 1);
            var start = System.nanoTime();

            var hasty = inVirtualThread(() -> send(Requests.get(silent.uri("/"), Duration.ofMillis(100))));

            assertThat(hasty.get().outcome()).asString().startsWith("TIMED_OUT");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
            assertThat(patient.isDone()).isFalse();
        }
    }

    @Test
    void everybodyEndsWhenTheTransportIsClosed() throws Exception {
        try (RawServer silent = new RawServer(RawServer.Peer::awaitEnd)) {
            var waiting = List.of(
                    inVirtualThread(() -> send(Requests.get(silent.uri("/")))),
                    inVirtualThread(() -> send(Requests.get(silent.uri("/")))));
            Awaitility.await().until(() -> silent.open() == 2);

            transport.close();

            for (var one : waiting) {
                assertThat(one.get()).isEqualTo(new Left("INTERRUPTED, maybe sent", false));
            }
            assertThat(inVirtualThread(() -> send(Requests.get(silent.uri("/"))))
                            .get())
                    .isEqualTo(new Left("INTERRUPTED, certainly not sent", false));
        }
    }

    /** Whoever reads faster than is written never waits, and does not notice an interruption. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"})
    void aFloodEndsAtTheDeadline(String start) throws Exception {
        var flood = ("1;" + "x".repeat(500) + "\r\na\r\n").repeat(100);
        try (RawServer server = new RawServer(peer -> {
            peer.read();
            peer.write(start);
            while (true) {
                peer.write(flood);
            }
        })) {
            var begin = System.nanoTime();
            var large = new HttpRequest(
                    "GET",
                    server.uri("/"),
                    Map.of(),
                    Body.NONE,
                    Duration.ofSeconds(2),
                    new Limits(0, Integer.MAX_VALUE - 8));

            assertThat(inVirtualThread(() -> send(large)).get()).isEqualTo(new Left("TIMED_OUT, maybe sent", false));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
        }
    }

    @Test
    void anAnswerThatIsAnnouncedForEverIsNone() throws Exception {
        var flood = ("HTTP/1.1 102 Processing\r\n" + "a:\r\n".repeat(60) + "\r\n").repeat(20);
        try (RawServer server = new RawServer(peer -> {
            peer.read();
            while (true) {
                peer.write(flood);
            }
        })) {
            assertThat(inVirtualThread(() -> send(Requests.get(server.uri("/"))))
                            .get())
                    .isEqualTo(new Left("MALFORMED, maybe sent", false));
        }
    }

    @Test
    void whoWasInterruptedBeforeSendsNothingAndStaysSo() throws Exception {
        try (RawServer good = new RawServer(DeadlinesTest::answer)) {
            var left = inVirtualThread(() -> {
                Thread.currentThread().interrupt();
                return send(Requests.get(good.uri("/")));
            });

            assertThat(left.get()).isEqualTo(new Left("INTERRUPTED, certainly not sent", true));
            assertThat(good.accepted()).isZero();
        }
    }

    /** Answers that come at the very moment of the deadline: either ends the exchange, and nothing of it reaches what comes next. */
    @Test
    void nobodyIsInterruptedLateByAnExchangeThatEndedInTime() throws Exception {
        var release = new CountDownLatch(1);
        try (RawServer server = new RawServer(DeadlinesTest::answer)) {
            var callers = new ArrayList<FutureTask<List<Left>>>();
            for (var caller = 0; caller < 4; caller++) {
                var shift = caller;
                callers.add(inVirtualThread(() -> {
                    release.await();
                    var left = new ArrayList<Left>();
                    for (var time = 0; time < 150; time++) {
                        var deadline = Duration.ofNanos(100_000L + (time * 37_000L + shift * 11_000L) % 1_500_000L);
                        left.add(send(Requests.get(server.uri("/"), deadline)));
                        // Would end at once if an interruption were still on its way.
                        left.add(new Left(new CountDownLatch(1).await(1, TimeUnit.NANOSECONDS), false));
                    }
                    return left;
                }));
            }
            release.countDown();

            for (var caller : callers) {
                assertThat(caller.get()).noneMatch(Left::interrupted);
            }
        }
    }
}
