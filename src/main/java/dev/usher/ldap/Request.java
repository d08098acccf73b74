package dev.usher.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.EOFException;

/** One request of the library. */
@FunctionalInterface
public interface Request<T> {
    T send(LDAPConnection connection) throws LDAPException;

    /**
     * Sends it, and hears what is answered.
     *
     * @throws EOFException where nothing is
     */
    default Answer<T> over(LDAPConnection connection) throws EOFException {
        try {
            return new Answer.Fine<>(send(connection));
        } catch (LDAPException e) {
            if (Dialler.isOfConnection(e)) {
                throw new EOFException("the connection broke off");
            }
            return new Answer.Refused<>(e.getResultCode(), false);
        }
    }
}
