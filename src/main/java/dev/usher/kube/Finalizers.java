package dev.usher.kube;

import dev.usher.api.Group;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Usher's finalizers on resources of its kinds: for each of them the API server waits for an operator before the resource goes. */
public final class Finalizers {
    private static final String OURS = Group.NAME + "/";
    private static final long PAGE = 500;
    private static final int AT_ONCE = 8;
    private static final int ATTEMPTS = 10;

    private final KubernetesClient client;

    public Finalizers(KubernetesClient client) {
        this.client = client;
    }

    /**
     * A resource that waits for an operator before it goes.
     *
     * @param isGoing whether somebody has deleted it already
     */
    public record Bound(
            Class<? extends HasMetadata> kind, String namespace, String name, boolean isGoing, Stamp stamp) {
        /** What the kind is called in a URL, as kubectl has it. */
        public String resource() {
            return HasMetadata.getPlural(kind);
        }
    }

    /**
     * What the API server had of it when it was read.
     *
     * @param others the finalizers of others
     */
    public record Stamp(String version, List<String> others) {
        public Stamp {
            others = List.copyOf(others);
        }
    }

    /** All that there are, in one namespace or in all; kinds that the cluster does not know have none. */
    public List<Bound> find(Optional<String> namespace) {
        return Definitions.KINDS.stream()
                .flatMap(kind -> all(kind, namespace).stream())
                .toList();
    }

    private <T extends HasMetadata> List<Bound> all(Class<T> kind, Optional<String> namespace) {
        var bound = new ArrayList<Bound>();
        var next = Optional.<String>empty();
        do {
            var options = new ListOptionsBuilder()
                    .withLimit(PAGE)
                    .withContinue(next.orElse(null))
                    .build();
            try {
                var resources = client.resources(kind);
                var page = namespace.isPresent()
                        ? resources.inNamespace(namespace.get()).list(options)
                        : resources.inAnyNamespace().list(options);
                page.getItems().forEach(item -> bound(kind, item).ifPresent(bound::add));
                next = Optional.ofNullable(page.getMetadata().getContinue()).filter(any -> !any.isEmpty());
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                    return List.of();
                }
                throw e;
            }
        } while (next.isPresent());
        return bound;
    }

    private static Optional<Bound> bound(Class<? extends HasMetadata> kind, HasMetadata resource) {
        var metadata = resource.getMetadata();
        return all(metadata).anyMatch(Finalizers::isOurs)
                ? Optional.of(new Bound(
                        kind,
                        metadata.getNamespace(),
                        metadata.getName(),
                        metadata.getDeletionTimestamp() != null,
                        stamp(metadata)))
                : Optional.empty();
    }

    private static Stream<String> all(ObjectMeta metadata) {
        return Optional.ofNullable(metadata.getFinalizers()).stream().flatMap(List::stream);
    }

    private static boolean isOurs(String finalizer) {
        return finalizer.startsWith(OURS);
    }

    private static Stamp stamp(ObjectMeta metadata) {
        return new Stamp(
                metadata.getResourceVersion(),
                all(metadata).filter(any -> !isOurs(any)).toList());
    }

    /** Takes ours from these, and leaves those of others; one that is gone needs none. Throws what the API server refuses first. */
    public void take(List<Bound> resources) {
        try (var workers =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            var taken = resources.stream()
                    .<Future<?>>map(resource -> workers.submit(() -> take(resource)))
                    .toList();
            try {
                for (var one : taken) {
                    one.get();
                }
            } catch (ExecutionException e) {
                workers.shutdownNow();
                throw e.getCause() instanceof KubernetesClientException refused
                        ? refused
                        : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                workers.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The same of one. */
    void take(Bound resource) {
        var found = Optional.of(resource);
        for (var attempt = 1; found.isPresent(); attempt++) {
            try {
                without(found.get());
                return;
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                    return;
                }
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
                found = again(found.get());
            }
        }
    }

    private Optional<Bound> again(Bound resource) {
        return Optional.<HasMetadata>ofNullable(client.resources(resource.kind())
                        .inNamespace(resource.namespace())
                        .withName(resource.name())
                        .get())
                .flatMap(read -> bound(resource.kind(), read));
    }

    /** Refused as a conflict where somebody has written it since. */
    private void without(Bound resource) {
        var metadata = Map.of(
                "resourceVersion", resource.stamp().version(),
                "finalizers", resource.stamp().others());
        client.resources(resource.kind())
                .inNamespace(resource.namespace())
                .withName(resource.name())
                .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("metadata", metadata)));
    }
}
