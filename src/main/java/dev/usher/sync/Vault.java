package dev.usher.sync;

import dev.usher.connector.Credentials;

/** Where credentials come from. */
public interface Vault {
    /**
     * Reads a secret that may be sent to a host.
     *
     * @throws NotOffered where it is not there, or has not opted in for that host
     */
    Credentials read(SecretRef ref, String host) throws NotOffered;
}
