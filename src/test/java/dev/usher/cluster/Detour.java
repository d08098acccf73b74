package dev.usher.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A way to the API server on which some requests wait until it is opened for them; what is sent goes through as it is.
 *
 * <p>A client sends nothing on a connection before it has an answer, so that each request is at the beginning of what is read.
 */
public final class Detour implements AutoCloseable {
    private static final int MOST_AT_ONCE = 1 << 16;

    private final URI server;
    private final SSLSocketFactory upstream;
    private final Predicate<String> waits;
    private final ServerSocket door;
    private final Path kubeconfig;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final CountDownLatch free = new CountDownLatch(1);

    private Detour(Path direct, Predicate<String> waits) throws IOException, GeneralSecurityException {
        var config = Config.fromKubeconfig(direct.toFile());
        this.server = URI.create(config.getMasterUrl());
        this.upstream = trusting(Path.of(config.getCaCertFile()));
        this.waits = waits;
        this.door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        this.kubeconfig = Path.of(direct + ".detour");
        var address = "https://" + server.getAuthority();
        Files.writeString(
                kubeconfig, Files.readString(direct).replace(address, "http://127.0.0.1:" + door.getLocalPort()));
    }

    /**
     * A way for whoever has this kubeconfig.
     *
     * @param waits which requests wait, by method and address
     */
    public static Detour of(Path kubeconfig, Predicate<String> waits) {
        try {
            var detour = new Detour(kubeconfig, waits);
            Thread.ofVirtual().name("detour").start(detour::lead);
            return detour;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the API server has a certificate", e);
        }
    }

    private static SSLSocketFactory trusting(Path certificate) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var content = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(content));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    /** A kubeconfig that leads this way. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    /** The requests that had to wait, or still do. */
    public List<String> waiting() {
        return List.copyOf(waiting);
    }

    /** From now on nothing waits. */
    public void opens() {
        free.countDown();
    }

    private void lead() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // It is closed, or somebody left before they were let in.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                var there = upstream.createSocket(server.getHost(), server.getPort())) {
            open.add(there);
            var back = Thread.ofVirtual().start(() -> carry(there, client, false));
            carry(client, there, true);
            back.join();
        } catch (IOException e) {
            // One of them has hung up.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    /** Until one of them hangs up; then the other is hung up on. */
    private void carry(Socket from, Socket to, boolean asks) {
        var buffer = new byte[MOST_AT_ONCE];
        try (from;
                to) {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (asks) {
                    await(new String(buffer, 0, read, ISO_8859_1));
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // The other direction has hung up.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(String sent) throws InterruptedException {
        var end = sent.indexOf(" HTTP/1.1\r\n");
        if (end > 0 && sent.indexOf('\n') > end && waits.test(sent.substring(0, end))) {
            waiting.add(sent.substring(0, end));
            free.await();
        }
    }

    @Override
    public void close() {
        opens();
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
