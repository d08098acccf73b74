package dev.usher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.api.AccessLock;
import dev.usher.api.LegalHold;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RemovalDecision;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.api.UserSource;
import dev.usher.kube.LeaseTenure;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a cluster shows of Usher to whoever looks for a fault, by the name of a file each; it is read page by page, and redacted. */
final class Evidence {
    /** Of each kind so many resources are shown; all others are counted. */
    static final int MOST = 500;

    private static final long PAGE = 500;
    private static final int LINES = 2_000;
    private static final String OURS = "provisioning.usher.dev";
    private static final String READY = "Ready";

    /** Those come first whose names are of nobody: they are known when people are looked at. */
    private static final List<Class<? extends HasMetadata>> KINDS = List.of(
            TargetApp.class,
            Role.class,
            UserSource.class,
            ProvisioningPolicy.class,
            ProvisionedUser.class,
            RetainedAccount.class,
            AccessLock.class,
            LegalHold.class,
            RemovalDecision.class);

    private static final Set<Class<? extends HasMetadata>> OF_NOBODY =
            Set.of(TargetApp.class, Role.class, UserSource.class, ProvisioningPolicy.class);

    private final KubernetesClient client;
    private final Redaction redaction;
    private final ObjectMapper json = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final SortedMap<String, Object> unread = new TreeMap<>();

    Evidence(KubernetesClient client, Redaction redaction) {
        this.client = client;
        this.redaction = redaction;
    }

    /**
     * Where it is looked for.
     *
     * @param namespace of people and apps; empty: all
     * @param operator where the operator is installed
     * @param logs whether what it logged is part of it
     */
    record Order(Optional<String> namespace, String operator, boolean logs) {}

    /** All of it, in the order in which somebody would read it. */
    Map<String, byte[]> gather(Order order) {
        KINDS.forEach(kind -> pages(kind, order, resource -> learns(kind, resource)));
        redaction.shows(order.operator());
        pods(order).forEach(pod -> redaction.shows(pod.getMetadata().getName()));
        var files = new LinkedHashMap<String, byte[]>();
        KINDS.forEach(kind -> files.put("resources/" + HasMetadata.getPlural(kind) + ".json", resources(kind, order)));
        files.put("events.json", events(order));
        files.put("operator.json", operator(order));
        if (order.logs()) {
            pods(order).forEach(pod -> files.put("logs/" + pod.getMetadata().getName() + ".txt", log(pod)));
        }
        var all = new LinkedHashMap<String, byte[]>();
        all.put("about.json", about());
        all.putAll(files);
        return all;
    }

    private void learns(Class<? extends HasMetadata> kind, JsonNode resource) {
        redaction.shows(resource.at("/metadata/namespace").asText());
        if (OF_NOBODY.contains(kind)) {
            redaction.shows(resource.at("/metadata/name").asText());
        }
        redaction.learns(resource, !OF_NOBODY.contains(kind));
    }

    private void pages(Class<? extends HasMetadata> kind, Order order, Consumer<JsonNode> each) {
        var resources = client.genericKubernetesResources(ResourceDefinitionContext.fromResourceType(kind));
        tried(
                HasMetadata.getPlural(kind),
                () -> {
                    var next = "";
                    do {
                        var options = new ListOptionsBuilder()
                                .withLimit(PAGE)
                                .withContinue(next.isEmpty() ? null : next)
                                .build();
                        var page = order.namespace().isPresent()
                                ? resources.inNamespace(order.namespace().get()).list(options)
                                : resources.inAnyNamespace().list(options);
                        page.getItems().forEach(item -> each.accept(serialization.convertValue(item, JsonNode.class)));
                        next = Optional.ofNullable(page.getMetadata().getContinue())
                                .orElse("");
                    } while (!next.isEmpty());
                    return next;
                },
                "");
    }

    /** Whoever is not ready comes first. */
    private byte[] resources(Class<? extends HasMetadata> kind, Order order) {
        var reasons = new TreeMap<String, Integer>();
        var open = new ArrayList<JsonNode>();
        var fine = new ArrayList<JsonNode>();
        pages(kind, order, resource -> {
            var ready = ready(resource);
            reasons.merge(
                    ready.path("status").asText("Unknown") + "/"
                            + ready.path("reason").asText("-"),
                    1,
                    Integer::sum);
            var into = ready.path("status").asText().equals("True") ? fine : open;
            if (into.size() < MOST) {
                into.add(redaction.of(resource));
            }
        });
        open.addAll(fine.subList(0, Math.min(fine.size(), MOST - open.size())));
        return written(Map.of(
                "total", reasons.values().stream().mapToInt(Integer::intValue).sum(), "ready", reasons, "items", open));
    }

    private static JsonNode ready(JsonNode resource) {
        for (var condition : resource.at("/status/conditions")) {
            if (condition.path("type").asText().equals(READY)) {
                return condition;
            }
        }
        return resource.path("nothing");
    }

    private byte[] events(Order order) {
        var all = tried(
                "events",
                () -> {
                    var events = client.v1().events();
                    var options =
                            new ListOptionsBuilder().withLimit((long) MOST).build();
                    return (order.namespace().isPresent()
                                    ? events.inNamespace(order.namespace().get())
                                            .list(options)
                                    : events.inAnyNamespace().list(options))
                            .getItems();
                },
                List.<Event>of());
        return written(all.stream()
                .filter(event -> String.valueOf(event.getInvolvedObject().getApiVersion())
                        .startsWith(OURS))
                .map(this::event)
                .toList());
    }

    private Map<String, Object> event(Event event) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put(
                "time",
                Optional.ofNullable(event.getLastTimestamp())
                        .orElseGet(() -> event.getMetadata().getCreationTimestamp()));
        shown.put("type", String.valueOf(event.getType()));
        shown.put("reason", String.valueOf(event.getReason()));
        shown.put("count", Optional.ofNullable(event.getCount()).orElse(1));
        shown.put("kind", event.getInvolvedObject().getKind());
        shown.put("name", redaction.word(event.getInvolvedObject().getName()));
        shown.put("message", redaction.line(String.valueOf(event.getMessage())));
        return shown;
    }

    private byte[] operator(Order order) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put(
                "lease",
                tried("leases", () -> LeaseTenure.of(client, order.operator()), Optional.<Lease>empty())
                        .map(lease -> redaction.of(serialization.convertValue(lease.getSpec(), JsonNode.class)))
                        .orElseGet(json::createObjectNode));
        shown.put("pods", pods(order).stream().map(this::pod).toList());
        return written(shown);
    }

    private List<Pod> pods(Order order) {
        return tried(
                "pods",
                () -> client.pods()
                        .inNamespace(order.operator())
                        .withLabel("app.kubernetes.io/name", "usher")
                        .list()
                        .getItems(),
                List.of());
    }

    private ObjectNode pod(Pod pod) {
        var shown = json.createObjectNode();
        shown.put("name", pod.getMetadata().getName());
        shown.set("status", redaction.of(serialization.convertValue(pod.getStatus(), JsonNode.class)));
        var containers = shown.putArray("containers");
        pod.getSpec().getContainers().forEach(container -> containers.add(container(container)));
        return shown;
    }

    private ObjectNode container(Container container) {
        var shown = json.createObjectNode();
        shown.put("image", container.getImage());
        shown.set("resources", serialization.convertValue(container.getResources(), JsonNode.class));
        var environment = shown.putObject("env");
        container
                .getEnv()
                .forEach(variable ->
                        environment.put(variable.getName(), redaction.line(String.valueOf(variable.getValue()))));
        return shown;
    }

    private byte[] log(Pod pod) {
        var text = tried(
                "logs", () -> client.pods().resource(pod).tailingLines(LINES).getLog(), "");
        return redaction.line(text).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] about() {
        var shown = new LinkedHashMap<String, Object>();
        shown.put(
                "kubernetes",
                tried("version", () -> client.getKubernetesVersion().getGitVersion(), "unknown"));
        shown.put("notRead", unread);
        shown.put("redacted", "x and ten digits stand for a text, the same for the same in this bundle");
        return written(shown);
    }

    /** What may not be read is said, and all else is shown. */
    private <T> T tried(String what, Supplier<T> read, T otherwise) {
        try {
            return read.get();
        } catch (KubernetesClientException e) {
            unread.put(what, e.getCode());
            return otherwise;
        }
    }

    private byte[] written(Object shown) {
        try {
            return json.writeValueAsBytes(shown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
