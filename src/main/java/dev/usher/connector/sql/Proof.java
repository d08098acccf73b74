package dev.usher.connector.sql;

import dev.usher.domain.secret.Sensitive;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** Proves who Usher is by SCRAM alone (RFC 5802): a server that asks for the password itself, or its MD5, is not given it. */
public final class Proof implements AuthenticationPlugin {
    static final String PASSWORD = "dev.usher.password";

    /** That a server asks for a password, and there is none. */
    static final class Wanted extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final Optional<Sensitive> password;

    /** As the driver calls it. */
    public Proof(Properties properties) {
        this.password = properties.get(PASSWORD) instanceof Sensitive there ? Optional.of(there) : Optional.empty();
    }

    @Override
    public char[] getPassword(AuthenticationRequestType type) throws PSQLException {
        if (type != AuthenticationRequestType.SASL) {
            throw new PSQLException("it asks for something else than SCRAM", PSQLState.CONNECTION_REJECTED);
        }
        return password.orElseThrow(
                        () -> new PSQLException("it asks for a password", PSQLState.CONNECTION_REJECTED, new Wanted()))
                .reveal(String::toCharArray);
    }
}
