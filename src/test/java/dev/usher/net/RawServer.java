package dev.usher.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/** A server on a loopback address that does with each connection exactly what a test tells it to, however wrong. */
public final class RawServer implements AutoCloseable {

    @FunctionalInterface
    public interface Script {
        void serve(Peer peer) throws IOException;
    }

    /** One connection, seen from the server. */
    public static final class Peer {
        private final Socket socket;
        private final Queue<String> requests;

        private Peer(Socket socket, Queue<String> requests) {
            this.socket = socket;
            this.requests = requests;
        }

        /** Reads a whole request; throws when the client has gone. */
        public String read() throws IOException {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new SocketException("the client has gone");
                }
                head.write(next);
            }
            String text = head.toString(StandardCharsets.ISO_8859_1);
            int length = text.lines()
                    .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
            String whole = text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
            requests.add(whole);
            return whole;
        }

        /** By which name the client proved itself; empty if it showed no certificate. */
        public Optional<String> client() {
            try {
                return Optional.of(
                        ((SSLSocket) socket).getSession().getPeerPrincipal().getName());
            } catch (SSLPeerUnverifiedException _) {
                return Optional.empty();
            }
        }

        /** What arrives first, as it stands, one character a byte. */
        public String readSome() throws IOException {
            byte[] bytes = new byte[4096];
            int length = socket.getInputStream().read(bytes);
            return new String(bytes, 0, Math.max(length, 0), StandardCharsets.ISO_8859_1);
        }

        public void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        public void answer(String body) throws IOException {
            write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        }

        /** Ends the connection without goodbye: the client sees a reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Blocks until the client has gone. */
        public void awaitEnd() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // What a client still sends does not matter.
            }
        }
    }

    private final ServerSocket server;
    private final Script script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();

    public RawServer(Script script) {
        this("127.0.0.1", 0, script);
    }

    RawServer(String address, int port, Script script) {
        this(listening(address, port), script);
    }

    RawServer(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
        Thread.ofVirtual().start(this::accept);
    }

    private static ServerSocket listening(String address, int port) {
        try {
            return new ServerSocket(port, 50, InetAddress.ofLiteral(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers every request of every connection with the same text. */
    public static RawServer answering(String response) {
        return new RawServer(peer -> {
            while (true) {
                peer.read();
                peer.write(response);
            }
        });
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            script.serve(new Peer(socket, requests));
        } catch (IOException _) {
            // The client has gone, which is what most of these tests are about.
        } finally {
            open.remove(socket);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    public URI uri(String path) {
        return URI.create("http://" + server.getInetAddress().getHostAddress() + ":" + port() + path);
    }

    public int accepted() {
        return accepted.get();
    }

    public int open() {
        return open.size();
    }

    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
