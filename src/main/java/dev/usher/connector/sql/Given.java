package dev.usher.connector.sql;

import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;
import javax.net.SocketFactory;

/** Hands the driver the one socket that is there already. The driver makes it by its name, and gives it what it was given itself. */
public final class Given extends SocketFactory {
    static final String SOCKET = "dev.usher.socket";

    private final Socket socket;

    /** As the driver calls it. */
    public Given(Properties properties) {
        if (!(properties.get(SOCKET) instanceof Socket there)) {
            throw new IllegalArgumentException("there is no socket");
        }
        this.socket = there;
    }

    @Override
    public Socket createSocket() {
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        return socket;
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        return socket;
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        return socket;
    }
}
