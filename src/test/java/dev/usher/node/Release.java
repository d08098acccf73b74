package dev.usher.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.Node;
import dev.usher.cluster.Project;
import dev.usher.cluster.Ran;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The chart of this checkout, installed on a node as anybody would, in a namespace that lets in restricted pods alone. */
final class Release {
    static final String NAMESPACE = "usher-system";
    private static final String NAME = "usher";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Node node;

    Release(Node node) {
        this.node = node;
    }

    /** Installs it, or makes what is there so, and waits as {@code --wait} does; apps on this machine may be spoken to. */
    Ran install(String... more) {
        node.adminClient()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .serverSideApply();
        return succeeded(helm(Stream.concat(
                        Stream.of(
                                "upgrade",
                                "--install",
                                NAME,
                                Project.path("helm/usher").toString(),
                                "--wait",
                                "--timeout=120s",
                                "--set=network.plaintext=true",
                                "--set=network.allowed={10.77.0.0/24}"),
                        Stream.of(more))
                .toArray(String[]::new)));
    }

    Ran helm(String... arguments) {
        return node.helm(Stream.concat(Stream.of("--namespace=" + NAMESPACE), Stream.of(arguments))
                .toArray(String[]::new));
    }

    Ran helmOfRelease(String verb, String... more) {
        return helm(Stream.concat(Stream.of(verb, NAME), Stream.of(more)).toArray(String[]::new));
    }

    /** The last that helm has written down. */
    String revision() {
        return succeeded(helmOfRelease("history", "--max=1"))
                .output()
                .lines()
                .reduce("", (_, last) -> last)
                .split("\\s", 2)[0];
    }

    static Ran succeeded(Ran ran) {
        assertThat(ran.exitCode()).as(ran.output() + ran.errors()).isZero();
        return ran;
    }

    List<Pod> pods() {
        return node.adminClient()
                .pods()
                .inNamespace(NAMESPACE)
                .withLabel("app.kubernetes.io/name", "usher")
                .list()
                .getItems();
    }

    /** The one operator that is there. */
    Pod pod() {
        var pods = pods();
        assertThat(pods).hasSize(1);
        return pods.getFirst();
    }

    String log() {
        return node.adminClient()
                .pods()
                .inNamespace(NAMESPACE)
                .withName(pod().getMetadata().getName())
                .getLog();
    }

    /** Which process is in charge, by its Lease; empty where none is. */
    String holder() {
        var holder = node.adminClient()
                .leases()
                .inNamespace(NAMESPACE)
                .withName(NAME)
                .get()
                .getSpec()
                .getHolderIdentity();
        return holder == null ? "" : holder;
    }

    /** Where its only pod can be asked how it is. */
    URI health() {
        return URI.create("http://" + pod().getStatus().getPodIP() + ":8080/q/health/ready");
    }

    void awaitAnotherHolder(String before) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(100)).until(() -> {
            var now = holder();
            return !now.isEmpty() && !now.equals(before);
        });
    }

    void scale(int replicas) {
        node.adminClient()
                .apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName(NAME)
                .scale(replicas);
        await().atMost(SOON).until(() -> pods().size() == replicas);
    }
}
