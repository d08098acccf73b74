package dev.usher.bench.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The way to the simulated apps. */
public final class Farm implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    public static final int USUAL_PAGE = 1_000;

    private final Piped process;

    Farm() {
        this(Piped.start(AppFarm.class));
    }

    private Farm(Piped process) {
        this.process = process;
    }

    /** One that costs as little as it can, with both compilers of the JVM: what is beside it is to be measured. */
    public static Farm quick() {
        return new Farm(Piped.start(
                List.of("-XX:+UseSerialGC", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"),
                AppFarm.class));
    }

    /** A simulated app; its token is its name. */
    public record App(String name, URI endpoint) {}

    /** What an app was asked since it was last reset. */
    public record Counts(long all, long writes, int accounts, Map<String, Integer> kinds) {}

    public App start(String name, Duration latency, int page) {
        var answer = ask("start " + name + " " + latency.toMillis() + " " + page);
        return new App(name, URI.create(answer.path("endpoint").asText()));
    }

    /** Makes a group, and returns its id. */
    public String group(App app, String group) {
        return ask("group " + app.name() + " " + group).path("id").asText();
    }

    /** Makes so many accounts. */
    public void people(App app, int count) {
        ask("people " + app.name() + " " + count);
    }

    /** Makes a group of so many of them. */
    public void crowd(App app, String group, int count) {
        ask("crowd " + app.name() + " " + group + " " + count);
    }

    /** What the process of the apps has taken of a core since its start. */
    public Duration cpu() {
        return Duration.ofNanos(ask("cpu all").path("nanos").asLong());
    }

    public void stop(App app) {
        ask("stop " + app.name());
    }

    void latency(App app, Duration each) {
        ask("latency " + app.name() + " " + each.toMillis());
    }

    public void reset(App app) {
        ask("reset " + app.name());
    }

    void down(App app) {
        ask("down " + app.name());
    }

    /** As somebody does behind Usher's back. */
    void edit(App app, String userName, String path, String value) {
        ask("edit " + app.name() + " " + userName + " " + path + " " + value);
    }

    public Counts counts(App app) {
        var answer = ask("counts " + app.name());
        var kinds = new TreeMap<String, Integer>();
        answer.path("kinds")
                .properties()
                .forEach(kind -> kinds.put(kind.getKey(), kind.getValue().asInt()));
        return new Counts(
                answer.path("all").asLong(),
                answer.path("writes").asLong(),
                answer.path("accounts").asInt(),
                kinds);
    }

    /** When the first such request arrived that was done, by a method and a pattern without spaces for path and body. */
    Optional<Instant> first(App app, String method, String pattern) {
        return at(ask("first " + app.name() + " " + method + " " + pattern));
    }

    /** When the latest request arrived since the app was last reset. */
    Optional<Instant> latest(App app) {
        return at(ask("latest " + app.name()));
    }

    private static Optional<Instant> at(JsonNode answer) {
        var at = answer.path("at");
        return at.isMissingNode() ? Optional.empty() : Optional.of(Instant.EPOCH.plus(at.asLong(), ChronoUnit.MICROS));
    }

    private JsonNode ask(String line) {
        try {
            return JSON.readTree(process.ask(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the apps did not understand: " + line, e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
