package dev.usher.connector.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a connector and its app, and can lose what the app answers, or say nothing at all. */
public final class Relay implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean loses;
    private volatile boolean holds;
    private volatile Optional<String> word = Optional.empty();

    public Relay(int target) {
        try {
            this.target = target;
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** How many bytes the connector sent. */
    long sent() {
        return sent.get();
    }

    /** Whatever the app says next is lost, and its connection with it. */
    void losesAnswers(boolean yes) {
        loses = yes;
    }

    /** Whatever the app says from now on does not arrive. */
    void holdsAnswers() {
        holds = true;
    }

    /** Whatever the app says once it was told this word is lost. */
    public void losesAnswersTo(String said) {
        word = Optional.of(said);
    }

    private void accept() {
        try {
            while (!door.isClosed()) {
                var client = door.accept();
                if (holds) {
                    // Nobody else could end it, such as a server that waits for a request no longer.
                    open.add(client);
                    continue;
                }
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(server);
                Thread.startVirtualThread(() -> pass(client, server, false));
                Thread.startVirtualThread(() -> pass(server, client, true));
            }
        } catch (IOException e) {
            // It is over.
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            var bytes = new byte[8_192];
            for (var count = from.getInputStream().read(bytes);
                    count >= 0;
                    count = from.getInputStream().read(bytes)) {
                if (!answers && isSaid(bytes, count)) {
                    loses = true;
                }
                if (answers && loses) {
                    return;
                }
                if (!answers) {
                    sent.addAndGet(count);
                }
                if (!answers || !holds) {
                    to.getOutputStream().write(bytes, 0, count);
                }
            }
        } catch (IOException e) {
            // One of them hung up.
        }
    }

    private boolean isSaid(byte[] bytes, int count) {
        return word.filter(new String(bytes, 0, count, StandardCharsets.ISO_8859_1)::contains)
                .isPresent();
    }

    @Override
    public void close() {
        try {
            door.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
