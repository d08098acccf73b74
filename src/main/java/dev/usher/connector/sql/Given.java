package dev.usher.connector.sql;

import dev.usher.net.OneSocket;
import java.net.Socket;
import java.util.Properties;

/** Hands the driver the one socket that is there already. The driver makes it by its name, and gives it what it was given itself. */
public final class Given extends OneSocket {
    static final String SOCKET = "dev.usher.socket";

    private final Socket socket;

    /** As the driver calls it. */
    public Given(Properties properties) {
        this(there(properties));
    }

    private Given(Socket socket) {
        super(socket);
        this.socket = socket;
    }

    private static Socket there(Properties properties) {
        if (!(properties.get(SOCKET) instanceof Socket there)) {
            throw new IllegalArgumentException("there is no socket");
        }
        return there;
    }

    /** So the driver asks, and connects only what is not connected. */
    @Override
    public Socket createSocket() {
        return socket;
    }
}
