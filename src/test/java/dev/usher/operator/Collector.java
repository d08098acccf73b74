package dev.usher.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Takes traces as a collector of OpenTelemetry does: protobuf over HTTP. */
final class Collector implements AutoCloseable {
    /** What it says where it takes nothing. */
    static final String WORDS = "\u001b[31mwords of a collector\nwith a line's end";

    /** More than anybody may read. */
    static final long ENOUGH = 1L << 30;

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final Map<String, String> resource = new HashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong answered = new AtomicLong();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final Answer answer;

    /** What it says to whoever told it something. */
    enum Answer {
        /** As the protocol has it. */
        TAKEN,
        /** That it failed, in words that nobody is to read. */
        REFUSED,
        /** Without an end, as fast as it is read. */
        ENDLESS,
        /** Without an end, a byte now and then. */
        TRICKLING
    }

    Collector() {
        this(Answer.TAKEN);
    }

    Collector(Answer answer) {
        this.answer = answer;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::takes);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    private void takes(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        authorizations.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
        try (exchange) {
            var told = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            told.getResourceSpansList().forEach(of -> {
                of.getResource()
                        .getAttributesList()
                        .forEach(value ->
                                resource.put(value.getKey(), value.getValue().getStringValue()));
                of.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
            });
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            answers(exchange);
        }
    }

    private void answers(HttpExchange exchange) throws IOException {
        switch (answer) {
            case TAKEN -> {
                var said = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
                exchange.sendResponseHeaders(200, said.length == 0 ? -1 : said.length);
            }
            case REFUSED -> {
                var said = WORDS.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(500, said.length);
                exchange.getResponseBody().write(said);
            }
            case ENDLESS -> goesOn(exchange, 64 << 10, Duration.ZERO);
            case TRICKLING -> goesOn(exchange, 1, Duration.ofMillis(50));
        }
    }

    private void goesOn(HttpExchange exchange, int piece, Duration pause) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        while (answered.addAndGet(piece) < ENOUGH) {
            exchange.getResponseBody().write(new byte[piece]);
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /** How many bytes of answers were taken from it. */
    long answered() {
        return answered.get();
    }

    /** By what it was told who speaks to it. */
    List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How often it was spoken to. */
    int requests() {
        return requests.get();
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    /** What is said of the process that tells. */
    Map<String, String> resource() {
        return Map.copyOf(resource);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
