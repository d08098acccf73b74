package dev.usher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.simulator.protocol.Filter;
import dev.usher.simulator.protocol.FilterParser;
import dev.usher.simulator.protocol.Projection;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.protocol.ScimError;
import dev.usher.simulator.store.Directory;
import dev.usher.simulator.store.Listing;
import dev.usher.simulator.store.Selection;
import dev.usher.simulator.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The protocol of RFC 7644 section 3 without the wire: a call in, an answer out. */
final class Service {
    private static final String SEARCH = ".search";
    private static final String SEARCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

    private final Directory directory;
    private final Discovery discovery;
    private final int pageCap;

    Service(Directory directory, Discovery discovery, int pageCap) {
        this.directory = directory;
        this.discovery = discovery;
        this.pageCap = pageCap;
    }

    Answer answer(Call call) {
        try {
            return routed(call);
        } catch (ScimError error) {
            return Answer.refused(error);
        }
    }

    private Answer routed(Call call) {
        List<String> segments = call.segments();
        return switch (segments.getFirst()) {
            case "ServiceProviderConfig", "ResourceTypes", "Schemas" -> discovery.answer(call);
            case "Bulk", "Me" -> throw ScimError.of(501, "not supported");
            case SEARCH -> search(ResourceType.ALL, call);
            default -> {
                ResourceType type = ResourceType.at("/" + segments.getFirst())
                        .orElseThrow(() -> ScimError.of(404, "no such endpoint"));
                yield switch (segments.size()) {
                    case 1 -> collection(type, call);
                    case 2 ->
                        segments.get(1).equals(SEARCH)
                                ? search(List.of(type), call)
                                : resource(type, segments.get(1), call);
                    default -> throw ScimError.of(404, "no such endpoint");
                };
            }
        };
    }

    private Answer collection(ResourceType type, Call call) {
        return switch (call.method()) {
            case "GET" -> {
                int start = number(call, "startIndex", 1);
                int count = number(call, "count", pageCap);
                yield listing(List.of(type), call.parameter("filter"), start, count, projection(call));
            }
            case "POST" -> Answer.showing(201, directory.create(type, call.json(), projection(call)));
            default -> throw ScimError.of(405, "a collection takes GET and POST");
        };
    }

    private Answer resource(ResourceType type, String id, Call call) {
        String ifMatch = call.header("If-Match");
        Projection projection = projection(call);
        return switch (call.method()) {
            case "GET" -> {
                View view = directory.read(type, id, projection);
                boolean known = call.header("If-None-Match").contains(view.version());
                yield known ? Answer.empty(304).tagged(view) : Answer.showing(200, view);
            }
            case "PUT" -> Answer.showing(200, directory.replace(type, id, ifMatch, call.json(), projection));
            case "PATCH" -> patch(type, id, call, projection);
            case "DELETE" -> {
                directory.delete(type, id, ifMatch);
                yield Answer.empty(204);
            }
            default -> throw ScimError.of(405, "a resource takes GET, PUT, PATCH and DELETE");
        };
    }

    /** RFC 7644 section 3.5.2 leaves the choice: a user comes back whole, a group with 204 unless attributes are asked for. */
    private Answer patch(ResourceType type, String id, Call call, Projection projection) {
        String ifMatch = call.header("If-Match");
        if (type == ResourceType.GROUP && !projection.isExplicit()) {
            Projection memberless = Projection.of(List.of(), List.of("members"));
            return Answer.empty(204).tagged(directory.patch(type, id, ifMatch, call.json(), memberless));
        }
        return Answer.showing(200, directory.patch(type, id, ifMatch, call.json(), projection));
    }

    private Answer search(List<ResourceType> types, Call call) {
        if (!call.method().equals("POST")) {
            throw ScimError.of(405, "a search is a POST");
        }
        JsonNode request = call.json();
        boolean named = names(request, "schemas").contains(SEARCH_SCHEMA);
        if (!named) {
            throw ScimError.invalidSyntax("schemas must contain " + SEARCH_SCHEMA);
        }
        Projection projection = Projection.of(names(request, "attributes"), names(request, "excludedAttributes"));
        Optional<String> filter =
                Optional.of(request.path("filter")).filter(JsonNode::isTextual).map(JsonNode::textValue);
        int start = request.path("startIndex").asInt(1);
        int count = request.path("count").asInt(pageCap);
        return listing(types, filter, start, count, projection);
    }

    private Answer listing(
            List<ResourceType> types, Optional<String> filter, int start, int count, Projection projection) {
        List<Filter> filters = filter.stream().map(FilterParser::parse).toList();
        int slice = Math.clamp(count, 0, pageCap);
        Listing listing = directory.list(new Selection(types, filters, Math.max(1, start), slice, projection));
        return Answer.of(200, ListResponse.of(listing.resources(), listing.total(), listing.start()));
    }

    private static Projection projection(Call call) {
        return Projection.of(call.names("attributes"), call.names("excludedAttributes"));
    }

    private static List<String> names(JsonNode request, String member) {
        List<String> names = new ArrayList<>();
        request.path(member).forEach(name -> names.add(name.asText()));
        return names;
    }

    private static int number(Call call, String parameter, int otherwise) {
        try {
            return call.parameter(parameter).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw ScimError.invalidValue(parameter + " must be a number");
        }
    }
}
