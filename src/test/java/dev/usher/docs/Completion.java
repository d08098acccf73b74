package dev.usher.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a resource is given that a page shows in part, so that it is a whole one: the least that its kind asks for.
 *
 * @param kind of which it is
 * @param with what has to be there, as paths with dots
 * @param without what must not be there
 * @param add what is put in wherever the page says nothing
 */
record Completion(String kind, List<String> with, List<String> without, ObjectNode add) {
    private static final Path FILE = Path.of("src", "test", "resources", "docs", "completions.yaml");
    private static final List<Completion> ALL = read();

    private static List<Completion> read() {
        try {
            var all = new ArrayList<Completion>();
            for (var entry : new YAMLMapper().readTree(Pages.text(FILE))) {
                all.add(new Completion(
                        entry.path("kind").asText(),
                        texts(entry.path("with")),
                        texts(entry.path("without")),
                        (ObjectNode) entry.path("add")));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    /** The same resource with what is missing; what is there stays. */
    static ObjectNode complete(ObjectNode resource) {
        resource.withObjectProperty("spec");
        for (var completion : ALL) {
            if (completion.fits(resource)) {
                under(resource, completion.add.deepCopy());
            }
        }
        return resource;
    }

    private boolean fits(ObjectNode resource) {
        return resource.path("kind").asText().equals(kind)
                && with.stream().allMatch(path -> has(resource, path))
                && without.stream().noneMatch(path -> has(resource, path));
    }

    private static boolean has(JsonNode resource, String path) {
        return !resource.at("/" + path.replace('.', '/')).isMissingNode();
    }

    private static void under(ObjectNode resource, ObjectNode more) {
        for (var field : more.properties()) {
            if (resource.get(field.getKey()) instanceof ObjectNode there
                    && field.getValue() instanceof ObjectNode inner) {
                under(there, inner);
            } else if (!resource.has(field.getKey())) {
                resource.set(field.getKey(), field.getValue());
            }
        }
    }
}
