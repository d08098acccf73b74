package dev.usher.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.usher.net.NetFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of talks in any protocol: how much of the other side is listened to. */
@Timeout(60)
class SocketTransportTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final int MOST = 32 << 20;

    private ServerSocket door;
    private SocketTransport transport;

    @BeforeEach
    void start() throws IOException {
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::speaksForEver);
        transport = new SocketTransport(NetworkPolicy.parse("127.0.0.0/8", true), Tls.of(Trust.ofJvm()));
    }

    @AfterEach
    void end() throws IOException {
        transport.close();
        door.close();
    }

    private void speaksForEver() {
        try (var client = door.accept()) {
            var bytes = new byte[1 << 16];
            while (true) {
                client.getOutputStream().write(bytes);
            }
        } catch (IOException _) {
            // It is over.
        }
    }

    private Socket connected() throws IOException {
        return transport.connect("127.0.0.1", door.getLocalPort(), false);
    }

    private static int heard(Socket socket, int most) throws IOException {
        return socket.getInputStream().readNBytes(most).length;
    }

    @Test
    void whoSpeaksForEverIsNotListenedToForEver() {
        var failure = catchThrowableOfType(
                NetFailure.class,
                () -> transport.within(
                        progress -> {
                            try (var socket = connected()) {
                                progress.sends();
                                return heard(socket, Integer.MAX_VALUE);
                            }
                        },
                        LONG));
        assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(failure.maybeSent()).isTrue();
    }

    @Test
    void whatIsSaidBeforeAnythingWasAskedIsNoAnswer() {
        var failure = catchThrowableOfType(
                NetFailure.class,
                () -> transport.within(
                        progress -> {
                            try (var socket = connected()) {
                                return heard(socket, Integer.MAX_VALUE);
                            }
                        },
                        LONG));
        assertThat(failure.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(failure.maybeSent()).isFalse();
    }

    @Test
    void aLibraryThatKeepsItToItselfChangesNothing() {
        var failure = catchThrowableOfType(
                NetFailure.class,
                () -> transport.within(
                        progress -> {
                            progress.sends();
                            try (var socket = connected()) {
                                return heard(socket, Integer.MAX_VALUE);
                            } catch (IOException _) {
                                return 0;
                            }
                        },
                        LONG));
        assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    void eachTalkOverOneConnectionIsListenedToAsLong() throws Exception {
        try (var socket = connected()) {
            for (var again = 0; again < 3; again++) {
                assertThat(transport.<Integer>within(progress -> heard(socket, MOST - 1), LONG))
                        .isEqualTo(MOST - 1);
            }
        }
    }
}
