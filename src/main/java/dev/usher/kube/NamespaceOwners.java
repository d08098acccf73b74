package dev.usher.kube;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which namespaces this installation looks after: a Lease in each says so, and one that names another is respected. */
public final class NamespaceOwners {
    private static final String NAME = "usher-owner";

    /** What the lease of a namespace says. */
    public sealed interface Ownership {
        record Ours() implements Ownership {}

        /** Another installation looks after it. */
        record Elsewhere(String owner) implements Ownership {}

        /** It could not be read: nothing is known. */
        record Unknown() implements Ownership {}
    }

    private final KubernetesClient client;
    private final String holder;
    private final Map<String, Ownership> known = new ConcurrentHashMap<>();

    public NamespaceOwners(KubernetesClient client, Installation installation) {
        this.client = client;
        this.holder = installation.name() + "/" + installation.namespace();
    }

    /** Whose a namespace is; takes it if nobody's. What is ours stays ours until this process ends. */
    public Ownership of(String namespace) {
        // One at a time in a namespace: of two that take it at once, the second would take the first for a stranger.
        return Optional.ofNullable(known.compute(
                        namespace, (name, before) -> before instanceof Ownership.Ours ? before : read(name)))
                .orElseGet(Ownership.Unknown::new);
    }

    /** What was last found out, without asking. */
    public boolean isOurs(String namespace) {
        return known.get(namespace) instanceof Ownership.Ours;
    }

    private Ownership read(String namespace) {
        try {
            var stored = stored(namespace);
            if (stored.isPresent()) {
                return stored.get();
            }
            client.leases()
                    .inNamespace(namespace)
                    .resource(new LeaseBuilder()
                            .withNewMetadata()
                            .withName(NAME)
                            .withNamespace(namespace)
                            .addToLabels("app.kubernetes.io/managed-by", "usher")
                            .endMetadata()
                            .withNewSpec()
                            .withHolderIdentity(holder)
                            .endSpec()
                            .build())
                    .create();
            return new Ownership.Ours();
        } catch (KubernetesClientException e) {
            // Another installation may have been a little faster: then its lease is there now.
            return e.getCode() == HttpURLConnection.HTTP_CONFLICT ? read(namespace) : refused(e);
        }
    }

    private Optional<Ownership> stored(String namespace) {
        return Optional.ofNullable(
                        client.leases().inNamespace(namespace).withName(NAME).get())
                .map(lease -> Optional.ofNullable(lease.getSpec().getHolderIdentity())
                        .filter(other -> !other.equals(holder))
                        .<Ownership>map(Ownership.Elsewhere::new)
                        .orElseGet(Ownership.Ours::new));
    }

    /** A namespace on its way out takes no new lease; what is left to do there is to let our resources go. */
    private static Ownership refused(KubernetesClientException e) {
        var terminating = e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                && e.getStatus() != null
                && e.getStatus().getDetails() != null
                && e.getStatus().getDetails().getCauses() != null
                && e.getStatus().getDetails().getCauses().stream()
                        .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
        return terminating ? new Ownership.Ours() : new Ownership.Unknown();
    }
}
