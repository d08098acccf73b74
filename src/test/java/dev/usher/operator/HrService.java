package dev.usher.operator;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a personnel department serves: its people in JSON, page by page, to whoever has the token. */
final class HrService implements AutoCloseable {
    static final String TOKEN = "hr-token-1";
    private static final Pattern OFFSET = Pattern.compile("offset=(\\d+)");
    private static final Pattern SINCE = Pattern.compile("since=([^&]*)");
    private static final Pattern LIMIT = Pattern.compile("limit=(\\d+)");

    /** What is answered. */
    record Reply(int status, String body) {}

    /** A page on which there is nobody. */
    static final Reply NOBODY = new Reply(200, "{\"people\": []}");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile List<Map<String, String>> people = List.of();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private volatile int answerToWrites = 204;
    private final List<String> since = new CopyOnWriteArrayList<>();
    private volatile int refusal;
    private volatile byte[] file = {};
    private volatile IntFunction<Optional<Reply>> instead = offset -> Optional.empty();

    HrService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/people", this::handle);
        server.createContext("/file", this::hand);
        server.start();
    }

    URI people() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/people");
    }

    URI file() {
        return people().resolve("/file/people.csv");
    }

    /** Has this as a file. */
    void file(byte[] content) {
        file = content.clone();
    }

    void says(List<Map<String, String>> everybody) {
        people = List.copyOf(everybody);
        instead = offset -> Optional.empty();
    }

    /** Somebody more. */
    void hires(Map<String, String> record) {
        people = Stream.concat(people.stream(), Stream.of(record)).toList();
    }

    /** Answers something else on the pages for which it is said, until it says other people. */
    void fails(IntFunction<Optional<Reply>> how) {
        instead = how;
    }

    /** Knows nothing of what changed any more, and answers so; by 0 it knows it again. */
    void forgetsWhatChanged(int status) {
        refusal = status;
    }

    /** Since when each reading asked for what changed, empty where it asked for everybody; in their order. */
    List<String> since() {
        return List.copyOf(since);
    }

    int asked() {
        return asked.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.incrementAndGet();
            var reply = exchange.getRequestMethod().equals("GET") ? reply(exchange) : write(exchange);
            var body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Answers so whenever it is told something of somebody. */
    void answersWrites(int status) {
        answerToWrites = status;
    }

    /** What it was told of people, in order. */
    List<String> written() {
        return List.copyOf(written);
    }

    /** Takes what it is told of one person, and shows it from then on; that is a change as any other. */
    private Reply write(HttpExchange exchange) throws IOException {
        if (!isKnown(exchange)) {
            return new Reply(401, "{}");
        }
        if (answerToWrites != 204) {
            return new Reply(answerToWrites, "{}");
        }
        var key = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
        Map<String, String> said =
                new ObjectMapper().readValue(exchange.getRequestBody(), new TypeReference<Map<String, String>>() {});
        written.add(exchange.getRequestMethod() + " " + key + " " + Serialization.asJson(new TreeMap<>(said)));
        people = people.stream()
                .map(record -> {
                    var all = new HashMap<>(record);
                    if (key.equals(record.get("number"))) {
                        all.putAll(said);
                        all.computeIfPresent(
                                "changed",
                                (column, before) -> Instant.now()
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString());
                    }
                    return Map.copyOf(all);
                })
                .toList();
        return new Reply(204, "");
    }

    private void hand(HttpExchange exchange) throws IOException {
        try (exchange) {
            var content = file;
            exchange.sendResponseHeaders(isKnown(exchange) ? 200 : 401, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private static boolean isKnown(HttpExchange exchange) {
        return ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private Reply reply(HttpExchange exchange) {
        if (!isKnown(exchange)) {
            return new Reply(401, "{}");
        }
        var query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        var offset = number(OFFSET, query);
        var asked = SINCE.matcher(query);
        var from = asked.find() ? URLDecoder.decode(asked.group(1), StandardCharsets.UTF_8) : "";
        if (offset == 0) {
            since.add(from);
        }
        if (!from.isEmpty() && refusal > 0) {
            return new Reply(refusal, "{}");
        }
        var everybody = people.stream()
                .filter(record -> record.getOrDefault("changed", "").compareTo(from) >= 0)
                .toList();
        return instead.apply(offset)
                .orElseGet(() -> new Reply(
                        200,
                        Serialization.asJson(Map.of(
                                "people",
                                everybody.stream()
                                        .skip(offset)
                                        .limit(number(LIMIT, query))
                                        .toList()))));
    }

    private static int number(Pattern pattern, String query) {
        var found = pattern.matcher(query);
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
