package dev.usher.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Whether something that holds our resources is being deleted: that is no decision about people. */
public final class Teardown {
    private static final List<String> DEFINITIONS = List.of(
            "provisionedusers.provisioning.usher.dev",
            "accessroles.provisioning.usher.dev",
            "targetapps.provisioning.usher.dev",
            "retainedaccounts.provisioning.usher.dev",
            "provisioningpolicies.provisioning.usher.dev",
            "accesslocks.provisioning.usher.dev");

    private final KubernetesClient client;
    private final SharedReads<Boolean> going;

    public Teardown(KubernetesClient client, LongSupplier nanos) {
        this.client = client;
        this.going = new SharedReads<>(Duration.ofSeconds(1), nanos);
    }

    /** Reads live whether one of these namespaces, or a definition of ours, is going. */
    public boolean concerns(Collection<String> namespaces) {
        return namespaces.stream().anyMatch(this::namespaceIsGoing)
                || DEFINITIONS.stream().anyMatch(this::definitionIsGoing);
    }

    /** The same without a read that somebody made a moment ago: what is recorded once is not decided again. */
    public boolean concernsNow(Collection<String> namespaces) {
        going.forget();
        return concerns(namespaces);
    }

    private boolean namespaceIsGoing(String name) {
        return going.get(
                "namespace " + name,
                () -> isGoing(
                        Optional.ofNullable(client.namespaces().withName(name).get())));
    }

    private boolean definitionIsGoing(String name) {
        return going.get(
                "definition " + name,
                () -> isGoing(Optional.ofNullable(client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName(name)
                        .get())));
    }

    private static boolean isGoing(Optional<? extends HasMetadata> container) {
        return container.map(HasMetadata::isMarkedForDeletion).orElse(true);
    }
}
