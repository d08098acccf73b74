package dev.usher.cli;

import dev.usher.kube.Finalizers.Bound;
import dev.usher.kube.LeaseTenure;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code usher check}: whether an installation works, or may go; for {@code helm test}, and for the hook before {@code helm uninstall}. */
@Command(
        name = "check",
        description = {
            "Whether Usher works where it is installed: an operator is in charge, its kinds can be read where it looks after people, and their definitions are of this version.",
            "With --dry-run: whether a resource would be taken, and one refused that a policy of the chart has to refuse.",
            "With --before-uninstall: whether nothing would wait for an operator that is gone. It changes nothing."
        })
final class CheckCommand implements Callable<Integer> {
    private static final String BRINGS =
            "`helm upgrade` with crds.enabled, or an administrator's `kubectl apply --server-side -k crds`, brings those of this version";

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

    @Option(
            names = "--metrics",
            paramLabel = "URL",
            description =
                    "Where the operator is asked for its metrics, too, such as http://usher-metrics.usher-system:8080/q/metrics.")
    private Optional<URI> metrics = Optional.empty();

    @Option(
            names = "--dry-run",
            description =
                    "Ask instead whether the API server takes and refuses what it has to, in one namespace, as whoever asks. It takes `create` on accessroles.")
    private boolean dryRun;

    @Option(
            names = "--unguarded",
            description = "With --dry-run: there are no policies about verbs, so that nothing has to be refused.")
    private boolean unguarded;

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
                if (dryRun) {
                    return rehearses(cluster, where);
                }
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
        var fault = missing(cluster, where).or(() -> older(cluster));
        if (fault.isPresent()) {
            return printing.fail(fault.get());
        }
        var lease = cluster.lease(operator).filter(found -> LeaseTenure.isHeld(found, clock.instant()));
        if (lease.isEmpty()) {
            return printing.fail(
                    "no operator in namespace %1$s is in charge: `kubectl -n %1$s get pods` and the log of its pod say why"
                            .formatted(operator));
        }
        var silent = metrics.flatMap(Scrape::fault);
        if (silent.isPresent()) {
            return printing.fail(silent.get());
        }
        var holder = holder(lease.get());
        printing.answer(
                () -> "%s is in charge, and every kind of Usher can be read%n".formatted(holder),
                () -> Drainage.json("holder", holder));
        return ExitCode.OK;
    }

    private static Optional<String> missing(Cluster cluster, List<Optional<String>> where) {
        var missing = where.stream()
                .flatMap(some -> cluster.served().missing(some).stream())
                .distinct()
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "these definitions are not there, or not Established: %s. %s; `kubectl describe crd %s` says what else is in their way"
                                .formatted(String.join(", ", missing), BRINGS, missing.getFirst()));
    }

    private static Optional<String> older(Cluster cluster) {
        var lacking = cluster.served().lacking();
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "these definitions are older than this Usher, and the API server drops what they do not have: %s. %s"
                                .formatted(
                                        lacking.stream()
                                                .map(one -> one.definition() + " has no `" + one.field() + "`")
                                                .collect(Collectors.joining(", ")),
                                        BRINGS));
    }

    private int rehearses(Cluster cluster, List<Optional<String>> where) {
        var namespace = where.stream().flatMap(Optional::stream).findFirst();
        if (namespace.isEmpty()) {
            return printing.fail("--dry-run is tried in one namespace: give it by -n");
        }
        var rehearsal = cluster.rehearsal(namespace.get());
        var fault = rehearsal.example().or(() -> unguarded ? Optional.empty() : rehearsal.canary());
        if (fault.isPresent()) {
            return printing.fail(fault.get());
        }
        printing.answer(
                () -> unguarded
                        ? "a Role would be taken%n".formatted()
                        : "a Role would be taken, and one that gives something refused without the verb define%n"
                                .formatted(),
                () -> Drainage.json("refused", unguarded ? 0 : 1));
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
