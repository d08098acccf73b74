package dev.usher.kube;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** Whether an API server serves the kinds that decisions rest on, to whoever asks. */
public final class Served {
    private final KubernetesClient client;

    public Served(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Asks for one resource of each kind, in one namespace or in all.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException with the status of the first that cannot be had
     */
    public void read(Optional<String> namespace) {
        var one = new ListOptionsBuilder().withLimit(1L).build();
        Definitions.KINDS.forEach(kind -> {
            var resources = client.resources(kind);
            // What is there does not matter; that it could be asked for does.
            var _ = namespace.isPresent()
                    ? resources.inNamespace(namespace.get()).list(one)
                    : resources.inAnyNamespace().list(one);
        });
    }
}
