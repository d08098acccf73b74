package dev.usher.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.kube.StubbedApi;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** An API server with one namespace of ours, which goes on listing users for ever. */
final class StartingApi implements AutoCloseable {
    private static final String GROUP = "/apis/provisioning.usher.dev/v1alpha1/";
    private static final List<String> KINDS = List.of(
            "ProvisionedUser",
            "TargetApp",
            "AccessLock",
            "AccessRole",
            "RetainedAccount",
            "ProvisioningPolicy",
            "LegalHold",
            "RemovalDecision");
    private static final StubbedApi.Answer NOT_FOUND = new StubbedApi.Answer(404, "{}");

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, ObjectNode> resources = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> shownAlone = new ConcurrentHashMap<>();
    private final Queue<StubbedApi.Request> requests = new ConcurrentLinkedQueue<>();
    private final CountDownLatch forEver = new CountDownLatch(1);
    private volatile Predicate<StubbedApi.Request> failing = any -> false;
    private volatile Predicate<StubbedApi.Request> hanging = any -> false;
    private final StubbedApi api = StubbedApi.answering(this::answer);

    KubernetesClient client() {
        return api.client();
    }

    /** A resource of the namespace people, made in this order of seconds. */
    void has(String kind, String name, int second, String yaml) {
        resources.put(path(kind, name), resource(kind, name, 1, second, yaml));
    }

    /** Whoever reads it alone is shown this by now; who lists is shown what was. */
    void showsAlone(String kind, String name, String yaml) {
        shownAlone.put(path(kind, name), resource(kind, name, 2, 0, yaml));
    }

    private ObjectNode resource(String kind, String name, int generation, int second, String yaml) {
        Map<?, ?> said = Serialization.unmarshal(yaml, Map.class);
        ObjectNode resource = json.valueToTree(said);
        resource.put("apiVersion", "provisioning.usher.dev/v1alpha1").put("kind", kind);
        resource.putObject("metadata")
                .put("name", name)
                .put("namespace", "people")
                .put("uid", name)
                .put("generation", generation)
                .put("creationTimestamp", "2026-09-15T11:30:%02dZ".formatted(second));
        return resource;
    }

    private static String path(String kind, String name) {
        return GROUP + "namespaces/people/" + plural(kind) + "/" + name;
    }

    private static String plural(String kind) {
        return kind.equals("ProvisioningPolicy") ? "provisioningpolicies" : kind.toLowerCase(Locale.ROOT) + "s";
    }

    /** From now on it answers such requests with a status of 500. */
    void fails(Predicate<StubbedApi.Request> which) {
        failing = which;
    }

    /** From now on it does not answer such requests. */
    void hangs(Predicate<StubbedApi.Request> which) {
        hanging = which;
    }

    /** What it was asked, each as a path and a query. */
    List<String> asked() {
        return requests.stream()
                .map(request -> request.path() + (request.query().isEmpty() ? "" : "?" + request.query()))
                .toList();
    }

    boolean hasListed(String kind) {
        return requests.stream().anyMatch(request -> request.path().equals(GROUP + plural(kind)));
    }

    boolean hasEvent(String text) {
        return requests.stream()
                .anyMatch(request -> request.path().startsWith("/apis/events.k8s.io/")
                        && request.body().contains(text));
    }

    private StubbedApi.Answer answer(StubbedApi.Request request) {
        requests.add(request);
        if (failing.test(request)) {
            return new StubbedApi.Answer(500, "{}");
        }
        var path = request.path();
        if (path.equals(GROUP + "provisionedusers") || hanging.test(request)) {
            takesForEver();
        }
        if (path.equals("/api/v1/namespaces/people")) {
            return said("{\"kind\": \"Namespace\", \"metadata\": {\"name\": \"people\"}}");
        }
        if (path.startsWith("/apis/apiextensions.k8s.io/")) {
            return said("{\"kind\": \"PartialObjectMetadata\", \"metadata\": {\"name\": \"x\"}}");
        }
        if (path.endsWith("/leases/usher-owner")) {
            return said(
                    "{\"apiVersion\": \"coordination.k8s.io/v1\", \"kind\": \"Lease\", \"metadata\": {\"name\": \"usher-owner\"}, \"spec\": {\"holderIdentity\": \"usher/system\"}}");
        }
        return KINDS.stream()
                .filter(kind -> path.endsWith("/" + plural(kind)))
                .findFirst()
                .map(kind -> list(kind, request.query()))
                .orElseGet(() -> alone(path));
    }

    private void takesForEver() {
        try {
            forEver.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static StubbedApi.Answer said(String body) {
        return new StubbedApi.Answer(200, body);
    }

    private StubbedApi.Answer alone(String path) {
        var found = shownAlone.getOrDefault(path, resources.get(path));
        return found == null ? NOT_FOUND : said(found.toString());
    }

    private StubbedApi.Answer list(String kind, String query) {
        var list = json.createObjectNode().put("kind", kind + "List");
        list.putObject("metadata");
        var items = list.putArray("items");
        resources.values().stream()
                .filter(resource -> resource.path("kind").asText().equals(kind))
                .filter(resource -> isSelected(resource, query))
                .forEach(items::add);
        return said(list.toString());
    }

    /** One condition, in which a backslash says that what follows it is meant as it is. */
    private static boolean isSelected(JsonNode resource, String query) {
        if (!query.startsWith("fieldSelector=")) {
            return true;
        }
        var selector = query.substring("fieldSelector=".length());
        var is = selector.indexOf('=');
        var value = resource.at("/" + selector.substring(0, is).replace('.', '/'));
        return value.asText().equals(selector.substring(is + 1).replaceAll("\\\\(.)", "$1"));
    }

    @Override
    public void close() {
        forEver.countDown();
        api.close();
    }
}
