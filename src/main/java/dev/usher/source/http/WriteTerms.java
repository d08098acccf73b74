package dev.usher.source.http;

import dev.usher.net.Body;
import dev.usher.net.HttpRequest;
import dev.usher.net.Limits;
import dev.usher.net.web.PercentEncoding;
import dev.usher.net.web.WebAddress;
import dev.usher.source.http.HttpTerms.Bounds;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a source is told something of one of its records, as it was declared.
 *
 * @param access what proves who writes; it goes to the address of the change alone
 */
public record WriteTerms(Change change, Access access, Bounds bounds) {
    private static final int ANSWER_BYTES = 1 << 20;

    /** By what is written. */
    public enum Method {
        PATCH,
        POST,
        PUT
    }

    /**
     * What is sent for one person.
     *
     * @param url absolute, with {@code {key}} for the key
     * @param places where each value goes in the body, by the source's own name of it
     * @param body an object of JSON into which the values go; empty: one that has nothing else
     */
    public record Change(
            Method method,
            String url,
            Map<String, String> headers,
            String contentType,
            Map<String, Pointer> places,
            Optional<String> body) {
        /** What is sent where nothing else is declared. */
        public static final String JSON = "application/json";

        private static final String KEY = "{key}";
        private static final String QUOTED_KEY = "'{key}'";
        private static final Pattern OF_JSON =
                Pattern.compile("application/(?!json-patch)([a-z0-9.-]+\\+)?json(; ?[a-z-]+=[A-Za-z0-9-]+)?");

        public Change {
            headers = Map.copyOf(headers);
            places = Map.copyOf(places);
            if (!url.contains(KEY)) {
                throw new IllegalArgumentException("name the person by {key} in the URL that is written to");
            }
            if (url.contains("#")) {
                throw new IllegalArgumentException("leave out what stands behind # in a URL: it is never sent");
            }
            if (!Origin.of(sample(url, "x")).equals(Origin.of(sample(url, "y")))) {
                throw new IllegalArgumentException(
                        "name the person by {key} in the path or the query of a URL, not in its host");
            }
            if (headers.keySet().stream().anyMatch("authorization"::equalsIgnoreCase)) {
                throw new IllegalArgumentException("give what proves who asks in auth, not among the headers");
            }
            if (headers.keySet().stream().anyMatch("content-type"::equalsIgnoreCase)) {
                throw new IllegalArgumentException("give the type of what is sent as contentType, not as a header");
            }
            if (!OF_JSON.matcher(contentType).matches()) {
                throw new IllegalArgumentException(
                        "give a type of JSON as contentType, such as application/json or application/merge-patch+json");
            }
            // What cannot be sent says so itself.
            var _ = new HttpRequest(
                    method.name(), sample(url, "x"), headers, Body.NONE, Duration.ofSeconds(1), Limits.DEFAULT);
            var _ = new WriteBody(places, body);
        }

        private static URI sample(String url, String key) {
            return WebAddress.absolute(url.replace(KEY, key), "https://hr.example.com/api/people/{key}");
        }

        /** Where it goes for somebody. */
        URI sample() {
            return sample(url, "x");
        }

        /** Where it goes; empty for a key that would lead elsewhere. */
        Optional<URI> uri(String key) {
            if (key.isEmpty() || !PercentEncoding.isOneSegment(key)) {
                return Optional.empty();
            }
            // Within quotes, as OData has keys, a quote is written twice.
            var quoted = url.replace(QUOTED_KEY, "'" + PercentEncoding.encode(key.replace("'", "''")) + "'");
            return Optional.of(URI.create(quoted.replace(KEY, PercentEncoding.encode(key))));
        }

        WriteBody written() {
            return new WriteBody(places, body);
        }

        /** All headers but those that prove who writes. */
        Map<String, String> sent() {
            var all = new HashMap<>(headers);
            all.put("Content-Type", contentType);
            return all;
        }
    }

    /** An answer to a change says little. */
    public WriteTerms {
        bounds = new Bounds(
                Math.min(bounds.pageBytes(), ANSWER_BYTES),
                bounds.pages(),
                bounds.records(),
                bounds.depth(),
                bounds.valueLength(),
                bounds.request(),
                bounds.whole(),
                bounds.pause());
    }

    /**
     * By what proves who reads the source, and as slowly.
     *
     * @throws IllegalArgumentException if it would be shown to somebody else than who is read; the message says what to do instead
     */
    public static WriteTerms by(HttpTerms source, Change change) {
        if (!Origin.of(change.sample()).equals(Origin.of(source.request().url()))) {
            throw new IllegalArgumentException(
                    "write to the scheme, host and port that is read, or give an auth of its own: what proves who asks goes there alone");
        }
        return new WriteTerms(change, source.access(), source.bounds());
    }
}
