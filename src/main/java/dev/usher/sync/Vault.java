package dev.usher.sync;

import dev.usher.connector.Credentials;
import dev.usher.connector.SecretUse;
import java.util.List;

/** Where credentials come from. */
public interface Vault {
    /**
     * Reads what the Secrets of a namespace offer for these uses; keys of one Secret are read at once.
     *
     * @throws NotOffered where one of them that is not optional is not there, or has not opted in for a host of its use
     */
    Credentials read(String namespace, List<SecretUse> uses) throws NotOffered;
}
