package dev.usher.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.thirdparty.Installed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Programs of others, and one of ours that calls the libraries of others, which {@code src/test/gitops/install.sh} builds. */
public final class OthersCode {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OthersCode() {}

    /**
     * What a program said.
     *
     * @param text on its standard output, and on its standard error
     */
    public record Said(int exitCode, String text) {}

    /** Runs one of {@code gitops}, {@code kubeconform} and {@code kube-score}, with a text at its standard input. */
    public static Said run(Path scratch, String program, String input, String... arguments) {
        try {
            List<String> command = new ArrayList<>();
            command.add(
                    Installed.by("src/test/gitops/install.sh").resolve(program).toString());
            command.addAll(List.of(arguments));
            var file = Files.createTempFile(scratch, program, ".in");
            Files.writeString(file, input);
            var process = new ProcessBuilder(command)
                    .redirectInput(file.toFile())
                    .redirectErrorStream(true)
                    .start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException(program + " does not end");
            }
            return new Said(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + program + " runs", e);
        }
    }

    /** What our program says of each fixture, by its name, in the columns that it has. */
    static Map<String, String> ofFixtures(Path scratch, String... arguments) {
        return ofFixtures(scratch, Fixtures.all(), arguments);
    }

    /** What our program says of some of them. */
    static Map<String, String> ofFixtures(Path scratch, Map<String, JsonNode> fixtures, String... arguments) {
        var items = JSON.createArrayNode();
        fixtures.forEach((name, object) -> items.add(renamed(name, object)));
        var list = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "List");
        list.set("items", items);
        var said = run(scratch, "gitops", list.toString(), arguments);
        if (said.exitCode() != 0) {
            throw new AssertionError(said.text());
        }
        var found = new TreeMap<String, String>();
        said.text().lines().map(line -> line.split("\t", 2)).forEach(line -> found.put(line[0], line[1]));
        return found;
    }

    private static JsonNode renamed(String name, JsonNode object) {
        var copy = object.<ObjectNode>deepCopy();
        ((ObjectNode) copy.path("metadata")).put("name", name);
        return copy;
    }
}
