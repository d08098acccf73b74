package dev.usher.net;

import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;

/**
 * Opens connections to judged addresses; the name of the host stays what TLS asks for and verifies. Proxies of the
 * environment are ignored on purpose, SOCKS too: behind one, the proxy would choose the address, and nobody would judge it.
 */
final class PinnedOperator extends DefaultHttpClientConnectionOperator {

    static final String ATTEMPT = "usher.attempt";

    PinnedOperator(DnsResolver addresses, SSLContext context) {
        super(
                _ -> new LastWordsSocket(),
                DefaultSchemePortResolver.INSTANCE,
                addresses,
                RegistryBuilder.<TlsSocketStrategy>create()
                        .register("https", tls(context))
                        .build());
    }

    private static TlsSocketStrategy tls(SSLContext context) {
        TlsSocketStrategy strategy = new DefaultClientTlsStrategy(
                context,
                new String[] {"TLSv1.3", "TLSv1.2"},
                null,
                SSLBufferMode.STATIC,
                HostnameVerificationPolicy.BUILTIN,
                null);
        return (socket, target, port, attachment, exchange) -> ScopedValue.where(Attempt.HANDSHAKING, attempt(exchange))
                .call(() -> strategy.upgrade(socket, target, port, attachment, exchange));
    }

    static Attempt attempt(HttpContext context) {
        return (Attempt) context.getAttribute(ATTEMPT);
    }

    @Override
    protected void onBeforeSocketConnect(HttpContext context, HttpHost host) {
        attempt(context).enter(Attempt.Stage.CONNECTING);
    }

    @Override
    protected void onBeforeTlsHandshake(HttpContext context, HttpHost host) {
        attempt(context).enter(Attempt.Stage.HANDSHAKING);
    }
}
