package dev.usher.source.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.usher.net.Body;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An interface on a loopback address that answers whatever a test says, and shows each request as it came. */
final class StandIn implements AutoCloseable {
    /** A request; its query decoded, by names. */
    record Call(String method, String path, String query, Map<String, String> headers, String body) {
        String parameter(String name) {
            return parameters().getOrDefault(name, "");
        }

        Map<String, String> parameters() {
            var all = new HashMap<String, String>();
            for (var pair : query.split("&", -1)) {
                var at = pair.indexOf('=');
                if (at > 0) {
                    all.put(decoded(pair.substring(0, at)), decoded(pair.substring(at + 1)));
                }
            }
            return all;
        }

        long number(String name) {
            return Long.parseLong(parameter(name));
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }

    /** An answer. */
    record Reply(int status, Map<String, List<String>> headers, Body body) {
        static Reply json(String body) {
            return of(200, body);
        }

        static Reply of(int status, String body) {
            return new Reply(status, Map.of("Content-Type", List.of("application/json")), Body.of(body));
        }

        Reply with(String header, String... values) {
            var more = new HashMap<>(headers);
            more.put(header, List.of(values));
            return new Reply(status, more, body);
        }
    }

    final List<Call> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Function<Call, Reply> answers;

    StandIn(Function<Call, Reply> answers) {
        this.answers = answers;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** People, numbered from the first one on; their list in JSON. */
    static String people(long first, long count) {
        return IntStream.range(0, Math.toIntExact(Math.max(0, count)))
                .mapToObj(at -> "{\"id\": \"" + (first + at) + "\", \"name\": \"n" + (first + at) + "\"}")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Their ids. */
    static List<String> ids(int count) {
        var ids = new ArrayList<String>();
        for (var at = 0; at < count; at++) {
            ids.add(Integer.toString(at));
        }
        return ids;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = new HashMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            var uri = exchange.getRequestURI();
            var call = new Call(
                    exchange.getRequestMethod(),
                    uri.getRawPath(),
                    uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                    Map.copyOf(headers),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            calls.add(call);
            var reply = answers.apply(call);
            reply.headers()
                    .forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
            exchange.sendResponseHeaders(
                    reply.status(), reply.body().size() == 0 ? -1 : reply.body().size());
            exchange.getResponseBody().write(reply.body().bytes());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
