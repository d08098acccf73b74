package dev.usher.connector.scim;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An app that answers whatever a test says, and shows each request as it came over the wire. */
final class StubApp implements AutoCloseable {
    /** A request, its target not decoded. */
    record Call(String method, String target, Map<String, String> headers, String body) {}

    /** An answer; without a body there is no content type either. */
    record Reply(int status, Map<String, String> headers, String body) {
        static Reply of(int status, String body) {
            return new Reply(status, Map.of("Content-Type", "application/scim+json"), body);
        }

        static Reply empty(int status) {
            return new Reply(status, Map.of(), "");
        }

        static Reply error(int status, String scimType) {
            return of(
                    status,
                    "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:Error\"], \"status\": \"" + status
                            + "\", \"scimType\": \"" + scimType + "\", \"detail\": \"SECRET REMOTE TEXT\"}");
        }

        static Reply list(int total, String... rows) {
            return of(200, "{\"totalResults\": " + total + ", \"Resources\": [" + String.join(",", rows) + "]}");
        }

        Reply with(String header, String value) {
            var more = new HashMap<>(headers);
            more.put(header, value);
            return new Reply(status, more, body);
        }
    }

    private static final List<String> DESCRIPTIONS =
            List.of("/v2/ServiceProviderConfig", "/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User");

    final List<Call> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Function<Call, Reply> answers;

    private StubApp(Function<Call, Reply> answers) throws IOException {
        this.answers = answers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** One that has no description of itself, and answers everything else so. */
    static StubApp answering(Function<Call, Reply> answers) {
        try {
            return new StubApp(
                    call -> DESCRIPTIONS.contains(call.target()) ? Reply.error(404, "") : answers.apply(call));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that describes itself so, and answers everything else with 500. */
    static StubApp describing(Reply description) {
        return describing(description, Reply.empty(500));
    }

    /** The same, and its users so. */
    static StubApp describing(Reply description, Reply users) {
        return describing(description, users, Reply.empty(500));
    }

    /** The same, and what their enterprise extension has. */
    static StubApp describing(Reply description, Reply users, Reply extension) {
        try {
            return new StubApp(call -> switch (DESCRIPTIONS.indexOf(call.target())) {
                case 0 -> description;
                case 1 -> users;
                default -> call.target().endsWith(Place.ENTERPRISE) ? extension : Reply.empty(500);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void answer(Function<Call, Reply> next) {
        answers = next;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v2");
    }

    /** The calls but the first ones, which ask for descriptions. */
    List<Call> work() {
        return calls.subList(DESCRIPTIONS.size(), calls.size());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = new HashMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            var call = new Call(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(headers),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            calls.add(call);
            var reply = answers.apply(call);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
