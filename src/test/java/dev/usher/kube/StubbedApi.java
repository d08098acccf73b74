package dev.usher.kube;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An API server that a test plays, and a client of it. */
public final class StubbedApi implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final KubernetesClient client;

    private StubbedApi(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.start();
        this.client = client(server.getAddress().getPort());
    }

    /** What the server is asked; without a header that names types, any is accepted. */
    public record Request(String method, String path, String query, String accept, String body) {}

    /** What it says. */
    public record Answer(int status, String body) {}

    /** One that answers so, each request on a thread of its own. */
    public static StubbedApi answering(Function<Request, Answer> answers) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> answer(exchange, answers));
            return new StubbedApi(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange, Function<Request, Answer> answers) throws IOException {
        try (exchange) {
            var answer = answers.apply(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept"))
                            .orElse("*/*"),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            var body = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** One that asks once, and takes the first answer. */
    public static KubernetesClient client(int port) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withAutoConfigure(false)
                        .withMasterUrl("http://127.0.0.1:" + port)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    public KubernetesClient client() {
        return client;
    }

    /** Whoever is still being answered is not waited for. */
    @Override
    public void close() {
        client.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
