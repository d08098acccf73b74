package dev.usher.source.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.net.web.NextLink;
import dev.usher.net.web.PercentEncoding;
import dev.usher.source.Breaks;
import dev.usher.source.http.HttpTerms.Method;
import dev.usher.source.http.HttpTerms.Request;
import dev.usher.source.http.Pagination.Place;
import dev.usher.source.http.Pagination.Size;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The requests of one reading, each of which follows from the answer to the one before. */
final class Steps {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern COUNT = Pattern.compile("\\d{1,12}");
    private static final Pattern UNSENDABLE = Pattern.compile("[^\\x21-\\x7e]|[\"<>\\\\^`{|}]");
    private static final int LONGEST = 8_192;

    private final Request request;
    private final Pagination pagination;
    private long passed;
    private boolean full;

    Steps(Request request, Pagination pagination) {
        this.request = request;
        this.pagination = pagination;
    }

    /**
     * Looks at whether pages can be asked for by this request.
     *
     * @throws IllegalArgumentException if they cannot; the message says what to write instead
     */
    static void check(Request request, Pagination pagination) {
        if (new Steps(request, pagination).sample().body().isPresent() && request.method() == Method.GET) {
            throw new IllegalArgumentException("let a GET say in its query which page it wants, or make it a POST");
        }
    }

    /** One that says which page, as the first one may not. */
    private Step sample() {
        return pagination instanceof Pagination.Cursor(Place place, Pointer _)
                ? step(Map.of(place, "x"), 0, false)
                : first();
    }

    Step first() {
        return switch (pagination) {
            case Pagination.None _, Pagination.Link _, Pagination.Next _ -> step(Map.of(), 0, false);
            case Pagination.Cursor _ -> step(Map.of(), 0, false);
            case Pagination.Offset(Place place, Size size, Optional<Pointer> _) -> counted(place, size, 0, false);
            case Pagination.Page(Place place, long first, Size size, Optional<Pointer> _) ->
                counted(place, size, first, false);
        };
    }

    /** The one after that; empty at the end. */
    Optional<Step> next(Step asked, Turned page) throws Breaks {
        passed += page.records();
        return switch (pagination) {
            case Pagination.None _ -> Optional.empty();
            case Pagination.Offset(Place place, Size size, Optional<Pointer> total) ->
                ends(size, total, page)
                        ? Optional.empty()
                        : Optional.of(counted(place, size, asked.at() + page.records(), isBeyond(size, total, page)));
            case Pagination.Page(Place place, long _, Size size, Optional<Pointer> total) ->
                ends(size, total, page)
                        ? Optional.empty()
                        : Optional.of(counted(place, size, asked.at() + 1, isBeyond(size, total, page)));
            case Pagination.Cursor(Place place, Pointer next) ->
                page.at(next).map(cursor -> step(Map.of(place, cursor), 0, false));
            case Pagination.Link _ -> linked(asked, NextLink.of(page.links()));
            case Pagination.Next(Pointer address) -> linked(asked, page.at(address));
        };
    }

    /** Some answer that there is no such page where others show an empty one; but after a full page there has to be one. */
    private static boolean isBeyond(Size size, Optional<Pointer> total, Turned page) {
        return total.isEmpty() && page.records() < size.most();
    }

    /**
     * A page with fewer records than were asked for is the last one, but only where an earlier one had as many: a server may hand
     * out fewer at a time than it is asked for, and whoever believed its first page would take all others for gone.
     */
    private boolean ends(Size size, Optional<Pointer> total, Turned page) throws Breaks {
        if (total.isPresent()) {
            return endsBy(total.get(), page);
        }
        if (page.records() >= size.most()) {
            full = true;
            return false;
        }
        return full || page.records() == 0;
    }

    private boolean endsBy(Pointer total, Turned page) throws Breaks {
        var count = page.at(total).filter(text -> COUNT.matcher(text).matches());
        if (count.isEmpty()) {
            throw Breaks.by(Defect.POINTER_LEADS_NOWHERE, total.toString());
        }
        if (passed >= Long.parseLong(count.get())) {
            return true;
        }
        if (page.records() == 0) {
            throw Breaks.by(Defect.CUT_OFF, total.toString());
        }
        return false;
    }

    private Step counted(Place place, Size size, long at, boolean beyond) {
        var places = new LinkedHashMap<Place, Object>();
        places.put(place, at);
        places.put(size.place(), size.most());
        return step(places, at, beyond);
    }

    private Step step(Map<? extends Place, ?> places, long at, boolean beyond) {
        var query = new LinkedHashMap<>(request.sorted());
        var body = request.body();
        for (var place : places.entrySet()) {
            switch (place.getKey()) {
                case Place.Query(String name) ->
                    query.put(name, place.getValue().toString());
                case Place.Field(Pointer pointer) -> body = Optional.of(filled(body, pointer, place.getValue()));
            }
        }
        return new Step(with(request.url(), query), body, at, beyond);
    }

    private static URI with(URI url, Map<String, String> query) {
        if (query.isEmpty()) {
            return url;
        }
        var added = query.entrySet().stream()
                .map(pair -> PercentEncoding.encode(pair.getKey()) + "=" + PercentEncoding.encode(pair.getValue()))
                .collect(Collectors.joining("&"));
        return URI.create(url + (url.getRawQuery() == null ? "?" : "&") + added);
    }

    static String filled(Optional<String> body, Pointer pointer, Object value) {
        try {
            if (!(MAPPER.readTree(body.orElse("{}")) instanceof ObjectNode object)) {
                throw new IllegalArgumentException(
                        "give an object of JSON as the body, into which the page is written");
            }
            var steps = pointer.steps();
            var parent = object;
            for (var step : steps.subList(0, steps.size() - 1)) {
                parent = parent.get(step) instanceof ObjectNode known ? known : parent.putObject(step);
            }
            parent.set(steps.getLast(), MAPPER.<JsonNode>valueToTree(value));
            return MAPPER.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("give an object of JSON as the body, into which the page is written", e);
        }
    }

    /** An answer says where to go on, but not to whom. */
    private Optional<Step> linked(Step asked, Optional<String> link) throws Breaks {
        if (link.isEmpty() || link.get().isEmpty()) {
            return Optional.empty();
        }
        var to = resolved(asked.uri(), link.get());
        if (!Origin.of(request.url()).has(to)) {
            throw Breaks.by(Defect.ELSEWHERE);
        }
        return Optional.of(new Step(to, asked.body(), 0, false));
    }

    private static URI resolved(URI from, String link) throws Breaks {
        if (link.length() > LONGEST) {
            throw Breaks.by(Defect.NOT_READ);
        }
        try {
            // Some write what no address can have.
            var written = UNSENDABLE.matcher(link).replaceAll(found -> PercentEncoding.encode(found.group()));
            return written.startsWith("?")
                    ? new URI(from.toString().replaceFirst("\\?.*", "") + written)
                    : from.resolve(new URI(written));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw Breaks.by(Defect.ELSEWHERE);
        }
    }
}
