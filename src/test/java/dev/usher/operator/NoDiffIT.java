package dev.usher.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.Project;
import dev.usher.cluster.Ran;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.ScimSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is in {@code config/samples} and {@code config/kustomize/content}, or shown by pages, is as it was applied once the operator is done with it. */
@ExtendWith(WithControlPlane.class)
class NoDiffIT {
    /** How it is applied and compared. */
    enum Way {
        CLIENT_SIDE,
        SERVER_SIDE;

        List<String> options() {
            return this == CLIENT_SIDE ? List.of() : List.of("--server-side");
        }
    }

    private static final String KINDS = "provisioning,secrets,configmaps";
    private static final List<List<String>> SHOWN = List.of(
            List.of("config/quickstart/app.yaml", "config/quickstart/people.yaml"),
            List.of(
                    "docs/examples/targetapp.yaml",
                    "docs/examples/role.yaml",
                    "docs/examples/provisioningpolicy.yaml",
                    "docs/examples/usersource.yaml",
                    "docs/examples/provisioneduser.yaml"));
    private static final Duration A_WHILE = Duration.ofSeconds(4);
    private static final int NO_DIFFERENCE = 0;

    private final ControlPlane plane;
    private final OperatorWorld world;
    private final Company people;
    private final Company subsidiary;
    private final Path directory;

    NoDiffIT(ControlPlane plane, TestNamespace home, @TempDir Path directory) {
        this.plane = plane;
        this.world = OperatorWorld.prepareAlone(plane, "no-diff", 2);
        this.people = world.company();
        this.subsidiary = world.company();
        this.directory = directory;
    }

    @BeforeEach
    void copyAll() throws IOException {
        var wiki = app("wiki").withGroups("analysts", "engineers");
        var chat = app("chat").withGroups("everyone", "builders");
        var names = Map.of("people", people.namespace(), "subsidiary", subsidiary.namespace());
        SampleFiles.copyTo(directory.resolve("samples"), names, wiki, chat);
        copyContent();
        copyPages();
        world.startOperator();
    }

    private App app(String name) {
        return people.undeclaredApp(name, ScimSimulator.builder().token(name + "-demo-token"));
    }

    private void copyContent() throws IOException {
        var content = Project.path("config/kustomize/content");
        try (Stream<Path> files = Files.walk(content)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = directory.resolve("content").resolve(content.relativize(file));
                Files.createDirectories(target.getParent());
                Files.writeString(
                        target,
                        Files.readString(file)
                                .replaceAll("(?m)^( *name(?:space)?): people$", "$1: " + people.namespace()));
            }
        }
    }

    /** What pages show: the quickstart, and of each kind that belongs into git an example with every field. */
    private void copyPages() throws IOException {
        var target = Files.createDirectories(directory.resolve("pages"));
        for (var file : SHOWN.stream().flatMap(List::stream).toList()) {
            Files.writeString(
                    target.resolve(file.replace('/', '-')),
                    Files.readString(Project.path(file))
                            .replaceAll("(name(?:space)?:) people\\b", "$1 " + people.namespace())
                            .replaceAll("(namespace:) subsidiary\\b", "$1 " + subsidiary.namespace()));
        }
    }

    @AfterEach
    void end() {
        world.close();
    }

    /** What is applied at once, in an order in which nothing is missing; what comes later in a story comes after it. */
    private List<List<String>> steps() throws IOException {
        var samples = directory.resolve("samples");
        var steps = new ArrayList<List<String>>();
        for (var whole : List.of("", "stories", "subsidiary")) {
            steps.add(List.of("-k", samples.resolve(whole).toString()));
        }
        for (var folder : List.of("databases", "sources")) {
            steps.add(List.of("-f", samples.resolve(folder).toString()));
        }
        try (Stream<Path> files = Files.walk(samples)) {
            files.filter(file -> isAlone(samples, file))
                    .sorted()
                    .forEach(file -> steps.add(List.of("-f", file.toString())));
        }
        steps.add(List.of("-k", directory.resolve("content").toString()));
        return steps;
    }

    private static boolean isAlone(Path samples, Path file) {
        var name = file.getFileName().toString();
        var isOfNoKustomization =
                samples.equals(file.getParent()) && name.matches("(hold|lock|removal-decision.*)\\.yaml");
        return isOfNoKustomization || name.endsWith(".then.yaml");
    }

    @ParameterizedTest
    @EnumSource
    void nothingDiffersFromWhatWasApplied(Way way) throws IOException {
        var steps = steps();
        assertThat(steps).hasSizeGreaterThan(15);

        assertThat(differing(way, batches(steps))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void nothingDiffersFromWhatPagesShow(Way way) throws IOException {
        var batches = SHOWN.stream()
                .map(batch -> batch.stream()
                        .map(file -> List.of(
                                "-f",
                                directory
                                        .resolve("pages")
                                        .resolve(file.replace('/', '-'))
                                        .toString()))
                        .toList())
                .toList();

        assertThat(differing(way, batches)).isEmpty();
    }

    private List<String> differing(Way way, List<List<List<String>>> batches) {
        var differing = new ArrayList<String>();
        for (var batch : batches) {
            batch.forEach(step -> expectDone(kubectl("apply", way, step)));
            comesToRest();
            for (var step : batch) {
                var diff = kubectl("diff", way, step);
                if (diff.exitCode() != NO_DIFFERENCE) {
                    differing.add(step + ": " + diff.output() + diff.errors());
                }
            }
        }

        return differing;
    }

    /** What declares nobody anew can be applied together. */
    private static List<List<List<String>>> batches(List<List<String>> steps) {
        var later = steps.stream()
                .filter(step ->
                        step.getLast().endsWith(".then.yaml") || step.getLast().endsWith("content"))
                .toList();
        var first = new ArrayList<>(steps);
        first.removeAll(later);
        var thens = later.stream()
                .filter(step -> step.getLast().endsWith(".then.yaml"))
                .toList();
        return Stream.of(
                        List.copyOf(first),
                        thens,
                        later.stream().filter(step -> !thens.contains(step)).toList())
                .filter(batch -> !batch.isEmpty())
                .toList();
    }

    private Ran kubectl(String verb, Way way, List<String> step) {
        return plane.kubectl(Stream.of(List.of(verb), way.options(), step)
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    private static void expectDone(Ran ran) {
        assertThat(ran.exitCode()).as(ran.errors()).isZero();
    }

    /** Everything is seen, and nothing is written for a while. */
    private void comesToRest() {
        var last = new AtomicReference<Map<String, String>>(Collections.emptyMap());
        await().pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofMinutes(2))
                .until(() -> versions().values().stream().noneMatch(version -> version.endsWith("unseen")));
        await().pollInterval(Duration.ofMillis(500))
                .during(A_WHILE)
                .atMost(Duration.ofMinutes(2))
                .until(() -> {
                    var now = versions();
                    return now.equals(last.getAndSet(now));
                });
    }

    private Map<String, String> versions() throws IOException {
        var found = Stream.of(people, subsidiary).flatMap(company -> resources(company).stream());
        return found.collect(Collectors.toMap(
                one -> one.path("kind").asText()
                        + one.at("/metadata/namespace").asText()
                        + one.at("/metadata/name").asText(),
                one -> one.at("/metadata/resourceVersion").asText() + seen(one)));
    }

    private List<JsonNode> resources(Company company) {
        var ran = plane.kubectl("get", KINDS, "-n", company.namespace(), "-o", "json");
        expectDone(ran);
        try {
            var items = new ArrayList<JsonNode>();
            new ObjectMapper().readTree(ran.output()).path("items").forEach(items::add);
            return items;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String seen(JsonNode resource) {
        return resource.path("status").isMissingNode()
                        || resource.at("/status/observedGeneration").equals(resource.at("/metadata/generation"))
                ? ""
                : " unseen";
    }
}
