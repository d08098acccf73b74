package dev.usher.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.Headers;
import dev.usher.simulator.protocol.Projection;
import dev.usher.simulator.protocol.ScimError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** One request as it arrived; the path is what follows the base, such as {@code /Users/2819c223}. */
record Call(String method, String path, String query, Headers headers, String body) {
    private static final JsonMapper JSON = new JsonMapper();

    List<String> segments() {
        return List.of(path.substring(1).split("/", -1));
    }

    String header(String name) {
        return Objects.requireNonNullElse(headers.getFirst(name), "");
    }

    Optional<String> parameter(String name) {
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (decoded(equals < 0 ? pair : pair.substring(0, equals)).equals(name)) {
                return Optional.of(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    /** The names in a comma-separated parameter. */
    List<String> names(String parameter) {
        List<String> names = new ArrayList<>();
        for (String name : parameter(parameter).orElse("").split(",", -1)) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names;
    }

    Projection projection() {
        return Projection.of(names("attributes"), names("excludedAttributes"));
    }

    String ifMatch() {
        return header("If-Match");
    }

    JsonNode json() {
        String type = header("Content-Type").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/scim+json") && !type.startsWith("application/json")) {
            throw ScimError.of(415, "the body must be application/scim+json");
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw ScimError.invalidSyntax("the body is not JSON");
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
