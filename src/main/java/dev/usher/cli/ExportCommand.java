package dev.usher.cli;

import dev.usher.controller.Export;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code usher export}: what of a namespace no git has, to be applied where the cluster was lost. */
@Command(
        name = "export",
        description =
                "Prints what of a namespace no git has: whose every account is, the locks and the holds. With it, each user has the same accounts again where a cluster was lost.")
final class ExportCommand implements Callable<Integer> {
    private final Supplier<Export> export;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Where the users are; absent: the namespace of the kubeconfig's context.")
    private Optional<String> namespace = Optional.empty();

    @Mixin
    private Printing printing = new Printing();

    ExportCommand(Supplier<Export> export) {
        this.export = export;
    }

    @Override
    public Integer call() {
        try (var cluster = Cluster.connect()) {
            var where = namespace.orElseGet(cluster::namespace);
            try {
                return print(export.get().of(cluster.everything(where), new Export.Order(where, cluster.whoAmI())));
            } catch (KubernetesClientException e) {
                return printing.fail(
                        cluster.advice(
                                e,
                                where,
                                "`list` on provisionedusers, accessroles, targetapps, retainedaccounts, provisioningpolicies, accesslocks and legalholds of provisioning.usher.dev"));
            }
        }
    }

    /** Of a part nobody could tell that it is one. */
    private int print(Export.Found found) {
        if (!found.illegible().isEmpty()) {
            return printing.fail("written for a newer Usher, and so in no export of this one: "
                    + String.join(", ", found.illegible()) + ": export with the version that wrote it");
        }
        printing.answer(() -> yaml(found.resources()), () -> json(found.resources()));
        return ExitCode.OK;
    }

    private static String yaml(List<HasMetadata> resources) {
        var serialization = new KubernetesSerialization();
        return resources.stream().map(serialization::asYaml).collect(Collectors.joining());
    }

    private static String json(List<HasMetadata> resources) {
        return new KubernetesSerialization().asJson(Map.of("apiVersion", "v1", "kind", "List", "items", resources));
    }
}
