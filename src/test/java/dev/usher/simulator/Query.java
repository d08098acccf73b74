package dev.usher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.simulator.protocol.Projection;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.protocol.ScimError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a list request or a search asks for, still as the client said it. */
record Query(
        Call call,
        List<ResourceType> types,
        Optional<String> filter,
        Optional<Integer> start,
        Optional<Integer> count,
        Optional<String> cursor,
        Projection projection) {
    private static final String SEARCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

    static Query get(Call call, ResourceType type) {
        return new Query(
                call,
                List.of(type),
                call.parameter("filter"),
                number(call, "startIndex"),
                number(call, "count"),
                call.parameter("cursor"),
                call.projection());
    }

    /** RFC 7644 section 3.4.3. */
    static Query search(Call call, List<ResourceType> types) {
        if (!call.method().equals("POST")) {
            throw ScimError.of(405, "a search is a POST");
        }
        JsonNode request = call.json();
        if (!names(request, "schemas").contains(SEARCH_SCHEMA)) {
            throw ScimError.invalidSyntax("schemas must contain " + SEARCH_SCHEMA);
        }
        return new Query(
                call,
                types,
                text(request, "filter"),
                Optional.of(request.path("startIndex").asInt(1)),
                Optional.of(request.path("count")).filter(JsonNode::isInt).map(JsonNode::intValue),
                text(request, "cursor"),
                Projection.of(names(request, "attributes"), names(request, "excludedAttributes")));
    }

    private static Optional<String> text(JsonNode request, String member) {
        return Optional.of(request.path(member)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    private static List<String> names(JsonNode request, String member) {
        List<String> names = new ArrayList<>();
        request.path(member).forEach(name -> names.add(name.asText()));
        return names;
    }

    private static Optional<Integer> number(Call call, String parameter) {
        try {
            return call.parameter(parameter).map(Integer::parseInt);
        } catch (NumberFormatException e) {
            throw ScimError.invalidValue(parameter + " must be a number");
        }
    }
}
