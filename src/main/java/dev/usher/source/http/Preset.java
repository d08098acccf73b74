package dev.usher.source.http;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.net.web.PercentEncoding;
import dev.usher.source.http.HttpTerms.Bounds;
import dev.usher.source.http.HttpTerms.Detail;
import dev.usher.source.http.HttpTerms.Method;
import dev.usher.source.http.HttpTerms.Request;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How one product is read, as a file says it. */
public final class Preset {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    private static final Set<String> KNOWN = Set.of(
            "preset",
            "version",
            "title",
            "verified",
            "sources",
            "base",
            "request",
            "access",
            "pagination",
            "records",
            "key",
            "fields",
            "detail",
            "write",
            "pauseMillis",
            "delta",
            "notes");

    private final JsonNode file;

    private Preset(JsonNode file) {
        this.file = file;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it says something that nobody knows
     */
    static Preset read(InputStream json) throws IOException {
        var file = MAPPER.readTree(json);
        var unknown = new HashSet<String>();
        file.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("a preset says nothing of " + unknown);
        }
        return new Preset(file);
    }

    /** By what it is named in one version, such as {@code bamboohr@1}. */
    public String reference() {
        return file.path("preset").asText() + "@" + file.path("version").asInt();
    }

    /** As people know the product. */
    public String title() {
        return file.path("title").asText();
    }

    /** Whether it was seen to work with the product itself. */
    public boolean isVerified() {
        return file.path("verified").asBoolean();
    }

    /** What whoever uses it should know. */
    public List<String> notes() {
        return file.path("notes").valueStream().map(JsonNode::asText).toList();
    }

    /** What has to be said of the company before it can be read, such as its name there. */
    public Set<String> places() {
        var places = new TreeSet<String>();
        for (var text : List.of(text(file, "base"), text(file.path("request"), "path"))) {
            PLACE.matcher(text).results().map(found -> found.group(1)).forEach(places::add);
        }
        return places;
    }

    /** What each value is good for, by the JSON Pointer that names it. */
    public Map<String, Pointer> fields() {
        var fields = new TreeMap<>(pointers(file.path("fields")));
        fields.putAll(pointers(file.path("detail").path("fields")));
        return fields;
    }

    /**
     * How it is read.
     *
     * @param base where, if that is somewhere else than usual
     * @throws IllegalArgumentException if something of {@link #places} is not said
     */
    public HttpTerms terms(Optional<URI> base, Map<String, String> places) {
        var at = base.map(URI::toString).orElseGet(() -> filled(text(file, "base"), places));
        var request = file.path("request");
        var body = Optional.of(request.path("body")).filter(JsonNode::isObject).map(JsonNode::toString);
        return new HttpTerms(
                new Request(
                        Method.valueOf(text(request, "method")),
                        URI.create(at + filled(text(request, "path"), places)),
                        texts(request.path("headers")),
                        texts(request.path("query")),
                        body),
                PresetParts.access(file.path("access"), at),
                PresetParts.pagination(file.path("pagination")),
                Optional.of(file.path("detail")).filter(JsonNode::isObject).map(detail -> detail(detail, at)),
                pointer(file, "records"),
                pointer(file, "key"),
                Set.copyOf(pointers(file.path("fields")).values()),
                Bounds.USUAL.pausing(Duration.ofMillis(file.path("pauseMillis").asLong())));
    }

    /**
     * How it is written to, where it is known.
     *
     * @param method by which all that is not mentioned stays as it is
     * @param url with {@code {key}} for the key
     * @param key by which it is written to: a source with another one would write to somebody else
     * @param places where values go, by where they stand in a record
     */
    public record Writing(WriteTerms.Method method, String url, Pointer key, Map<String, Pointer> places) {
        public Writing {
            places = Map.copyOf(places);
        }

        /** With places of the company's own, which come before those that are known. */
        public WriteTerms.Change change(Map<String, Pointer> own) {
            var all = new TreeMap<>(places);
            all.putAll(own);
            return new WriteTerms.Change(method, url, Map.of(), WriteTerms.Change.JSON, all, Optional.empty());
        }
    }

    /**
     * How it is told something of one record; empty where that is not known.
     *
     * @param base where, if that is somewhere else than usual
     * @throws IllegalArgumentException if something of {@link #places} is not said
     */
    public Optional<Writing> write(Optional<URI> base, Map<String, String> places) {
        return Optional.of(file.path("write"))
                .filter(JsonNode::isObject)
                .map(write -> new Writing(
                        WriteTerms.Method.valueOf(text(write, "method")),
                        base.map(URI::toString).orElseGet(() -> filled(text(file, "base"), places))
                                + text(write, "path"),
                        pointer(write, "key"),
                        pointers(write.path("places"))));
    }

    /** How it is asked for what changed alone, where its documentation says that it can be. */
    public Optional<DeltaTerms> delta(Duration whole) {
        return Optional.of(file.path("delta")).filter(JsonNode::isObject).map(delta -> PresetParts.delta(delta, whole));
    }

    private static Detail detail(JsonNode detail, String base) {
        return new Detail(
                base + text(detail, "path"),
                Optional.of(detail.path("key")).filter(JsonNode::isTextual).map(key -> Pointer.parse(key.asText())),
                Set.copyOf(pointers(detail.path("fields")).values()));
    }

    /** What is said of the company stays one part of an address. */
    private static String filled(String template, Map<String, String> places) {
        return PLACE.matcher(template).replaceAll(place -> {
            var said = Optional.ofNullable(places.get(place.group(1)))
                    .filter(text -> !text.isEmpty() && PercentEncoding.isOneSegment(text));
            return Matcher.quoteReplacement(said.map(PercentEncoding::encode)
                    .orElseThrow(() -> new IllegalArgumentException("say what " + place.group(1) + " is")));
        });
    }

    static Pointer pointer(JsonNode from, String name) {
        return Pointer.parse(text(from, name));
    }

    static String text(JsonNode from, String name) {
        if (!from.path(name).isTextual()) {
            throw new IllegalArgumentException("a preset says " + name + " as a text");
        }
        return from.path(name).asText();
    }

    private static Map<String, String> texts(JsonNode from) {
        var texts = new TreeMap<String, String>();
        from.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static Map<String, Pointer> pointers(JsonNode from) {
        var pointers = new TreeMap<String, Pointer>();
        texts(from).forEach((name, text) -> pointers.put(name, Pointer.parse(text)));
        return pointers;
    }
}
