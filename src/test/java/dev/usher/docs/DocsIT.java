package dev.usher.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.CommandLineProcess;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.Project;
import dev.usher.cluster.Ran;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every manifest and every command of every page and sample, on a real API server with the chart and its policies: none of them is
 * refused. Nothing of it is stored, but for what a status is written into.
 */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane
class DocsIT {
    private static final Path HERE = Path.of("src", "test", "resources", "docs");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String EVERYBODY = "system:masters";

    /** Verbs of the command line that look at a cluster and change nothing. */
    private static final Set<String> LOOKS = Set.of("why", "held", "export", "drain");

    private final ControlPlane plane;
    private final Applying applying;

    DocsIT(ControlPlane plane) {
        this.plane = plane;
        this.applying = new Applying(plane);
    }

    @BeforeAll
    static void install(ControlPlane plane) {
        // Twice, so that there is something to go back to.
        for (int revision = 1; revision <= 2; revision++) {
            fine(plane.helm(
                    "upgrade",
                    "--install",
                    "usher",
                    Project.path("helm/usher").toString(),
                    "--namespace=usher-system",
                    "--create-namespace"));
        }
        var world = Project.path(HERE.resolve("world.yaml").toString()).toString();
        // A definition is served some moments after it was created.
        await().atMost(SOON).untilAsserted(() -> fine(plane.kubectl("apply", "--server-side", "-f", world)));
        awaitPolicies(plane.adminClient());
        await().atMost(SOON).untilAsserted(() -> fine(plane.kubectl("get", "provisioning", "-A")));
        for (var folder : List.of("", "/stories", "/subsidiary")) {
            fine(plane.kubectl(
                    "apply", "-k", Project.path("config/samples" + folder).toString()));
        }
        for (var file : List.of(
                "samples/lock",
                "samples/hold",
                "samples/removal-decision",
                "samples/removal-decision-restore",
                "quickstart/server")) {
            fine(plane.kubectl(
                    "apply", "-f", Project.path("config/" + file + ".yaml").toString()));
        }
    }

    /** The API server heeds a policy a moment after it is stored. */
    private static void awaitPolicies(KubernetesClient admin) {
        var lock = """
                apiVersion: provisioning.usher.dev/v1alpha1
                kind: AccessLock
                metadata: {name: forged, namespace: people}
                spec: {externalId: "1", reason: forged, requestedBy: somebody else}
                """;
        await().atMost(SOON)
                .untilAsserted(() -> assertThatThrownBy(
                                () -> admin.resource(lock).dryRun().create())
                        .hasMessageContaining("`spec.requestedBy` must be whoever creates it"));
    }

    private static void fine(Ran ran) {
        assertThat(ran.exitCode()).as(ran.output() + ran.errors()).isZero();
    }

    static Stream<Manifest> manifests() {
        return Manifest.all().stream().filter(Manifest::isKnown);
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void aManifestIsTaken(Manifest manifest) {
        applying.apply(manifest);
    }

    static Stream<Command> commandsForKubectl() {
        return Command.all().stream()
                .filter(command -> command.tool().equals("kubectl"))
                .filter(command -> !NotRun.has(command))
                .filter(command -> Kubectl.tried(command.words().orElseThrow()).isPresent());
    }

    @ParameterizedTest
    @MethodSource("commandsForKubectl")
    void aCommandForKubectlIsUnderstood(Command command) {
        var arguments = located(Kubectl.tried(command.words().orElseThrow()).orElseThrow());
        var all = Stream.concat(
                        arguments.stream(),
                        command.as().stream().flatMap(who -> Stream.of("--as=" + who, "--as-group=" + EVERYBODY)))
                .toArray(String[]::new);

        var ran = plane.kubectl(all);

        assertThat(Kubectl.isFine(arguments, ran.exitCode(), ran.errors()))
                .as(ran.output() + ran.errors())
                .isTrue();
    }

    static Stream<Command> commandsForHelm() {
        return Command.all().stream()
                .filter(command -> command.tool().equals("helm"))
                .filter(command -> Helm.tried(command.words().orElseThrow()).isPresent());
    }

    @ParameterizedTest
    @MethodSource("commandsForHelm")
    void aCommandForHelmIsUnderstood(Command command) {
        fine(plane.helm(
                located(Helm.tried(command.words().orElseThrow()).orElseThrow()).toArray(String[]::new)));
    }

    static Stream<Command> looks() {
        return Command.all().stream()
                .filter(command -> command.tool().equals("./usher"))
                .filter(command -> LOOKS.contains(command.words().orElseThrow().get(1)))
                .filter(command -> !command.words().orElseThrow().contains("--yes"));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void aLookAtAClusterIsAnswered(Command command) {
        var words = command.words().orElseThrow();

        fine(CommandLineProcess.run(
                plane.kubeconfig(), words.subList(1, words.size()).toArray(String[]::new)));
    }

    /** Files that a reader has, and a checkout has not, are among the resources of the tests. */
    private static List<String> located(List<String> arguments) {
        var files = Map.of(
                "people.yaml", HERE.resolve("people.yaml"),
                "values.yaml", HERE.resolve("values.yaml"),
                "usher-0.1.0.tgz", HERE.resolveSibling("chart").resolve("usher-previous.tgz"));
        return arguments.stream()
                .map(argument -> Optional.ofNullable(files.get(argument))
                        .filter(_ -> !Files.exists(Path.of(argument)))
                        .map(file -> Project.path(file.toString()).toString())
                        .orElse(argument))
                .toList();
    }
}
