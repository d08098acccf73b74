package dev.usher.ldap;

import dev.usher.net.SocketTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Turns a connection into one by TLS, with the server that was declared, whatever name the library has for it. */
final class Upgrade extends SSLSocketFactory {
    private final SocketTransport transport;
    private final Server server;
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    Upgrade(SocketTransport transport, Server server) {
        this.transport = transport;
        this.server = server;
    }

    /** Why it did not come about. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        try {
            return transport.secured(plain, server.host(), server.port());
        } catch (IOException e) {
            failure.set(e);
            throw e;
        }
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return new String[0];
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return new String[0];
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("only a connection that is open is secured");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        return createSocket("", port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        return createSocket(host, port);
    }
}
