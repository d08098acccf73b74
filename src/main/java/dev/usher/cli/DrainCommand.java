package dev.usher.cli;

import dev.usher.kube.Finalizers;
import dev.usher.kube.Finalizers.Bound;
import dev.usher.kube.LeaseTenure;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code usher drain}: takes Usher's finalizers before it is uninstalled. */
@Command(
        name = "drain",
        description = {
            "Takes Usher's finalizers from its resources once no operator is at work, so that nothing waits for one that is gone.",
            "No app is asked for anything: all accounts stay as they are. Without --yes it says what it would do."
        })
final class DrainCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Where to take them; absent: in the namespace of the kubeconfig's context.")
    private Optional<String> namespace = Optional.empty();

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "Take them everywhere, also where another operator is in charge.")
    private boolean everywhere;

    @Option(
            names = "--operator",
            paramLabel = "NAMESPACE",
            description =
                    "Where the operator is installed, which has to have ended; absent: usher-system; '' if that namespace is gone.")
    private String operator = "usher-system";

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    @Option(
            names = "--forget",
            description = "Also let users go that are being deleted: nobody knows of their accounts any more.")
    private boolean forget;

    @Mixin
    private Printing printing = new Printing();

    DrainCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        try (var cluster = Cluster.connect()) {
            var where = everywhere ? Optional.<String>empty() : Optional.of(namespace.orElseGet(cluster::namespace));
            try {
                var atWork = atWork(cluster);
                return atWork.isPresent() ? printing.fail(atWork.get()) : drain(cluster.finalizers(), where);
            } catch (KubernetesClientException e) {
                return printing.fail(cluster.advice(
                        e,
                        where.orElse("any"),
                        "`get`, `list` and `patch` on the resources of provisioning.usher.dev, and `get` on leases of coordination.k8s.io in namespace "
                                + operator));
            }
        }
    }

    /** Why nothing can be taken yet: an operator that is at work would put it back. */
    private Optional<String> atWork(Cluster cluster) {
        if (operator.isEmpty()) {
            return Optional.empty();
        }
        var lease = cluster.lease(operator);
        if (lease.isEmpty()) {
            return Optional.of(
                    "no operator has ever been in charge from namespace %s: name the one where yours is installed with --operator, or give --operator '' if that is gone"
                            .formatted(operator));
        }
        return LeaseTenure.isHeld(lease.get(), clock.instant())
                ? Optional.of(
                        "the operator in namespace %1$s is at work, and would put them back: `kubectl -n %1$s scale deployment usher --replicas=0`, and drain again"
                                .formatted(operator))
                : Optional.empty();
    }

    private int drain(Finalizers finalizers, Optional<String> where) {
        var bound = finalizers.find(where);
        var torn = bound.stream().filter(Drainage::wouldBeForgotten).toList();
        return yes ? take(finalizers, where, bound, torn) : announce(bound, torn);
    }

    private int announce(List<Bound> bound, List<Bound> torn) {
        printing.answer(() -> Drainage.announcement(bound, torn), () -> Drainage.json(bound, torn, 0));
        return ExitCode.OK;
    }

    private int take(Finalizers finalizers, Optional<String> where, List<Bound> bound, List<Bound> torn) {
        if (!torn.isEmpty() && !forget) {
            return printing.fail(Drainage.refusal(torn));
        }
        finalizers.take(bound);
        var back = finalizers.find(where);
        if (!back.isEmpty()) {
            return printing.fail(
                    "%,d of %,d are there again: an operator is at work, or somebody has created them; stop that, and drain again"
                            .formatted(back.size(), bound.size()));
        }
        printing.answer(() -> Drainage.done(bound), () -> Drainage.json(bound, torn, bound.size()));
        return ExitCode.OK;
    }
}
