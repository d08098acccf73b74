package dev.usher.net;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Hands a library that makes its own connections the one that is there already: wherever it wants to go, it gets that. */
public class OneSocket extends SocketFactory {
    private final Socket socket;

    public OneSocket(Socket socket) {
        this.socket = socket;
    }

    @Override
    public final Socket createSocket(String host, int port) {
        return socket;
    }

    @Override
    public final Socket createSocket(String host, int port, InetAddress local, int localPort) {
        return socket;
    }

    @Override
    public final Socket createSocket(InetAddress host, int port) {
        return socket;
    }

    @Override
    public final Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        return socket;
    }
}
