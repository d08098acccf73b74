package dev.usher.connector.sql;

import dev.usher.domain.secret.Sensitive;
import dev.usher.net.Dialling;
import dev.usher.net.SocketTransport;
import dev.usher.net.Talk;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

/**
 * Makes connections that are ready to be asked: opened and secured here, so that the driver gets a socket, and none of its options comes from
 * what somebody declared. Its timers are not used.
 */
record Dialler(SocketTransport transport, Server server, Optional<Sensitive> password, Texts texts)
        implements Dialling<Live, Dialler.Refused> {
    /** What the server takes a value for, all of which are sent as texts. */
    enum Texts {
        /** A text, which a statement turns into something else by a cast; it is prepared once. */
        TEXTS,
        /** Whatever it is compared with; the statement is read each time. */
        WHATEVER_FITS
    }

    /** The server lets nobody in. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final String state;

        Refused(String state) {
            super("the connection was refused");
            this.state = state;
        }

        String state() {
            return state;
        }
    }

    /** Longer than any statement of ours should take, shorter than a call may: so it is over by then. */
    static final int STATEMENT_SECONDS = 20;

    /** What asks for TLS, instead of a greeting: its length, and a number that stands for it. */
    private static final byte[] TLS_REQUEST = {0, 0, 0, 8, 4, (byte) 210, 22, 47};

    private static final int MOST_CAUSES = 8;

    private static final String NOBODY = "jdbc:postgresql:";

    @Override
    public Live dial(Talk.Progress progress) throws IOException, Refused {
        var socket = transport.connect(server.host(), server.port(), server.tls());
        progress.holds(() -> Live.close(socket));
        try {
            var open = server.tls() ? secured(socket) : socket;
            var heard = SocketTransport.hearing(open, new Bounded(open.getInputStream()));
            return new Live(connected(heard), socket);
        } catch (SQLException e) {
            Live.close(socket);
            if (causes(e).anyMatch(Bounded.NotScram.class::isInstance)) {
                throw new Refused(States.NOT_SO);
            }
            if (causes(e).anyMatch(Proof.Wanted.class::isInstance)) {
                throw new Refused(States.PASSWORD_WANTED);
            }
            // What a server thinks of a certificate it says in place of its first answer.
            var said = causes(e).filter(SSLException.class::isInstance).findFirst();
            if (said.isPresent()) {
                throw (SSLException) said.get();
            }
            if (causes(e).anyMatch(IOException.class::isInstance)) {
                throw new EOFException("no connection came about");
            }
            throw new Refused(refusal(state(e)));
        } catch (Refused | IOException | RuntimeException e) {
            Live.close(socket);
            throw e;
        }
    }

    /** Where nothing else is proved, the certificate is what it does not take. */
    private String refusal(String state) {
        return password.isEmpty() && States.isOfProof(state) ? States.CERTIFICATE : state;
    }

    /** What the driver does not expect of a server it fails of in ways of its own. */
    private PgConnection connected(Socket heard) throws SQLException, IOException, Refused {
        try {
            var connection = new PgConnection(hosts(), properties(heard), NOBODY);
            var objection = Pinned.objection(connection);
            if (objection.isPresent()) {
                throw new Refused(objection.get());
            }
            return connection;
        } catch (RuntimeException _) {
            throw new EOFException("no connection came about");
        }
    }

    /** One byte says whether it comes: what else a server says before TLS is never read. */
    private Socket secured(Socket socket) throws IOException, Refused {
        socket.getOutputStream().write(TLS_REQUEST);
        socket.getOutputStream().flush();
        return switch (socket.getInputStream().read()) {
            case 'S' -> transport.secured(socket, server.host(), server.port());
            case -1 -> throw new EOFException("the connection broke off");
            default -> throw new Refused(States.NOT_SO);
        };
    }

    private HostSpec[] hosts() {
        return new HostSpec[] {new HostSpec(server.host(), server.port())};
    }

    private Properties properties(Socket socket) {
        var properties = new Properties();
        properties.put(Given.SOCKET, socket);
        password.ifPresent(there -> properties.put(Proof.PASSWORD, there));
        PGProperty.SOCKET_FACTORY.set(properties, Given.class.getName());
        PGProperty.AUTHENTICATION_PLUGIN_CLASS_NAME.set(properties, Proof.class.getName());
        // It is secured by then, and the certificate is for the host, which the driver is not asked to see to.
        PGProperty.SSL_MODE.set(properties, "disable");
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.USER.set(properties, server.user());
        PGProperty.PG_DBNAME.set(properties, server.database());
        PGProperty.APPLICATION_NAME.set(properties, "usher");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "12");
        switch (texts) {
            case TEXTS -> PGProperty.PREPARE_THRESHOLD.set(properties, 1);
            case WHATEVER_FITS -> {
                PGProperty.STRING_TYPE.set(properties, "unspecified");
                // What is prepared without types the driver asks about once more each time.
                PGProperty.PREPARE_THRESHOLD.set(properties, 0);
            }
        }
        PGProperty.QUERY_TIMEOUT.set(properties, 0);
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        PGProperty.OPTIONS.set(properties, Pinned.options());
        return properties;
    }

    /** Whether it was no answer at all, or one of which the driver lost the thread. */
    static boolean isOfConnection(SQLException e) {
        return state(e).startsWith("08") || causes(e).anyMatch(IOException.class::isInstance);
    }

    private static Stream<Throwable> causes(SQLException e) {
        return Stream.iterate(
                        Optional.<Throwable>of(e),
                        Optional::isPresent,
                        next -> next.flatMap(cause -> Optional.ofNullable(cause.getCause())))
                .limit(MOST_CAUSES)
                .flatMap(Optional::stream);
    }

    static String state(SQLException e) {
        return Optional.ofNullable(e.getSQLState()).orElse("");
    }

    @Override
    public boolean isOpen(Live connection) {
        return connection.isOpen();
    }

    @Override
    public void end(Live connection) {
        connection.end();
    }
}
