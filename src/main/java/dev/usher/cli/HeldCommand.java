package dev.usher.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code usher held}: what limits hold in the apps of a namespace, or waves took there, and how to decide about it. */
@Command(
        name = "held",
        description =
                "Lists the waves that limits hold in the apps of a namespace, and those that took something which can be brought back, and how a person decides about each of them.")
final class HeldCommand implements Callable<Integer> {
    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Where the apps are; absent: the namespace of the kubeconfig's context.")
    private Optional<String> namespace = Optional.empty();

    @Mixin
    private Printing printing = new Printing();

    @Override
    public Integer call() {
        try (var cluster = Cluster.connect()) {
            var where = namespace.orElseGet(cluster::namespace);
            try {
                var apps = cluster.apps(where);
                var held = HeldWaves.in(apps);
                var taken = TakenWaves.in(apps);
                printing.answer(() -> HeldWaves.text(held, taken), () -> HeldWaves.json(held, taken));
                return ExitCode.OK;
            } catch (KubernetesClientException e) {
                return printing.fail(cluster.advice(e, where, "`list` on targetapps of provisioning.usher.dev"));
            }
        }
    }
}
