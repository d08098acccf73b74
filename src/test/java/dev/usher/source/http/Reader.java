package dev.usher.source.http;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import dev.usher.source.Feed.Reading;
import dev.usher.source.Passed;
import dev.usher.source.http.HttpTerms.Bounds;
import dev.usher.source.http.HttpTerms.Detail;
import dev.usher.source.http.HttpTerms.Method;
import dev.usher.source.http.HttpTerms.Request;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Terms that read people with {@code /id} and {@code /name} from {@code /people}, each of them to be changed, and what comes of them. */
final class Reader implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");

    final List<Duration> rests = new ArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final HttpTransport transport = new HttpTransport(NetworkPolicy.parse("127.0.0.0/8", true), 4);
    private Request request;
    private Access access = new Access.Open();
    private Pagination pagination = new Pagination.None();
    private Optional<Detail> detail = Optional.empty();
    private String records = "/people";
    private String key = "/id";
    private Set<String> values = Set.of("/name");
    private Bounds bounds = bounds(1 << 20, 100, 1_000, Duration.ofSeconds(20));
    private Map<String, Sensitive> secrets = Map.of();

    Reader(URI url) {
        request = new Request(Method.GET, url, Map.of(), Map.of(), Optional.empty());
    }

    static Bounds bounds(int pageBytes, int pages, long records, Duration time) {
        return new Bounds(pageBytes, pages, records, 20, 100, time, Duration.ofMinutes(1), Duration.ZERO);
    }

    Reader posting(String body) {
        request = new Request(Method.POST, request.url(), request.headers(), request.query(), Optional.of(body));
        return this;
    }

    Reader with(Map<String, String> headers, Map<String, String> query) {
        request = new Request(request.method(), request.url(), headers, query, request.body());
        return this;
    }

    Reader as(Access other, Map<String, String> known) {
        access = other;
        secrets = known.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Sensitive(entry.getValue())));
        return this;
    }

    Reader by(Pagination other) {
        pagination = other;
        return this;
    }

    Reader detail(String url, String keyOfAnswer, String... valuesOfAnswer) {
        detail = Optional.of(new Detail(
                url,
                Optional.of(keyOfAnswer).filter(text -> !text.isEmpty()).map(Pointer::parse),
                Stream.of(valuesOfAnswer).map(Pointer::parse).collect(Collectors.toSet())));
        return this;
    }

    Reader at(String other) {
        records = other;
        return this;
    }

    Reader key(String other) {
        key = other;
        return this;
    }

    Reader values(String... others) {
        values = Set.of(others);
        return this;
    }

    Reader within(Bounds other) {
        bounds = other;
        return this;
    }

    Reader pausing(Duration pause) {
        bounds = new Bounds(
                bounds.pageBytes(),
                bounds.pages(),
                bounds.records(),
                bounds.depth(),
                bounds.valueLength(),
                bounds.request(),
                bounds.whole(),
                pause);
        return this;
    }

    HttpTerms terms() {
        return new HttpTerms(
                request,
                access,
                pagination,
                detail,
                Pointer.parse(records),
                Pointer.parse(key),
                Stream.of(values.toArray(String[]::new)).map(Pointer::parse).collect(Collectors.toSet()),
                bounds);
    }

    HttpFeed feed() {
        return feed(terms());
    }

    HttpFeed feed(HttpTerms terms) {
        return feed(terms, rests::add);
    }

    HttpFeed feed(HttpTerms terms, Rest rest) {
        return new HttpFeed(terms, secrets, new Means(transport, transport, clock, rest));
    }

    /** Reads what changed, or all. */
    Course course(DeltaTerms delta) {
        return course(terms(), delta);
    }

    Course course(HttpTerms terms, DeltaTerms delta) {
        return new Course(terms, delta, secrets, new Means(transport, transport, clock, rests::add));
    }

    /** Lets time pass. */
    void later(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    Reading read(Passed passed) {
        return feed().read(passed);
    }

    /** The keys of all records; there is nothing wrong with the source. */
    List<String> ids() {
        var passed = new Passed();
        var reading = read(passed);
        if (reading instanceof Reading.Broken(Flaw flaw)) {
            throw new AssertionError("broken: " + flaw);
        }
        return passed.all(key);
    }

    /** What is wrong with the source. */
    Flaw flaw() {
        var reading = read(new Passed());
        if (reading instanceof Reading.Broken(Flaw flaw)) {
            return flaw;
        }
        throw new AssertionError("complete: " + reading);
    }

    @Override
    public void close() {
        transport.close();
    }
}
