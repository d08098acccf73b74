package dev.usher.simulator;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** The listening socket, which can go away and come back on the same port. */
final class Listener implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static {
        // Headers and body leave in two writes: with Nagle's algorithm each answer would wait 40 ms for an
        // acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpHandler handler;
    private final InetAddress address;
    private final int port;
    private Optional<Tls> tls;
    private HttpServer server;
    private boolean up = true;

    Listener(InetSocketAddress wanted, HttpHandler handler, Optional<Tls> tls) {
        this.handler = handler;
        this.tls = tls;
        this.address = wanted.getAddress();
        this.server = bound(wanted.getPort());
        this.port = server.getAddress().getPort();
    }

    int port() {
        return port;
    }

    synchronized void start() {
        server.createContext("/", handler);
        server.setExecutor(workers);
        server.start();
    }

    /** Refuses connections and cuts the open ones. */
    synchronized void down() {
        if (up) {
            server.stop(0);
            up = false;
        }
    }

    synchronized void up() {
        if (!up) {
            server = bound(port);
            up = true;
            start();
        }
    }

    /** Cuts the open connections and proves itself by other keys from now on. */
    void renew(KeyStore keys, String password) {
        change(before -> before.with(keys, password));
    }

    /** Cuts the open connections and lets in those alone for whom these vouch from now on. */
    void admit(KeyStore clients) {
        change(before -> before.admitting(clients));
    }

    private synchronized void change(UnaryOperator<Tls> next) {
        down();
        tls = tls.map(next);
        up();
    }

    @Override
    public void close() {
        down();
        workers.shutdownNow();
    }

    /** Binds; somebody's outgoing connection may have got the port meanwhile, so that it takes some attempts. */
    private HttpServer bound(int wantedPort) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return created(new InetSocketAddress(address, wantedPort));
            } catch (BindException e) {
                if (wantedPort == 0 || System.nanoTime() > deadline) {
                    throw new UncheckedIOException(e);
                }
                pause();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private HttpServer created(InetSocketAddress address) throws IOException {
        if (tls.isEmpty()) {
            return HttpServer.create(address, BACKLOG);
        }
        HttpsServer secure = HttpsServer.create(address, BACKLOG);
        secure.setHttpsConfigurator(tls.get().configurator());
        return secure;
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the port", e);
        }
    }
}
