package dev.usher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.usher.simulator.protocol.ScimError;
import dev.usher.simulator.store.View;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back: a missing node is an empty body, a text node is sent as it is, anything else as JSON. */
record Answer(int status, Map<String, String> headers, JsonNode body) {
    static Answer of(int status, JsonNode body) {
        return new Answer(status, Map.of(), body);
    }

    static Answer empty(int status) {
        return of(status, MissingNode.getInstance());
    }

    static Answer refused(ScimError error) {
        Answer answer = of(error.status(), error.body());
        return error.status() == 401 ? answer.with("WWW-Authenticate", "Bearer realm=\"scim\"") : answer;
    }

    static Answer showing(int status, View view) {
        return of(status, view.body()).tagged(view);
    }

    /** The resource, or 304 where the client says that it has this version. */
    static Answer unlessKnown(Call call, View view) {
        boolean known = call.header("If-None-Match").contains(view.version());
        return known ? empty(304).tagged(view) : showing(200, view);
    }

    Answer tagged(View view) {
        return with("ETag", view.version()).with("Location", view.location());
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, Map.copyOf(more), body);
    }
}
