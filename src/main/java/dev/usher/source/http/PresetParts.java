package dev.usher.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.source.http.Pagination.Place;
import dev.usher.source.http.Pagination.Size;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Those parts of a preset of which there are several kinds, each an object with one name. */
final class PresetParts {
    private PresetParts() {}

    /** @param base below which an authorization server stands */
    static Access access(JsonNode said, String base) {
        var way = only(said);
        var more = said.path(way);
        return switch (way) {
            case "open" -> new Access.Open();
            case "bearer" -> new Access.Bearer();
            case "basic" -> new Access.Basic();
            case "header" -> new Access.Header(Preset.text(more, "name"));
            case "oauth2" ->
                new Access.Client(
                        URI.create(base + Preset.text(more, "path")),
                        more.path("scopes").valueStream().map(JsonNode::asText).toList(),
                        Optional.of(more.path("audience"))
                                .filter(JsonNode::isTextual)
                                .map(JsonNode::asText),
                        true,
                        more.path("credentialsIn").asText().equals("body"));
            default -> throw new IllegalArgumentException("nobody proves who asks by " + way);
        };
    }

    static Pagination pagination(JsonNode said) {
        var way = only(said);
        var more = said.path(way);
        return switch (way) {
            case "none" -> new Pagination.None();
            case "link" -> new Pagination.Link();
            case "next" -> new Pagination.Next(Preset.pointer(more, "address"));
            case "cursor" -> new Pagination.Cursor(place(more), Preset.pointer(more, "next"));
            case "offset" -> new Pagination.Offset(place(more.path("offset")), size(more.path("size")), total(more));
            case "page" ->
                new Pagination.Page(
                        place(more.path("number")), more.path("first").asLong(1), size(more.path("size")), total(more));
            default -> throw new IllegalArgumentException("no pages follow one another by " + way);
        };
    }

    private static Optional<Pointer> total(JsonNode said) {
        return Optional.of(said.path("total")).filter(JsonNode::isTextual).map(text -> Pointer.parse(text.asText()));
    }

    private static Size size(JsonNode said) {
        return new Size(place(said), said.path("most").asInt());
    }

    private static Place place(JsonNode said) {
        return said.has("field")
                ? new Place.Field(Preset.pointer(said, "field"))
                : new Place.Query(Preset.text(said, "query"));
    }

    static DeltaTerms delta(JsonNode said, Duration whole) {
        var time = said.path("time");
        return new DeltaTerms(
                Optional.empty(),
                Optional.of(new DeltaTerms.Said(place(said), said.path("value").asText("{since}"))),
                new DeltaTerms.Sign.Time(new SinceFormat(
                        Optional.of(time.path("format"))
                                .filter(JsonNode::isTextual)
                                .map(JsonNode::asText),
                        Duration.ofSeconds(time.path("overlapSeconds").asLong(DeltaTerms.OVERLAP.toSeconds())))),
                whole);
    }

    private static String only(JsonNode said) {
        if (said.size() != 1) {
            throw new IllegalArgumentException("a preset says one way here");
        }
        return said.fieldNames().next();
    }
}
