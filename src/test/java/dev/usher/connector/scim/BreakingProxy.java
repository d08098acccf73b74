package dev.usher.connector.scim;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.usher.net.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** Stands before whatever app, notes what it is asked, and keeps an answer back where a test says so: the app did what it was asked. */
final class BreakingProxy implements AutoCloseable {
    /** A request, its target as it was sent. */
    record Asked(String method, String target) {}

    private static final Set<String> OF_A_CONNECTION = Set.of("connection", "content-length", "host", "keep-alive");
    private static final Set<String> NOTHING = Set.of();

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final URI app;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<Set<String>> loses = new AtomicReference<>(NOTHING);
    private final AtomicReference<CountDownLatch> holds = new AtomicReference<>(new CountDownLatch(0));

    BreakingProxy(URI app) {
        this.app = app;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + app.getRawPath());
    }

    /** Breaks the connection instead of the next answer to one of these methods that says yes. */
    void losesAnswerTo(String... methods) {
        loses.set(Set.of(methods));
    }

    /** Keeps all answers until the latch opens. */
    CountDownLatch holds() {
        var latch = new CountDownLatch(1);
        holds.set(latch);
        return latch;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var method = exchange.getRequestMethod();
            asked.add(new Asked(method, exchange.getRequestURI().toString()));
            var answer = answer(exchange);
            holds.get().await();
            var lost = loses.get();
            if (answer.status() / 100 == 2 && lost.contains(method) && loses.compareAndSet(lost, NOTHING)) {
                return;
            }
            answer.lines()
                    .forEach(line -> exchange.getResponseHeaders()
                            .add(
                                    line.substring(0, line.indexOf(':')),
                                    line.substring(line.indexOf(':') + 1).strip()));
            exchange.sendResponseHeaders(
                    answer.status(),
                    answer.body().size() == 0 ? -1 : answer.body().size());
            exchange.getResponseBody().write(answer.body().bytes());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the app says, its headers but those of the connection as they came. */
    private record Answer(int status, List<String> lines, Body body) {
        static Answer parse(byte[] bytes) throws IOException {
            var text = new String(bytes, StandardCharsets.ISO_8859_1);
            var end = text.indexOf("\r\n\r\n");
            if (end < 0) {
                throw new IOException("the app gives no answer");
            }
            var head = text.substring(0, end).split("\r\n", -1);
            return new Answer(
                    Integer.parseInt(head[0].split(" ", -1)[1]),
                    Arrays.stream(head)
                            .skip(1)
                            .filter(BreakingProxy::isPassedOn)
                            .toList(),
                    Body.of(Arrays.copyOfRange(bytes, end + 4, bytes.length)));
        }
    }

    private static boolean isPassedOn(String line) {
        return !OF_A_CONNECTION.contains(line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT));
    }

    /** Over a connection of its own, which ends with the answer. */
    private Answer answer(HttpExchange exchange) throws IOException {
        try (var socket = new Socket(InetAddress.ofLiteral(app.getHost()), app.getPort())) {
            var request = new ByteArrayOutputStream();
            var head =
                    new StringBuilder(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " HTTP/1.1\r\n");
            head.append("Host: ").append(app.getRawAuthority()).append("\r\nConnection: close\r\n");
            exchange.getRequestHeaders()
                    .forEach((name, values) -> values.stream()
                            .map(value -> name + ": " + value)
                            .filter(BreakingProxy::isPassedOn)
                            .forEach(line -> head.append(line).append("\r\n")));
            var body = exchange.getRequestBody().readAllBytes();
            head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
            request.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            request.writeBytes(body);
            socket.getOutputStream().write(request.toByteArray());
            return Answer.parse(socket.getInputStream().readAllBytes());
        }
    }

    @Override
    public void close() {
        holds.get().countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
