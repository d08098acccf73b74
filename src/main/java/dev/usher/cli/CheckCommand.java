package dev.usher.cli;

import dev.usher.kube.Finalizers.Bound;
import dev.usher.kube.LeaseTenure;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code usher check}: whether an installation works, or may go; for {@code helm test}, and for the hook before {@code helm uninstall}. */
@Command(
        name = "check",
        description = {
            "Whether Usher works where it is installed: an operator is in charge, and its kinds can be read where it looks after people.",
            "With --before-uninstall: whether nothing would wait for an operator that is gone. It changes nothing."
        })
final class CheckCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description =
                    "Where people are; may be given more than once; absent: the namespace of the kubeconfig's context.")
    private List<String> namespaces = List.of();

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "All namespaces.")
    private boolean everywhere;

    @Option(
            names = "--operator",
            paramLabel = "NAMESPACE",
            description = "Where the operator is installed; absent: usher-system.")
    private String operator = "usher-system";

    @Option(
            names = "--before-uninstall",
            description = "Ask instead whether any resource has a finalizer of Usher, which takes an operator.")
    private boolean beforeUninstall;

    @Mixin
    private Printing printing = new Printing();

    CheckCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        try (var cluster = Cluster.connect()) {
            var where = where(cluster);
            try {
                return beforeUninstall ? mayGo(cluster, where) : works(cluster, where);
            } catch (KubernetesClientException e) {
                return printing.fail(cluster.advice(
                        e,
                        String.join(", ", namespaces),
                        "`list` on the resources of provisioning.usher.dev, and `get` on leases of coordination.k8s.io in namespace "
                                + operator));
            }
        }
    }

    private List<Optional<String>> where(Cluster cluster) {
        if (everywhere) {
            return List.of(Optional.empty());
        }
        return (namespaces.isEmpty() ? Stream.of(cluster.namespace()) : namespaces.stream())
                .map(Optional::of)
                .toList();
    }

    private int works(Cluster cluster, List<Optional<String>> where) {
        // First what cannot be read: an operator whose definitions are missing is not in charge for that reason.
        where.forEach(cluster::readsEveryKind);
        var lease = cluster.lease(operator).filter(found -> LeaseTenure.isHeld(found, clock.instant()));
        if (lease.isEmpty()) {
            return printing.fail(
                    "no operator in namespace %1$s is in charge: `kubectl -n %1$s get pods` and the log of its pod say why"
                            .formatted(operator));
        }
        var holder = holder(lease.get());
        printing.answer(
                () -> "%s is in charge, and every kind of Usher can be read%n".formatted(holder),
                () -> Drainage.json("holder", holder));
        return ExitCode.OK;
    }

    private static String holder(Lease lease) {
        return Optional.ofNullable(lease.getSpec().getHolderIdentity()).orElse("");
    }

    private int mayGo(Cluster cluster, List<Optional<String>> where) {
        var finalizers = cluster.finalizers();
        var bound =
                where.stream().flatMap(some -> finalizers.find(some).stream()).toList();
        if (!bound.isEmpty()) {
            return printing.fail(remain(bound));
        }
        printing.answer(
                () -> "no resource has a finalizer of Usher: it can be uninstalled\n", () -> Drainage.json("found", 0));
        return ExitCode.OK;
    }

    private String remain(List<Bound> bound) {
        return "these have a finalizer of Usher, and whatever of them is deleted later would wait for an operator that is gone: %s. First `kubectl -n %s scale deployment -l app.kubernetes.io/name=usher --replicas=0`, then `./usher drain %s --operator %s --yes`; docs/uninstall.md has the steps. To uninstall all the same: `helm uninstall --no-hooks`"
                .formatted(Drainage.counted(bound), operator, options(), operator);
    }

    /** Where to drain, as it was asked here: a drain takes one namespace, or all. */
    private String options() {
        return everywhere || namespaces.size() > 1
                ? "-A"
                : namespaces.stream().findFirst().map(name -> "-n " + name).orElse("");
    }
}
