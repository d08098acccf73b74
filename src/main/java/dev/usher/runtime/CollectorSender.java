package dev.usher.runtime;

import dev.usher.net.Body;
import dev.usher.net.HttpRequest;
import dev.usher.net.HttpTransport;
import dev.usher.net.Limits;
import dev.usher.net.NetFailure;
import io.opentelemetry.exporter.internal.http.HttpSender;
import io.opentelemetry.exporter.internal.http.HttpSenderConfig;
import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sends spans to a collector, each request once and within a time, whatever it answers. Of the answer nothing is kept but its status: what
 * keeps spans from being taken is said in words of Usher's own, when it is news.
 */
final class CollectorSender implements HttpSender {
    private static final System.Logger LOG = System.getLogger(CollectorSender.class.getName());

    /** Nobody reads the rest of an answer. */
    private static final Limits LIMITS = Limits.cutting(16 << 20, 64 << 10);

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration USUAL = Duration.ofSeconds(10);

    private final HttpTransport transport;
    private final HttpSenderConfig config;
    private final URI endpoint;
    private volatile Optional<String> trouble = Optional.empty();

    CollectorSender(HttpTransport transport, HttpSenderConfig config) {
        this.transport = transport;
        this.config = config;
        this.endpoint = URI.create(config.getEndpoint());
    }

    private record Answer(int statusCode) implements Response {
        private static final byte[] NOTHING = {};

        @Override
        public String statusMessage() {
            return "";
        }

        @Override
        public byte[] responseBody() {
            return NOTHING.clone();
        }
    }

    @Override
    public void send(Marshaler spans, int length, Consumer<Response> answered, Consumer<Throwable> failed) {
        try {
            var status = transport.send(request(spans)).status();
            is(status < 300 ? Optional.empty() : Optional.of("it answers with status " + status));
            answered.accept(new Answer(status));
        } catch (NetFailure e) {
            // Its words are ours.
            is(Optional.ofNullable(e.getMessage()));
            failed.accept(e);
        } catch (IOException | RuntimeException e) {
            is(Optional.of("what is to be sent, such as a header, cannot be ("
                    + e.getClass().getName() + ")"));
            failed.accept(e);
        }
    }

    private HttpRequest request(Marshaler spans) throws IOException {
        var headers = headers();
        headers.put("Content-Type", config.getContentType());
        var bytes = new ByteArrayOutputStream();
        var compressor = Optional.ofNullable(config.getCompressor());
        if (compressor.isPresent()) {
            headers.put("Content-Encoding", compressor.get().getEncoding());
            try (var compressed = compressor.get().compress(bytes)) {
                spans.writeBinaryTo(compressed);
            }
        } else {
            spans.writeBinaryTo(bytes);
        }
        return new HttpRequest("POST", endpoint, headers, Body.of(bytes.toByteArray()), deadline(), LIMITS);
    }

    /** The transport says itself who sends. */
    private Map<String, String> headers() {
        var headers = new HashMap<String, String>();
        Optional.ofNullable(config.getHeadersSupplier().get())
                .ifPresent(given -> given.forEach((name, values) -> {
                    if (!name.equalsIgnoreCase("User-Agent")) {
                        headers.put(name, String.join(",", values));
                    }
                }));
        return headers;
    }

    private Duration deadline() {
        var asked = Duration.ofNanos(config.getTimeoutNanos());
        if (!asked.isPositive()) {
            return USUAL;
        }
        return asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
    }

    private void is(Optional<String> now) {
        if (!now.equals(trouble)) {
            trouble = now;
            now.ifPresentOrElse(
                    why -> LOG.log(System.Logger.Level.WARNING, "the collector takes no traces: " + why),
                    () -> LOG.log(System.Logger.Level.INFO, "the collector takes traces again"));
        }
    }

    @Override
    public CompletableResultCode shutdown() {
        transport.close();
        return CompletableResultCode.ofSuccess();
    }
}
