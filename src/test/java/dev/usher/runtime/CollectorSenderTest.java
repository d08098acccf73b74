package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.usher.log.Heard;
import dev.usher.simulator.KeyPairs;
import dev.usher.simulator.ScimSimulator;
import io.opentelemetry.exporter.internal.compression.Compressor;
import io.opentelemetry.exporter.internal.compression.GzipCompressor;
import io.opentelemetry.exporter.internal.http.HttpSender;
import io.opentelemetry.exporter.internal.http.HttpSenderConfig;
import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.exporter.internal.marshal.Serializer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorSenderTest {
    private final List<Headers> headers = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private final List<Integer> answers = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final Heard heard = Heard.of(CollectorSender.class);
    private int status = 200;
    private HttpServer collector;

    /** Nothing at all, which is told as well. */
    private static final class Nothing extends Marshaler {
        @Override
        public int getBinarySerializedSize() {
            return 0;
        }

        @Override
        protected void writeTo(Serializer output) {}
    }

    @BeforeEach
    void collects() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            try (exchange) {
                headers.add(exchange.getRequestHeaders());
                bodies.add(exchange.getRequestBody().readAllBytes());
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
                exchange.sendResponseHeaders(status, -1);
            }
        });
        collector.start();
    }

    @AfterEach
    void end() {
        collector.stop(0);
        heard.close();
    }

    private HttpSender sender(Map<String, List<String>> given, @Nullable Compressor compressor) {
        return sender("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces", given, compressor, null);
    }

    private static HttpSender sender(
            String endpoint,
            Map<String, List<String>> given,
            @Nullable Compressor compressor,
            @Nullable SSLContext tls) {
        return new CollectorSenders()
                .createSender(HttpSenderConfig.create(
                        endpoint,
                        compressor,
                        false,
                        "application/x-protobuf",
                        Duration.ofSeconds(10).toNanos(),
                        Duration.ofSeconds(10).toNanos(),
                        () -> given,
                        null,
                        null,
                        tls,
                        null,
                        null));
    }

    private void sends(HttpSender sender) {
        sender.send(new Nothing(), 0, answer -> answers.add(answer.statusCode()), failures::add);
    }

    private List<String> said() {
        return heard.lines().stream()
                .map(line -> line.level() + " " + line.message())
                .toList();
    }

    @Test
    void whatIsSentHasTheHeadersOfTheEnvironmentAndIsCompressedWhereItSaysSo() throws IOException {
        sends(sender(
                Map.of("User-Agent", List.of("another"), "x-tenant", List.of("people")), GzipCompressor.getInstance()));

        assertThat(answers).containsExactly(200);
        assertThat(headers).singleElement().satisfies(got -> {
            assertThat(got.getFirst("x-tenant")).isEqualTo("people");
            assertThat(got.getFirst("User-Agent")).isEqualTo("usher");
            assertThat(got.getFirst("Content-Type")).isEqualTo("application/x-protobuf");
            assertThat(got.getFirst("Content-Encoding")).isEqualTo("gzip");
        });
        assertThat(new GZIPInputStream(new ByteArrayInputStream(bodies.getFirst())))
                .isEmpty();
    }

    @Test
    void whatKeepsSpansFromBeingTakenIsSaidOnceAndSoIsThatItIsOver() {
        var sender = sender(Map.of(), null);
        status = 503;
        sends(sender);
        sends(sender);
        status = 200;
        sends(sender);

        assertThat(answers).containsExactly(503, 503, 200);
        assertThat(said())
                .containsExactly(
                        "WARN the collector takes no traces: it answers with status 503",
                        "INFO the collector takes traces again");
    }

    @Test
    void aCollectorIsTrustedWhereTheEnvironmentSaysWhoVouchesForIt(@TempDir Path directory) throws Exception {
        var keys = KeyPairs.create(directory, "collector");
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys.trust());
        var tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        try (var app =
                ScimSimulator.builder().tls(keys.keys(), KeyPairs.PASSWORD).start()) {
            sends(sender(app.endpoint().toString(), Map.of(), null, null));
            assertThat(answers).isEmpty();
            assertThat(failures).hasSize(1);
            sends(sender(app.endpoint().toString(), Map.of(), null, tls));
            assertThat(answers).hasSize(1);
        }
    }

    @Test
    void nobodyIsFollowedElsewhere() {
        status = 307;
        sends(sender(Map.of("authorization", List.of("s3cr3t")), null));

        assertThat(headers).hasSize(1);
        assertThat(failures).hasSize(1);
        assertThat(said())
                .containsExactly("WARN the collector takes no traces: the answer is a redirect, and none is followed");
    }

    @Test
    void aHeaderThatCannotBeSentIsSaidWithoutItsValue() {
        sends(sender(Map.of("authorization", List.of("s3cr3t\nof a collector")), null));

        assertThat(failures).hasSize(1);
        assertThat(said())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith(
                                "WARN the collector takes no traces: what is to be sent, such as a header, cannot be")
                        .doesNotContain("s3cr3t"));
    }
}
