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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes traces as a collector of OpenTelemetry does: protobuf over HTTP. */
final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final Map<String, String> resource = new HashMap<>();
    private final AtomicInteger requests = new AtomicInteger();

    Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::takes);
        server.start();
    }

    private void takes(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            var told = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            told.getResourceSpansList().forEach(of -> {
                of.getResource()
                        .getAttributesList()
                        .forEach(value ->
                                resource.put(value.getKey(), value.getValue().getStringValue()));
                of.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
            });
            var answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        }
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
