package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.Possible;
import dev.usher.cluster.Ran;
import dev.usher.thirdparty.Installed;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An installation by helm that goes from the release before to today's and back, with the operator of the one or of the other at work,
 * as the chart's ServiceAccount.
 *
 * <p>There is no release yet. What stands for the release before is a commit from the time before UserSources, which is named in
 * {@code src/test/previous/commit}: its chart is {@code src/test/resources/chart/usher-previous.tgz}, as {@code helm package} made it,
 * and its operator is built into the cache by {@code src/test/previous/install.sh}. Once a release is tagged,
 * {@code src/test/previous/renew.sh TAG} puts it in the place of both.
 */
final class Release implements AutoCloseable {
    static final String NAMESPACE = "usher-system";
    static final String PREVIOUS = Path.of("src/test/resources/chart/usher-previous.tgz")
            .toAbsolutePath()
            .toString();
    static final String TODAY = Chart.DIRECTORY.toString();

    private static final String APPS_AT_HAND = "network.allowed={127.0.0.0/8},network.plaintext=true";

    private final ControlPlane plane;
    private Optional<OperatorProcess> operator = Optional.empty();
    private int ofOthers;

    Release(ControlPlane plane) {
        this.plane = plane;
    }

    /** Installs the release before; apps on this machine may be spoken to. */
    void install(String... options) {
        helm(
                "install",
                PREVIOUS,
                "--create-namespace",
                Stream.concat(Stream.of("--set", APPS_AT_HAND), Stream.of(options))
                        .toArray(String[]::new));
    }

    /** A definition is served some moments after it was created. */
    void awaitDefinitions(String... plurals) {
        await().atMost(Workforce.SOON)
                .until(() ->
                        plane.kubectl("get", String.join(",", plurals), "-A").exitCode() == 0);
    }

    /** Upgrades as {@code docs/upgrade.md} has it; what helm says. */
    String upgrade(String... options) {
        return helm("upgrade", TODAY, "--reset-then-reuse-values", options);
    }

    private String helm(String verb, String chart, String option, String... options) {
        return ran(plane.helm(
                Stream.concat(Stream.of(verb, "usher", chart, "--namespace", NAMESPACE, option), Stream.of(options))
                        .toArray(String[]::new)));
    }

    void rollBack() {
        ran(plane.helm("rollback", "usher", "--namespace", NAMESPACE));
    }

    /** Back to the chart before with the values of that revision, as {@code docs/upgrade.md} has it, but not to its definitions. */
    void goBackWithTheDefinitionsOfToday(Path directory, int revision) throws IOException {
        var values = ran(plane.helm(
                "get",
                "values",
                "usher",
                "--namespace",
                NAMESPACE,
                "--revision",
                Integer.toString(revision),
                "-o",
                "yaml"));
        var file = Files.writeString(directory.resolve("values.yaml"), values).toString();
        helm("upgrade", PREVIOUS, "--reset-values", "-f", file, "--set", "crds.enabled=false");
    }

    static String ran(Ran ran) {
        assertThat(ran.exitCode()).as(ran.output() + ran.errors()).isZero();
        return ran.output() + ran.errors();
    }

    /** The one before has ended by then. */
    void runsTheOperatorBefore() {
        Possible.orElseLeftOut("src/test/previous/possible.sh");
        var application = Installed.by("src/test/previous/install.sh").resolve("quarkus-run.jar");
        stop();
        begin(OperatorProcess.startPackaged(application, plane.kubeconfigFor(NAMESPACE, "usher"), environment()));
    }

    void runsTodaysOperator() {
        stop();
        begin(launchTodaysOperator());
    }

    /** Returns at once. */
    OperatorProcess launchTodaysOperator() {
        return OperatorProcess.start(plane.kubeconfigFor(NAMESPACE, "usher"), environment());
    }

    /** What the Deployment says as it is installed now. */
    private Map<String, String> environment() {
        var container = Objects.requireNonNull(plane.adminClient()
                        .apps()
                        .deployments()
                        .inNamespace(NAMESPACE)
                        .withName("usher")
                        .get())
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
        return container.getEnv().stream().collect(Collectors.toMap(EnvVar::getName, Release::value));
    }

    private static String value(EnvVar variable) {
        if (variable.getValueFrom() == null) {
            return variable.getValue();
        }
        assertThat(variable.getValueFrom().getFieldRef().getFieldPath())
                .as(variable.getName())
                .isEqualTo("metadata.namespace");
        return NAMESPACE;
    }

    private void begin(OperatorProcess next) {
        operator = Optional.of(next);
        next.awaitReady();
    }

    void stop() {
        operator.ifPresent(running -> {
            assertThat(running.stop()).isZero();
            running.close();
        });
        operator = Optional.empty();
        ofOthers = plane.audited().size();
    }

    /** What the operator asked for since it is at work, and may not: of the one before helm has taken rights already while it still runs. */
    List<String> refused() {
        return plane.audited().stream()
                .skip(ofOthers)
                .filter(request -> request.user().equals("system:serviceaccount:" + NAMESPACE + ":usher"))
                .filter(request -> request.code() == HttpURLConnection.HTTP_FORBIDDEN)
                .map(request -> request.verb() + " " + request.resource())
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        operator.ifPresent(OperatorProcess::close);
    }
}
