package dev.usher.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A resource, or a part of one, that a page or a sample shows.
 *
 * @param where it stands
 * @param shown what stands there, by its kind where the page says of what it is a part
 */
public record Manifest(String where, ObjectNode shown) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String OURS = "provisioning.usher.dev/v1alpha1";
    private static final List<String> KINDS = List.of(
            "ProvisionedUser",
            "Role",
            "TargetApp",
            "ProvisioningPolicy",
            "AccessLock",
            "RetainedAccount",
            "LegalHold",
            "RemovalDecision",
            "UserSource");

    /** All manifests of all pages and samples. */
    public static List<Manifest> all() {
        return Stream.concat(
                        Pages.all().stream()
                                .flatMap(page -> Fence.of(page).stream())
                                .flatMap(Manifest::ofFence),
                        Pages.samples().stream().flatMap(Manifest::ofSample))
                .toList();
    }

    private static Stream<Manifest> ofFence(Fence fence) {
        if (!fence.language().equals("yaml")) {
            return Stream.empty();
        }
        return documents(fence.text()).stream().map(document -> new Manifest(fence.toString(), whole(fence, document)));
    }

    private static Stream<Manifest> ofSample(Path sample) {
        return documents(Pages.text(sample)).stream()
                .map(document -> new Manifest(sample.toString(), document))
                .filter(Manifest::isKnown);
    }

    /** A resource, made of the part that a page shows of it. */
    private static ObjectNode whole(Fence fence, ObjectNode document) {
        if (document.has("kind")) {
            return document;
        }
        var node = document;
        var places = fence.mark("at").map(at -> List.of(at.split("\\.", -1))).orElse(List.of());
        for (var place : places.reversed()) {
            node = JsonNodeFactory.instance.objectNode().set(place, node);
        }
        return node.put(
                "kind",
                fence.mark("part")
                        .orElseThrow(() -> new AssertionError(fence
                                + " has no kind: say behind the fence of what it is a part, such as part=TargetApp")));
    }

    private static List<ObjectNode> documents(String text) {
        var documents = new ArrayList<ObjectNode>();
        for (var document : text.split("(?m)^---$", -1)) {
            try {
                if (YAML.readTree(document) instanceof ObjectNode object) {
                    documents.add(object);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(document, e);
            }
        }
        return documents;
    }

    /** Its kind. */
    public String kind() {
        return shown.path("kind").asText();
    }

    /** Whether it is of a kind of Usher's. */
    public boolean isOurs() {
        return KINDS.contains(kind()) && shown.path("apiVersion").asText(OURS).equals(OURS);
    }

    /** Whether the API server of the tests knows what it is. */
    public boolean isKnown() {
        return isOurs() || List.of("Secret", "ConfigMap", "Namespace").contains(kind());
    }

    /** As a whole resource without a status, of this name where it has none. */
    public ObjectNode completed(String name, String namespace) {
        ObjectNode whole = shown.deepCopy();
        whole.remove("status");
        if (!whole.has("apiVersion")) {
            whole.put("apiVersion", isOurs() ? OURS : "v1");
        }
        var metadata = whole.withObjectProperty("metadata");
        if (!metadata.has("name")) {
            metadata.put("name", kind().equals("ProvisioningPolicy") ? "default" : name);
        }
        if (!kind().equals("Namespace")) {
            metadata.put("namespace", namespace);
        }
        return isOurs() ? Completion.complete(whole) : whole;
    }

    /** The part that is a status, if there is one, as a resource of that name. */
    public Optional<ObjectNode> status(String name, String namespace) {
        if (!shown.has("status")) {
            return Optional.empty();
        }
        var status = JsonNodeFactory.instance.objectNode();
        status.put("apiVersion", OURS).put("kind", kind());
        status.putObject("metadata").put("name", name).put("namespace", namespace);
        status.set("status", shown.get("status"));
        return Optional.of(status);
    }

    /** A text that stands in its spec. */
    public Optional<String> said(String... path) {
        JsonNode at = shown.path("spec");
        for (var step : Arrays.asList(path)) {
            at = at.path(step);
        }
        return at.isTextual() ? Optional.of(at.asText()) : Optional.empty();
    }

    @Override
    public String toString() {
        return where + " " + kind() + " " + shown.path("metadata").path("name").asText();
    }
}
