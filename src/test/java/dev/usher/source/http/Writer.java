package dev.usher.source.http;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Owed;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import dev.usher.source.Pen;
import dev.usher.source.http.HttpTerms.Bounds;
import dev.usher.source.http.WriteTerms.Change;
import dev.usher.source.http.WriteTerms.Method;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Terms that tell a source {@code /login} and {@code /mail} of one person each, each of them to be changed, and what comes of them. */
final class Writer implements AutoCloseable {
    final List<Duration> rests = new ArrayList<>();
    private Change change;
    private Access access = new Access.Open();
    private Secured server = Secured.USUAL;
    private Bounds bounds = Reader.bounds(1 << 20, 100, 1_000, Duration.ofSeconds(20));
    private Map<String, Sensitive> secrets = Map.of();
    private Optional<Pen> held = Optional.empty();

    Writer(String url) {
        change = new Change(
                Method.PATCH,
                url,
                Map.of(),
                Change.JSON,
                Map.of("/login", Pointer.parse("/login"), "/mail", Pointer.parse("/work/mail")),
                Optional.empty());
    }

    Writer by(Change other) {
        change = other;
        return this;
    }

    Writer as(Access other, Map<String, String> known) {
        access = other;
        secrets = known.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Sensitive(entry.getValue())));
        return this;
    }

    Writer secured(Secured other) {
        server = other;
        return this;
    }

    Writer within(Bounds other) {
        bounds = other;
        return this;
    }

    private HttpFeeds feeds() {
        return new HttpFeeds(
                tls -> new HttpTransport(NetworkPolicy.parse("127.0.0.0/8", true), 4, tls),
                Clock.fixed(Reader.NOW, ZoneOffset.UTC),
                rests::add);
    }

    /** The same one each time. */
    Pen pen() {
        var pen = held.orElseGet(() -> feeds().pen(
                        new HttpFeeds.Writing(new WriteTerms(change, access, bounds), server, Secured.USUAL), secrets));
        held = Optional.of(pen);
        return pen;
    }

    Pen.Answer write(String key, Map<String, String> values) {
        return pen().write(new Owed(key, new TreeMap<>(values), Map.of()));
    }

    Pen.Answer write(String key) {
        return write(key, Map.of("/login", "ada"));
    }

    /** By which rule it is refused of somebody. */
    Rule rule(String key) {
        var answer = write(key);
        if (answer instanceof Pen.Answer.Refused(Rule rule)) {
            return rule;
        }
        throw new AssertionError("not refused: " + answer);
    }

    /** What is wrong with the source. */
    Flaw flaw() {
        var answer = write("7");
        if (answer instanceof Pen.Answer.Broken(Flaw flaw)) {
            return flaw;
        }
        if (answer instanceof Pen.Answer.Failed(Flaw flaw)) {
            return flaw;
        }
        if (answer instanceof Pen.Answer.Closed(Flaw flaw)) {
            return flaw;
        }
        throw new AssertionError("not broken: " + answer);
    }

    @Override
    public void close() {
        held.ifPresent(Pen::close);
    }
}
