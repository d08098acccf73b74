package dev.usher.net;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The open connections of one transport: bounded in number, short-lived, each held by one exchange at a time. */
final class Connections implements AutoCloseable {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final Timeout CONNECT = Timeout.ofSeconds(3);
    private static final Timeout HANDSHAKE = Timeout.ofSeconds(10);
    /** Shorter than the shortest default of common servers, 5 s: they should not close while we send. */
    private static final Timeout IDLE = Timeout.ofSeconds(4);
    /** How long a connection stays with the address that its name once had. */
    private static final TimeValue LIFETIME = TimeValue.ofMinutes(1);
    /** A check costs up to 1 ms, so it is left out between requests that follow each other closely. */
    private static final TimeValue CHECKED_AFTER = TimeValue.ofMilliseconds(100);

    private final PoolingHttpClientConnectionManager pool;

    /** @param most how many may be open at once */
    Connections(PinnedOperator operator, int most) {
        pool = new PoolingHttpClientConnectionManager(
                operator, PoolConcurrencyPolicy.STRICT, PoolReusePolicy.LIFO, LIFETIME, _ -> new QuietConnection());
        pool.setDefaultConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(CONNECT)
                .setIdleTimeout(IDLE)
                .setTimeToLive(LIFETIME)
                .setValidateAfterInactivity(CHECKED_AFTER)
                .build());
        pool.setDefaultTlsConfig(
                TlsConfig.custom().setHandshakeTimeout(HANDSHAKE).build());
        pool.setMaxTotal(most);
        pool.setDefaultMaxPerRoute(most);
    }

    /**
     * Waits for one of the connections; it may be open already. Whoever gets it gives it back by {@link #keep} or {@link
     * #drop}.
     */
    ConnectionEndpoint lease(URI uri, Duration longest)
            throws InterruptedException, ExecutionException, TimeoutException {
        pool.closeIdle(IDLE);
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https");
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
        HttpRoute route = new HttpRoute(new HttpHost(scheme, uri.getHost(), port), null, secure);
        LeaseRequest lease = pool.lease("usher", route, Timeout.of(longest), null);
        try {
            return lease.get(Timeout.of(longest));
        } catch (InterruptedException | TimeoutException e) {
            lease.cancel();
            throw e;
        } catch (CancellationException _) {
            // So the pool answers whoever is interrupted while it notes the request down.
            lease.cancel();
            throw new InterruptedException("interrupted");
        } catch (ExecutionException e) {
            lease.cancel();
            if (e.getCause() instanceof TimeoutException late) {
                // The pool watches the deadline, too, and tells so in this way.
                throw late;
            }
            throw e;
        }
    }

    void connect(ConnectionEndpoint endpoint, HttpContext context) throws IOException {
        pool.connect(endpoint, CONNECT, context);
    }

    /** Gives a connection back whose exchange is complete, for as long as the server says that it keeps it open. */
    void keep(ConnectionEndpoint endpoint, ClassicHttpResponse response, HttpContext context) {
        TimeValue theirs = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
        pool.release(endpoint, null, TimeValue.isPositive(theirs) && theirs.compareTo(IDLE) < 0 ? theirs : IDLE);
    }

    /** Cuts a connection: an orderly close would first read what is left of an answer, and there may be no end to it. */
    void drop(ConnectionEndpoint endpoint) {
        endpoint.close(CloseMode.IMMEDIATE);
        pool.release(endpoint, null, TimeValue.ZERO_MILLISECONDS);
    }

    @Override
    public void close() {
        pool.close(CloseMode.IMMEDIATE);
    }
}
