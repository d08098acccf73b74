package dev.usher.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.Dialling;
import dev.usher.net.OneSocket;
import dev.usher.net.SocketTransport;
import dev.usher.net.Talk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * Makes connections that are ready to be asked: opened here, secured, and bound.
 *
 * <p>The library reads in the thread that asks, and its timers are not used; of its own it has one thread, for as long as it takes the
 * socket that is given to it.
 */
public record Dialler(SocketTransport transport, Server server, String bindDn, Sensitive password)
        implements Dialling<LDAPConnection, Dialler.BindRefused> {
    private static final int MOST_BYTES = 16 << 20;

    /** A directory refuses who asks. */
    public static final class BindRefused extends Exception {
        private static final long serialVersionUID = 1L;

        private final int code;

        BindRefused(ResultCode code) {
            super("the bind was refused");
            this.code = code.intValue();
        }

        public ResultCode code() {
            return ResultCode.valueOf(code);
        }
    }

    @Override
    public LDAPConnection dial(Talk.Progress progress) throws IOException, BindRefused {
        var socket = transport.connect(server.host(), server.port(), server.tls() || server.startTls());
        progress.holds(() -> close(socket));
        var connection = new LDAPConnection(
                new OneSocket(
                        server.startTls() || !server.tls()
                                ? socket
                                : transport.secured(socket, server.host(), server.port())),
                options());
        try {
            connection.connect(server.host(), InetAddress.getLoopbackAddress(), server.port(), 0);
            if (server.startTls()) {
                startTls(connection);
            }
            bind(connection);
            return connection;
        } catch (LDAPException e) {
            connection.closeWithoutUnbind();
            close(socket);
            throw new IOException("no connection to the directory came about");
        } catch (BindRefused | IOException | RuntimeException e) {
            connection.closeWithoutUnbind();
            close(socket);
            throw e;
        }
    }

    private void startTls(LDAPConnection connection) throws LDAPException, IOException, BindRefused {
        var upgrade = new Upgrade(transport, server);
        try {
            var result = connection.processExtendedOperation(new StartTLSExtendedRequest(upgrade));
            if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
                throw new BindRefused(ResultCode.CONFIDENTIALITY_REQUIRED);
            }
        } catch (LDAPException e) {
            if (upgrade.failure().isPresent()) {
                throw upgrade.failure().get();
            }
            if (isOfConnection(e)) {
                throw e;
            }
            // Some codes the library throws that it would otherwise return.
            throw new BindRefused(ResultCode.CONFIDENTIALITY_REQUIRED);
        }
    }

    private void bind(LDAPConnection connection) throws IOException, BindRefused {
        try {
            password.reveal(secret -> new Bind(connection, bindDn, secret)).process();
        } catch (LDAPException e) {
            if (isOfConnection(e)) {
                throw new IOException("the connection broke off");
            }
            throw new BindRefused(e.getResultCode());
        }
    }

    private record Bind(LDAPConnection connection, String dn, String secret) {
        void process() throws LDAPException {
            connection.bind(new SimpleBindRequest(dn, secret));
        }
    }

    /** No timers, no second thread, no referrals, no repetition. */
    private static LDAPConnectionOptions options() {
        var options = new LDAPConnectionOptions();
        options.setUseSynchronousMode(true);
        options.setConnectTimeoutMillis(0);
        options.setResponseTimeoutMillis(0);
        options.setExtendedOperationResponseTimeoutMillis(StartTLSExtendedRequest.STARTTLS_REQUEST_OID, 0);
        options.setExtendedOperationResponseTimeoutMillis(PasswordModifyExtendedRequest.PASSWORD_MODIFY_REQUEST_OID, 0);
        options.setAbandonOnTimeout(false);
        options.setFollowReferrals(false);
        options.setUseSchema(false);
        options.setCaptureConnectStackTrace(false);
        options.setMaxMessageSize(MOST_BYTES);
        return options;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is of no use any more.
        }
    }

    /** Whether it was no answer at all. */
    public static boolean isOfConnection(LDAPException e) {
        return switch (e.getResultCode().intValue()) {
            case ResultCode.SERVER_DOWN_INT_VALUE,
                    ResultCode.CONNECT_ERROR_INT_VALUE,
                    ResultCode.TIMEOUT_INT_VALUE,
                    ResultCode.LOCAL_ERROR_INT_VALUE -> true;
            default -> false;
        };
    }

    @Override
    public boolean isOpen(LDAPConnection connection) {
        return connection.isConnected();
    }

    @Override
    public void end(LDAPConnection connection) {
        connection.closeWithoutUnbind();
    }
}
