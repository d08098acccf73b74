package dev.usher.connector.contract;

import dev.usher.connector.AppConfig;
import dev.usher.connector.Connector;
import dev.usher.connector.Credentials;
import dev.usher.domain.account.RemoteId;
import java.util.Set;

/** A connector, and an app that it is to speak to. */
public interface ConnectorUnderTest extends AutoCloseable {
    Connector connector();

    /** Where the app listens on 127.0.0.1. */
    int port();

    /** The app as it is declared, but that it is at this port of 127.0.0.1. */
    AppConfig at(int port);

    /** What the app takes, or a password that it does not. */
    Credentials credentials(boolean right);

    /** An id that no account has. */
    RemoteId nobody();

    /** What the app, as it is, cannot do; the suite then checks that this is said, and that nothing was done. */
    default Set<Lack> lacks() {
        return Set.of();
    }

    /** Tries to sign on as whoever has an account; of an app that has no passwords it is {@link Lack#PASSWORDS said} so. */
    default boolean letsIn(RemoteId account, String password) throws Exception {
        throw new UnsupportedOperationException("say how somebody signs on, or that there are no passwords");
    }

    /** How many accounts are made for a list. */
    default int many() {
        return 1_000;
    }

    @Override
    void close();
}
