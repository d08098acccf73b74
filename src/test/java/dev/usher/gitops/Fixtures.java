package dev.usher.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.usher.cluster.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Resources as the API server had them while the packaged operator was at work, in {@code src/test/gitops/fixtures}.
 *
 * <p>{@code SituationsIT} sees to it that they are still what the server says, and writes them anew with {@code
 * -Dusher.fixtures=write}.
 */
public final class Fixtures {
    private static final Path DIRECTORY = Project.path("src/test/gitops/fixtures");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();
    private static final String TIME = "20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z";

    private Fixtures() {}

    /** All of them by name. */
    public static Map<String, JsonNode> all() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            var all = new TreeMap<String, JsonNode>();
            for (var file : files.toList()) {
                all.put(file.getFileName().toString().replace(".yaml", ""), YAML.readTree(Files.readString(file)));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of them. */
    public static JsonNode of(String name) {
        var found = all().get(name);
        if (found == null) {
            throw new AssertionError("there is no fixture " + name);
        }
        return found;
    }

    /** Whether they are to be written, and not compared. */
    public static boolean areWritten() {
        return "write".equals(System.getProperty("usher.fixtures"));
    }

    /** Keeps a live resource; what is different each time is taken out of it. */
    public static void write(String name, JsonNode live) {
        var kept = (ObjectNode) live.deepCopy();
        var namespace = live.path("metadata").path("namespace").asText();
        var metadata = (ObjectNode) kept.path("metadata");
        metadata.retain(List.of("name", "namespace", "generation", "deletionTimestamp", "finalizers"));
        try {
            Files.createDirectories(DIRECTORY);
            var text = YAML.writeValueAsString(kept)
                    .replace(namespace, "people")
                    .replaceAll(TIME, "2026-12-01T09:00:00Z")
                    .replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:18081");
            Files.writeString(DIRECTORY.resolve(name + ".yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What verdicts are made of: the kind, whether it is going, whether the status is of the declaration, what it says, and which
     * fields it has.
     */
    public static Map<String, Object> shape(JsonNode resource) {
        var status = resource.path("status");
        var conditions = new TreeSet<String>();
        status.path("conditions")
                .forEach(condition -> conditions.add(condition.path("type").asText() + "="
                        + condition.path("status").asText() + "/"
                        + condition.path("reason").asText()));
        return Map.of(
                "kind",
                resource.path("apiVersion").asText() + "/"
                        + resource.path("kind").asText(),
                "going",
                resource.path("metadata").has("deletionTimestamp"),
                "observed",
                status.path("observedGeneration").asLong()
                        == resource.path("metadata").path("generation").asLong(),
                "conditions",
                conditions,
                "suspended",
                resource.path("spec").has("suspend"));
    }
}
