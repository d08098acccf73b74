package dev.usher.source.http;

import dev.usher.net.Body;
import dev.usher.net.HttpRequest;
import dev.usher.net.Limits;
import dev.usher.net.web.WebAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a source of JSON is read, as it was declared.
 *
 * @param records where the list of records stands in each answer
 * @param key where the key of a person stands in a record
 * @param values what else is read of a record
 */
public record HttpTerms(
        Request request,
        Access access,
        Pagination pagination,
        Optional<Detail> detail,
        Pointer records,
        Pointer key,
        Set<Pointer> values,
        Bounds bounds) {
    /** By what is asked. */
    public enum Method {
        GET,
        POST
    }

    /**
     * What is asked, apart from what says who asks and which page.
     *
     * @param query sent beside what the address has of it
     * @param body sent as it stands, but for what says which page
     */
    public record Request(
            Method method, URI url, Map<String, String> headers, Map<String, String> query, Optional<String> body) {
        public Request {
            WebAddress.absolute(url.toString(), "https://hr.example.com/api/people");
            headers = Map.copyOf(headers);
            query = Map.copyOf(query);
            if (headers.keySet().stream().anyMatch("authorization"::equalsIgnoreCase)) {
                throw new IllegalArgumentException("give what proves who asks in auth, not among the headers");
            }
            expectSendable(url, headers);
            if (method == Method.GET && body.isPresent()) {
                throw new IllegalArgumentException("give no body to a GET, or make it a POST");
            }
        }

        /** A request that cannot be sent says so itself. */
        private static void expectSendable(URI url, Map<String, String> headers) {
            var _ = new HttpRequest("GET", url, headers, Body.NONE, Duration.ofSeconds(1), Limits.DEFAULT);
        }

        /** Its query in one order, so that the same is asked each time. */
        Map<String, String> sorted() {
            return new TreeMap<>(query);
        }
    }

    /**
     * What is asked of each record by itself, and put over what the list says.
     *
     * @param url absolute, with {@code {key}} for the key
     * @param key where the answer says of whom it speaks, if it does: an answer that speaks of somebody else is none
     * @param values what is read of the answer, from its beginning
     */
    public record Detail(String url, Optional<Pointer> key, Set<Pointer> values) {
        static final String KEY = "{key}";

        public Detail {
            values = Set.copyOf(values);
            if (!url.contains(KEY)) {
                throw new IllegalArgumentException("name the record by {key}");
            }
            sample(url);
        }

        private static URI sample(String url) {
            return WebAddress.absolute(url.replace(KEY, "x"), "https://hr.example.com/api/people/{key}");
        }

        /** All that is read of the answer. */
        Set<Pointer> sought() {
            var all = new TreeSet<>(values);
            key.ifPresent(all::add);
            return all;
        }

        /** Where it goes for a key that stays one segment. */
        URI uri(String encoded) {
            return URI.create(url.replace(KEY, encoded));
        }
    }

    /**
     * How much of it is borne, and how fast it is asked.
     *
     * @param depth of one answer
     * @param valueLength in characters
     * @param request what one request may take
     * @param whole what all of them may take
     * @param pause between two requests
     */
    public record Bounds(
            int pageBytes,
            int pages,
            long records,
            int depth,
            int valueLength,
            Duration request,
            Duration whole,
            Duration pause) {
        /** 64 MiB, 10,000 pages, a million records; a minute for each request and three hours for all. */
        public static final Bounds USUAL = new Bounds(
                64 << 20, 10_000, 1_000_000, 64, 4_096, Duration.ofMinutes(1), Duration.ofHours(3), Duration.ZERO);

        public Bounds {
            if (pageBytes < 1 || pages < 1 || records < 1 || depth < 1 || valueLength < 1) {
                throw new IllegalArgumentException("bounds are at least 1");
            }
            if (!request.isPositive() || !whole.isPositive() || pause.isNegative()) {
                throw new IllegalArgumentException("a request takes its time, and a pause does not take it back");
            }
        }

        /** The same, with no more records than these. */
        Bounds atMost(long others) {
            return new Bounds(pageBytes, pages, Math.min(records, others), depth, valueLength, request, whole, pause);
        }

        /** The same, with another pause between two requests. */
        public Bounds pausing(Duration other) {
            return new Bounds(pageBytes, pages, records, depth, valueLength, request, whole, other);
        }
    }

    public HttpTerms {
        values = Set.copyOf(values);
        var origin = Origin.of(request.url());
        detail.ifPresent(one -> {
            if (!Origin.of(one.uri("x")).equals(origin)
                    || !Origin.of(one.uri("y")).equals(origin)) {
                throw new IllegalArgumentException(
                        "give a detail at the scheme, host and port of the list: credentials go there alone");
            }
        });
        Steps.check(request, pagination);
        expectApart(pagination.said(), Set.of(records));
        expectApart(sought(values, key), Set.of());
        detail.ifPresent(one -> expectApart(one.sought(), Set.of()));
    }

    /**
     * None of them is another one, or stands within it.
     *
     * @throws IllegalArgumentException if one does
     */
    static void expectApart(Collection<Pointer> some, Collection<Pointer> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        for (var at = 0; at < all.size(); at++) {
            for (var other : all.subList(0, at)) {
                if (Sought.overlap(all.get(at), other)) {
                    throw new IllegalArgumentException(
                            "give JSON Pointers of which none leads into what another one is: " + other + " and "
                                    + all.get(at));
                }
            }
        }
    }

    private static Set<Pointer> sought(Set<Pointer> values, Pointer key) {
        var all = new TreeSet<>(values);
        all.add(key);
        return all;
    }

    /** All that is read of a record. */
    Set<Pointer> sought() {
        return sought(values, key);
    }
}
