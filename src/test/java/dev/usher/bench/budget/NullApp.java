package dev.usher.bench.budget;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.usher.net.Body;
import dev.usher.net.HttpRequest;
import dev.usher.net.HttpTransport;
import dev.usher.net.Limits;
import dev.usher.net.NetworkPolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The requests of a null operator to one app, by the transport of the real one. */
final class NullApp implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final NetworkPolicy LOCAL = NetworkPolicy.parse("127.0.0.0/8", true);
    /** As many as the real operator puts into one request. */
    private static final int MOST_TOGETHER = 100;

    /** As long as the real operator lets an account wait for others. */
    private static final long LONGEST = Duration.ofSeconds(4).toNanos();

    /** An account that is to enter the group, and when it has. */
    private record Entry(String id, CompletableFuture<Void> entered) {}

    private final NullPlan plan;
    private final NullPlan.Target target;
    private final HttpTransport transport;
    private final Gate gate;
    private final List<Entry> entries = new ArrayList<>();
    private boolean entering;

    NullApp(NullPlan plan, NullPlan.Target target) {
        this.plan = plan;
        this.target = target;
        this.transport = new HttpTransport(LOCAL, plan.limit().concurrency());
        this.gate = new Gate(plan.limit());
    }

    /** Looks an account up, creates it, and lets it enter the group. */
    void provide(String name) throws Exception {
        for (var number = 0; number < plan.lookUps(); number++) {
            var filter = URLEncoder.encode("externalId eq \"" + name + "\"", StandardCharsets.UTF_8);
            send("GET", "/Users?filter=" + filter, Body.NONE);
        }
        var account = JsonNodeFactory.instance.objectNode();
        account.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:User");
        account.put("externalId", name);
        account.put("active", true);
        account.put("userName", name);
        account.put("displayName", People.display(name));
        account.putArray("emails")
                .addObject()
                .put("value", name + "@example.com")
                .put("type", "work");
        var made = JSON.readTree(send("POST", "/Users", Body.of(account.toString())).stream());
        enter(made.path("id").asText());
    }

    /** As many go together as with the real operator; what comes while a request is under way goes with the next one. */
    private void enter(String id) throws Exception {
        var mine = new Entry(id, new CompletableFuture<>());
        boolean first;
        synchronized (entries) {
            entries.add(mine);
            entries.notifyAll();
            first = !entering;
            entering = true;
        }
        if (first) {
            for (var together = next(); !together.isEmpty(); together = next()) {
                enter(together);
            }
        }
        mine.entered().get();
    }

    private List<Entry> next() throws InterruptedException {
        synchronized (entries) {
            var until = System.nanoTime() + LONGEST;
            for (var left = LONGEST; isShort() && left > 0; left = until - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(entries, left);
            }
            var together = List.copyOf(entries.subList(0, Math.min(MOST_TOGETHER, entries.size())));
            entries.subList(0, together.size()).clear();
            entering = !together.isEmpty();
            return together;
        }
    }

    /** Whether others may come with whom they can go; nobody is waited for where nobody waits. */
    private boolean isShort() {
        return !entries.isEmpty() && entries.size() < Math.min(MOST_TOGETHER, plan.together());
    }

    private void enter(List<Entry> together) throws Exception {
        var patch = JsonNodeFactory.instance.objectNode();
        patch.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:PatchOp");
        var operation =
                patch.putArray("Operations").addObject().put("op", "add").put("path", "members");
        var members = operation.putArray("value");
        together.forEach(entry -> members.addObject().put("value", entry.id()));
        var filter = URLEncoder.encode("displayName eq \"" + Company.GROUP + "\"", StandardCharsets.UTF_8);
        for (var number = 0; number < plan.groupFinds(); number++) {
            send("GET", "/Groups?excludedAttributes=members&filter=" + filter, Body.NONE);
        }
        send("PATCH", "/Groups/" + target.group(), Body.of(patch.toString()));
        for (var number = 0; number < plan.groupReads(); number++) {
            JSON.readTree(send("GET", "/Groups/" + target.group(), Body.NONE).stream());
        }
        together.forEach(entry -> entry.entered().complete(null));
    }

    private Body send(String method, String path, Body body) throws Exception {
        var headers = Map.of(
                "Authorization",
                "Bearer " + target.token(),
                "Content-Type",
                "application/scim+json",
                "Accept",
                "application/scim+json");
        var request =
                new HttpRequest(method, URI.create(target.endpoint() + path), headers, body, DEADLINE, Limits.DEFAULT);
        var answer = gate.pass(() -> transport.send(request));
        if (answer.status() >= 300) {
            throw new IllegalStateException("an app answered " + answer.status() + " to " + method + " " + path);
        }
        return answer.body();
    }

    @Override
    public void close() {
        transport.close();
    }
}
