package dev.usher.bench.budget;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import dev.usher.simulator.LoggedRequest;
import dev.usher.simulator.ScimSimulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Simulated apps in a process of their own, so that what they cost is not the operator's; each line is a request to them. */
final class AppFarm {
    /** A sign of life, which is asked for now and then whatever happens. */
    private static final String PING = "ping";

    private final Map<String, ScimSimulator> apps = new HashMap<>();

    public static void main(String[] arguments) throws IOException {
        var farm = new AppFarm();
        var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(farm.answer(List.of(line.split(" ", -1))));
        }
        // What serves would go on.
        System.exit(0);
    }

    private ObjectNode answer(List<String> words) {
        var answer = JsonNodeFactory.instance.objectNode();
        var name = words.get(1);
        switch (words.getFirst()) {
            case "start" -> answer.put("endpoint", start(name, words).endpoint().toString());
            case "stop" -> app(name).close();
            case "latency" -> app(name).latency(Duration.ofMillis(Long.parseLong(words.get(2))));
            case "reset" -> app(name).reset();
            case "down" -> app(name).down();
            case "people" -> people(app(name), Integer.parseInt(words.get(2)));
            case "crowd" -> app(name).addGroup(words.get(2), ids(app(name), Integer.parseInt(words.get(3))));
            case "cpu" -> answer.put("nanos", cpu());
            case "group" -> answer.put("id", app(name).addGroup(words.get(2)));
            case "edit" -> app(name).edit(words.get(2), words.get(3), JsonNodeFactory.instance.textNode(words.get(4)));
            case "counts" -> count(app(name), answer);
            case "latest" -> latest(app(name), answer);
            case "first" -> first(app(name), words.get(2), words.get(3), answer);
            default -> throw new IllegalArgumentException("no request " + words.getFirst());
        }
        return answer;
    }

    private ScimSimulator start(String name, List<String> words) {
        var app = ScimSimulator.builder()
                .token(name)
                .latency(Duration.ofMillis(Long.parseLong(words.get(2))))
                .pageCap(Integer.parseInt(words.get(3)))
                .start();
        apps.put(name, app);
        return app;
    }

    private static void people(ScimSimulator app, int count) {
        for (var number = 0; number < count; number++) {
            var name = "person-%06d".formatted(number);
            var account = JsonNodeFactory.instance.objectNode();
            account.put("externalId", "e-" + number);
            account.put("userName", name);
            account.put("displayName", People.display(name));
            account.putArray("emails")
                    .addObject()
                    .put("value", name + "@example.com")
                    .put("type", "work");
            app.addUser(account);
        }
    }

    private static List<String> ids(ScimSimulator app, int count) {
        return app.users().stream()
                .limit(count)
                .map(user -> user.path("id").asText())
                .toList();
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private ScimSimulator app(String name) {
        var app = apps.get(name);
        if (app == null) {
            throw new IllegalArgumentException("no app " + name);
        }
        return app;
    }

    private static void count(ScimSimulator app, ObjectNode answer) {
        answer.put("all", app.requestCount());
        answer.put("writes", app.writes());
        answer.put("accounts", app.users().size());
        var kinds = new TreeMap<String, Integer>();
        app.requests().forEach(request -> kinds.merge(kind(request), 1, Integer::sum));
        var shown = answer.putObject("kinds");
        kinds.forEach(shown::put);
    }

    private static String kind(LoggedRequest request) {
        if (request.query().endsWith("startIndex=1&count=1") || request.query().endsWith("count=1&startIndex=1")) {
            return PING;
        }
        var path = request.path().split("/", -1);
        var query = request.query().replaceAll("=.*", "");
        return request.method() + " /" + (path.length > 1 ? path[1] : "") + (path.length > 2 ? "/*" : "")
                + (query.isEmpty() ? "" : "?" + query);
    }

    /** When the first request of a method arrived whose path and body have a text, in epoch microseconds. */
    private static void first(ScimSimulator app, String method, String text, ObjectNode answer) {
        Predicate<LoggedRequest> meant = request -> request.method().equals(method)
                && request.status() < 300
                && (request.path() + " " + request.body()).matches("(?s).*" + text + ".*");
        app.requests().stream().filter(meant).findFirst().ifPresent(request -> answer.put("at", micros(request)));
    }

    /** When the latest request arrived, in epoch microseconds. */
    private static void latest(ScimSimulator app, ObjectNode answer) {
        var requests = app.requests();
        if (!requests.isEmpty()) {
            answer.put("at", micros(requests.getLast()));
        }
    }

    private static long micros(LoggedRequest request) {
        return Duration.between(Instant.EPOCH, request.time()).toNanos() / 1_000;
    }
}
