package dev.usher.source.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.source.http.HttpTerms.Request;
import dev.usher.source.http.Pagination.Place;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a source is asked for what changed alone.
 *
 * @param url what is asked instead, if it is something else
 * @param said where the request says since when; empty where an address says all of it
 * @param sign what says since when
 * @param whole how often all of it is read all the same
 */
public record DeltaTerms(Optional<URI> url, Optional<Said> said, Sign sign, Duration whole) {
    private static final String SINCE = "{since}";
    private static final Set<Integer> NOT_FROM_THERE = Set.of(400, 404, 410, 422);
    private static final Set<Defect> NOT_SO =
            Set.of(Defect.TOO_LARGE, Defect.ENDLESS, Defect.ELSEWHERE, Defect.POINTER_LEADS_NOWHERE);

    /** How much earlier it is asked for than is known, where nobody says it. */
    public static final Duration OVERLAP = Duration.ofMinutes(5);

    /** More is no difference any more. */
    private static final long MOST = 100_000;

    /**
     * What a request says since when.
     *
     * @param value with {@code {since}} in it
     */
    public record Said(Place place, String value) {
        public Said {
            if (!value.contains(SINCE)) {
                throw new IllegalArgumentException("let `value` hold {since}, such as updated_at ge '{since}'");
            }
        }
    }

    /** What says since when. */
    public sealed interface Sign {
        /** When the last reading began. */
        record Time(SinceFormat format) implements Sign {}

        /** The newest time that any record had there. */
        record Newest(Pointer at, SinceFormat format) implements Sign {}

        /** A word of the last answer. */
        record Token(Pointer at) implements Sign {}

        /** An address in the last answer, which is asked as it stands. */
        record Link(Pointer at) implements Sign {}
    }

    public DeltaTerms {
        if (said.isPresent() == sign instanceof Sign.Link) {
            throw new IllegalArgumentException(
                    "say by `query` or `field` where it stands since when, and leave both out of `link`");
        }
        if (sign instanceof Sign.Link && url.isPresent()) {
            throw new IllegalArgumentException("leave `url` out of `link`, which is an address");
        }
    }

    /**
     * Looks at whether a source can be asked so.
     *
     * @throws IllegalArgumentException if it cannot; the message says what to write instead
     */
    void check(HttpTerms all) {
        said.ifPresent(one -> expectBeside(all.request(), one));
        ofPages().ifPresent(at -> {
            var others = all.pagination().said().stream().filter(other -> !other.equals(at));
            if (others.anyMatch(other -> Sought.overlap(other, at)) || Sought.overlap(all.records(), at)) {
                throw new IllegalArgumentException(
                        "let `at` lead neither into the records nor into what says the page");
            }
        });
        ofRecords().ifPresent(at -> {
            if (all.sought().stream().anyMatch(other -> !other.equals(at) && Sought.overlap(other, at))) {
                throw new IllegalArgumentException("let `at` lead into nothing that `fields` read");
            }
        });
        if (sign instanceof Sign.Link) {
            return;
        }
        if (since(all, sample()).isEmpty()) {
            throw new IllegalArgumentException(
                    "give a `url` at the scheme, host and port of the list: credentials go there alone");
        }
    }

    private String sample() {
        return sign instanceof Sign.Token ? "x" : Instant.EPOCH.toString();
    }

    /** What the list leaves out a delta leaves out as well, or it would bring people whom the list never has. */
    private void expectBeside(Request request, Said said) {
        var there = switch (said.place()) {
            case Place.Query(String name) -> {
                if (Parameters.of(request.url()).has(name)
                        || url.filter(other -> Parameters.of(other).has(name)).isPresent()) {
                    throw new IllegalArgumentException("put the parameter " + name
                            + " into `query`, and leave it out of the address: a delta would say it twice");
                }
                yield Optional.ofNullable(request.query().get(name));
            }
            case Place.Field(Pointer pointer) -> request.body().flatMap(body -> at(body, pointer));
        };
        if (url.filter(other -> !Parameters.of(other).hasAll(Parameters.of(request.url())))
                .isPresent()) {
            throw new IllegalArgumentException(
                    "put what stands behind the question mark of the address into `query`, which is asked of `delta.url` as well: it would bring people whom the list leaves out");
        }
        if (there.filter(text -> !said.value().contains(text)).isPresent()) {
            throw new IllegalArgumentException(
                    "let `delta.value` hold all that the request says there otherwise, such as status eq 'A' and updated_at ge '{since}'");
        }
    }

    private static Optional<String> at(String body, Pointer pointer) {
        try {
            var value = new ObjectMapper().readTree(body).at(pointer.toString());
            return value.isMissingNode() || value.isNull()
                    ? Optional.empty()
                    : Optional.of(value.isTextual() ? value.asText() : value.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("give an object of JSON as the body, into which it is written", e);
        }
    }

    /** What of an answer says since when. */
    Optional<Pointer> ofPages() {
        return switch (sign) {
            case Sign.Time _, Sign.Newest _ -> Optional.empty();
            case Sign.Token(Pointer at) -> Optional.of(at);
            case Sign.Link(Pointer at) -> Optional.of(at);
        };
    }

    /** What of a record does. */
    Optional<Pointer> ofRecords() {
        return sign instanceof Sign.Newest(Pointer at, SinceFormat _) ? Optional.of(at) : Optional.empty();
    }

    /** Whether an answer shows that it does not go on from there, and all of the source is to be read. */
    static boolean isNotFromThere(Flaw flaw) {
        return NOT_SO.contains(flaw.defect())
                || (flaw.defect() == Defect.NOT_READ
                        && flaw.status().isPresent()
                        && NOT_FROM_THERE.contains(flaw.status().getAsInt()));
    }

    /** How it is asked for what changed since then; empty where that leads elsewhere. */
    Optional<HttpTerms> since(HttpTerms all, String known) {
        try {
            var request = request(all.request(), known);
            return Origin.of(all.request().url()).has(request.url())
                    ? Optional.of(new HttpTerms(
                            request,
                            all.access(),
                            all.pagination(),
                            all.detail(),
                            all.records(),
                            all.key(),
                            all.values(),
                            all.bounds().atMost(MOST)))
                    : Optional.empty();
        } catch (NotAnAddress | DateTimeException e) {
            return Optional.empty();
        }
    }

    private Request request(Request all, String known) throws NotAnAddress {
        if (sign instanceof Sign.Link) {
            try {
                return new Request(all.method(), URI.create(known), all.headers(), Map.of(), all.body());
            } catch (IllegalArgumentException e) {
                throw new NotAnAddress(e);
            }
        }
        var query = new TreeMap<>(all.query());
        var body = all.body();
        if (said.isPresent()) {
            var value = said.get().value().replace(SINCE, written(known));
            switch (said.get().place()) {
                case Place.Query(String name) -> query.put(name, value);
                case Place.Field(Pointer pointer) -> body = Optional.of(Steps.filled(body, pointer, value));
            }
        }
        return new Request(all.method(), url.orElse(all.url()), all.headers(), query, body);
    }

    private String written(String known) {
        return switch (sign) {
            case Sign.Time(SinceFormat format) -> format.text(Instant.parse(known));
            case Sign.Newest(Pointer _, SinceFormat format) -> format.text(Instant.parse(known));
            case Sign.Token _, Sign.Link _ -> known;
        };
    }

    /** What a source gave as an address is none. */
    private static final class NotAnAddress extends Exception {
        private static final long serialVersionUID = 1L;

        NotAnAddress(IllegalArgumentException why) {
            super(why);
        }
    }
}
