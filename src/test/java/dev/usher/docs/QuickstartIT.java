package dev.usher.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.CommandLineProcess;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.Ran;
import dev.usher.cluster.WithControlPlane;
import dev.usher.thirdparty.ThirdPartyScimServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/quickstart.md from its first command to its last, with the files that it names. There is no node, so the operator runs as a
 * process with the permissions of the chart, and the application beside it; nothing waits for pods.
 */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane
class QuickstartIT {
    private static final Path PAGE = Path.of("docs", "quickstart.md");
    private static final String SERVER = "http://scim-server.people.svc.cluster.local:8080/v2";
    private static final String HOST = "scim-server.people.svc.cluster.local";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final ControlPlane plane;

    @TempDir
    private Path files = Path.of("");

    QuickstartIT(ControlPlane plane) {
        this.plane = plane;
    }

    @Test
    void thePageIsLivedThrough() throws IOException {
        try (var app = ThirdPartyScimServer.start()) {
            copyFiles(app);
            var running = new ArrayList<OperatorProcess>();
            try {
                for (var fence : Fence.of(PAGE)) {
                    for (var step : Step.of(fence)) {
                        live(step);
                        if (step.words().getFirst().equals("helm")) {
                            running.add(startOperator());
                        }
                    }
                }
            } finally {
                running.forEach(OperatorProcess::close);
            }
        }
    }

    @Test
    void whatThePageShowsIsInItsFiles() throws IOException {
        var all = Files.readString(Path.of("config/quickstart/app.yaml"))
                + Files.readString(Path.of("config/quickstart/people.yaml"));
        assertThat(Fence.of(PAGE).stream().filter(fence -> fence.language().equals("yaml")))
                .isNotEmpty()
                .allSatisfy(fence -> assertThat(all).contains(fence.text()));
    }

    private void copyFiles(ThirdPartyScimServer app) throws IOException {
        for (var name : List.of("server", "app", "people")) {
            Files.writeString(
                    files.resolve(name + ".yaml"),
                    Files.readString(Path.of("config/quickstart/" + name + ".yaml"))
                            .replace(SERVER, app.endpoint().toString())
                            .replace("usher.dev/hosts: " + HOST, "usher.dev/hosts: 127.0.0.1")
                            .replace("token: quickstart-token", "token: " + app.token()));
        }
    }

    private OperatorProcess startOperator() {
        var environment = Map.of(
                "USHER_NAMESPACE",
                "usher-system",
                "USHER_NETWORK_PLAINTEXT",
                "true",
                "USHER_NETWORK_ALLOWED",
                "127.0.0.0/8");
        var operator = OperatorProcess.start(plane.kubeconfigFor("usher-system", "usher"), environment);
        operator.awaitReady();
        return operator;
    }

    private void live(Step step) {
        var arguments = step.words().subList(1, step.words().size()).stream()
                .map(word -> word.startsWith("config/quickstart/")
                        ? files.resolve(Path.of(word).getFileName()).toString()
                        : word)
                .toArray(String[]::new);
        switch (step.words().getFirst()) {
            case "helm" -> says(step, plane.helm(arguments));
            case "./usher" -> says(step, CommandLineProcess.run(plane.kubeconfig(), arguments));
            default -> {
                if (!step.words().contains("rollout")) {
                    // What is counted is written at most every half minute.
                    await().atMost(SOON).untilAsserted(() -> says(step, plane.kubectl(arguments)));
                }
            }
        }
    }

    private static void says(Step step, Ran ran) {
        assertThat(ran.exitCode()).as(step + "\n" + ran.output() + ran.errors()).isZero();
        step.output().ifPresent(output -> assertThat(withoutTimes(ran.output())).isEqualTo(withoutTimes(output)));
    }

    private static String withoutTimes(String output) {
        return output.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "TIME")
                .replaceAll(" +(AGE|\\d+(s|m|m\\d+s))(?=\\n|$)", "")
                .replaceAll("configured|unchanged|created|patched(?: \\(no change\\))?", "done")
                .replaceAll(" +", " ")
                .strip();
    }

    /**
     * A command of the page.
     *
     * @param output what the page shows as its answer
     */
    private record Step(List<String> words, Optional<String> output) {
        static List<Step> of(Fence fence) {
            if (fence.language().equals("console")) {
                return List.of(fence.text().split("(?m)^\\$ ", -1)).stream()
                        .filter(step -> !step.isBlank())
                        .map(step -> new Step(
                                words(step.lines().findFirst().orElseThrow()),
                                Optional.of(step.substring(step.indexOf('\n') + 1))))
                        .toList();
            }
            return Command.all().stream()
                    .filter(command -> fence.language().equals("sh")
                            && command.page().equals(fence.page())
                            && command.line() == fence.line())
                    .map(command -> new Step(words(command.text()), Optional.empty()))
                    .toList();
        }

        private static List<String> words(String line) {
            return Words.of(line).orElseThrow();
        }
    }
}
