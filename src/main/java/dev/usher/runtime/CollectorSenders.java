package dev.usher.runtime;

import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import dev.usher.net.Tls;
import dev.usher.net.Trust;
import io.opentelemetry.exporter.internal.http.HttpSender;
import io.opentelemetry.exporter.internal.http.HttpSenderConfig;
import io.opentelemetry.exporter.internal.http.HttpSenderProvider;
import java.util.Optional;

/** Has OpenTelemetry send by Usher's own transport: those that it brings read an answer to its end, however long that is. */
public final class CollectorSenders implements HttpSenderProvider {
    /** It is the installation that names the collector, and nobody who has a namespace. */
    private static final NetworkPolicy ANYWHERE = NetworkPolicy.parse("0.0.0.0/0,::/0", true);

    @Override
    public HttpSender createSender(HttpSenderConfig config) {
        return new CollectorSender(transport(config), config);
    }

    private static HttpTransport transport(HttpSenderConfig config) {
        return Optional.ofNullable(config.getSslContext())
                .map(given -> new HttpTransport(ANYWHERE, 1, given))
                .orElseGet(() -> new HttpTransport(ANYWHERE, 1, Tls.of(Trust.ofJvm())));
    }
}
