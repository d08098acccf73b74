package dev.usher.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Opens connections for protocols other than HTTP, to addresses that the policy admits, and bounds what is said over them.
 * Thread-safe; a talk ends at its deadline and on interruption.
 */
public final class SocketTransport implements AutoCloseable {
    private static final int CONNECT_MILLIS = 3_000;
    private static final int HANDSHAKE_MILLIS = 10_000;
    /** Far beyond any answer that is asked for. */
    private static final long MOST_BYTES = 32 << 20;

    private final NetworkPolicy policy;
    private final JudgedAddresses addresses;
    private final SSLContext tls;
    private final Deadlines deadlines = new Deadlines();

    /** To servers for which these vouch. */
    public SocketTransport(NetworkPolicy policy, Tls tls) {
        this(policy, NameLookup.ofSystem(), tls);
    }

    /** With another resolver than that of this machine. */
    SocketTransport(NetworkPolicy policy, NameLookup lookup, Tls tls) {
        this.policy = policy;
        this.addresses = new JudgedAddresses(policy, lookup);
        this.tls = tls.context();
    }

    /**
     * A connection to a server, over which nothing was said yet.
     *
     * @param encrypted whether TLS is what it begins with, or the only thing that is asked for before
     */
    public Socket connect(String host, int port, boolean encrypted) throws IOException {
        if (policy.judgeServer(host, port, encrypted) instanceof Verdict.Refused(Reason reason)) {
            throw new JudgedAddresses.NotAdmitted(reason);
        }
        IOException last = new IOException("no address");
        for (InetAddress address : addresses.resolve(host)) {
            var socket = new LastWordsSocket();
            try {
                socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
        throw last;
    }

    /** The same connection by TLS, with a server that proves to be this host. */
    public SSLSocket secured(Socket plain, String host, int port) throws IOException {
        var secured = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, port, true);
        try {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            secured.setSSLParameters(parameters);
            secured.setSoTimeout(HANDSHAKE_MILLIS);
            secured.startHandshake();
            secured.setSoTimeout(0);
            return secured;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /** The same connection for a library that hears this instead of what comes over it. */
    public static Socket hearing(Socket socket, InputStream filtered) {
        return new FilteredSocket(socket, filtered);
    }

    /** Runs a talk within its time; it ends as well where the other side says more than anybody could have asked for. */
    public <T> T within(Talk<T> talk, Duration longest) throws NetFailure {
        return deadlines.bounded(new Conversation<>(talk, MOST_BYTES), longest);
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        deadlines.close();
        addresses.close();
    }
}
