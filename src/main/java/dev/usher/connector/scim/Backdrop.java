package dev.usher.connector.scim;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.net.Body;
import dev.usher.net.HttpAnswer;
import dev.usher.net.HttpRequest;
import dev.usher.net.HttpSender;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An app of one account and one group that is nowhere: it answers, does nothing, and keeps what it was sent. Not thread-safe. */
final class Backdrop implements HttpSender {
    static final String ACCOUNT = "ACCOUNT-ID";
    static final String GROUP = "GROUP-ID";

    private static final String READ = "GET";
    private static final int OK = 200;
    private static final int DONE = 204;
    private static final int MISSING = 404;

    private final URI base;
    private final ObjectNode user = JsonNodeFactory.instance.objectNode();
    private final ObjectNode group = JsonNodeFactory.instance.objectNode();
    private final List<String> requests = new ArrayList<>();

    Backdrop(URI base, String userName, String key, String groupName) {
        this.base = base;
        user.putArray("schemas").add(Place.CORE);
        user.put("id", ACCOUNT).put("userName", userName).put("externalId", key).put("active", true);
        group.putArray("schemas").add(Groups.SCHEMA);
        group.put("id", GROUP).put("displayName", groupName);
        group.putArray("members").addObject().put("value", ACCOUNT);
    }

    /** What it was sent since this was asked last. */
    List<String> taken() {
        var taken = List.copyOf(requests);
        requests.clear();
        return taken;
    }

    @Override
    public HttpAnswer send(HttpRequest request) {
        var path = request.uri().toString().substring(base.toString().length());
        var body = request.body().size() == 0 ? "" : " " + request.body().text();
        requests.add(request.method() + " " + URLDecoder.decode(path, StandardCharsets.UTF_8) + body);
        return request.method().equals(READ) ? shown(path) : new HttpAnswer(DONE, Map.of(), Body.NONE);
    }

    private HttpAnswer shown(String path) {
        if (path.startsWith("/Users/" + ACCOUNT)) {
            return answer(OK, user);
        }
        if (path.startsWith("/Groups/" + GROUP)) {
            return answer(OK, group);
        }
        if (path.startsWith("/Users/") || path.startsWith("/Groups/")) {
            return answer(MISSING, JsonNodeFactory.instance.objectNode());
        }
        var list = JsonNodeFactory.instance.objectNode();
        var rows = list.putArray("Resources");
        if (path.startsWith("/Groups")) {
            rows.add(group);
        }
        list.put("totalResults", rows.size());
        return answer(OK, list);
    }

    private static HttpAnswer answer(int status, ObjectNode json) {
        return new HttpAnswer(status, Map.of(), Body.of(json.toString()));
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
