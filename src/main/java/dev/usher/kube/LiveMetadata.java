package dev.usher.kube;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * The metadata of objects as the API server has them now, past every cache. Nothing else of an object is transferred, as a
 * definition is large and who asks may be many (Kubernetes API concepts, "PartialObjectMetadata").
 */
final class LiveMetadata {
    private static final String METADATA_ALONE = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

    /** What an object of ours can be called (RFC 1123); of anything else there is none, and it is no part of an address. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

    private final KubernetesClient client;

    LiveMetadata(KubernetesClient client) {
        this.client = client;
    }

    /** Asks for an object of a namespace, and does not wait; empty where there is none. */
    CompletableFuture<Optional<ObjectMeta>> ask(Class<? extends HasMetadata> kind, String namespace, String name) {
        return ask(collection(kind, namespace), name);
    }

    /** The same for one that is in no namespace. */
    CompletableFuture<Optional<ObjectMeta>> ask(Class<? extends HasMetadata> kind, String name) {
        return ask(api(kind) + "/" + HasMetadata.getPlural(kind), name);
    }

    /** Asks for all objects of a kind in a namespace, with all that they say. */
    <T extends HasMetadata> CompletableFuture<List<T>> list(Class<T> kind, String namespace) {
        return get(collection(kind, namespace), "application/json").thenApply(answer -> {
            if (answer.code() != HttpURLConnection.HTTP_OK) {
                throw unexpected(answer);
            }
            var serialization = client.getKubernetesSerialization();
            return serialization.unmarshal(answer.body(), GenericKubernetesResourceList.class).getItems().stream()
                    .map(item -> serialization.convertValue(item, kind))
                    .toList();
        });
    }

    /** Asks for what is served of a group and version, and does not wait; nothing of one that is not served at all. */
    CompletableFuture<List<APIResource>> offered(String groupVersion) {
        return get("apis/" + groupVersion, "application/json").thenApply(answer -> switch (answer.code()) {
            case HttpURLConnection.HTTP_OK ->
                client.getKubernetesSerialization()
                        .unmarshal(answer.body(), APIResourceList.class)
                        .getResources();
            case HttpURLConnection.HTTP_NOT_FOUND -> List.of();
            default -> throw unexpected(answer);
        });
    }

    private static String collection(Class<? extends HasMetadata> kind, String namespace) {
        return api(kind) + "/namespaces/" + namespace + "/" + HasMetadata.getPlural(kind);
    }

    private static String api(Class<? extends HasMetadata> kind) {
        var group = HasMetadata.getGroup(kind);
        return (group.isEmpty() ? "api/" : "apis/" + group + "/") + HasMetadata.getVersion(kind);
    }

    private CompletableFuture<Optional<ObjectMeta>> ask(String collection, String name) {
        if (!NAME.matcher(name).matches()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return get(collection + "/" + name, METADATA_ALONE).thenApply(this::metadata);
    }

    private CompletableFuture<HttpResponse<String>> get(String path, String accept) {
        var http = client.getHttpClient();
        var request = http.newHttpRequestBuilder()
                .uri(client.getConfiguration().getMasterUrl() + path)
                .header("Accept", accept)
                .build();
        return http.sendAsync(request, String.class);
    }

    private Optional<ObjectMeta> metadata(HttpResponse<String> answer) {
        return switch (answer.code()) {
            case HttpURLConnection.HTTP_OK ->
                Optional.of(client.getKubernetesSerialization()
                        .unmarshal(answer.body(), GenericKubernetesResource.class)
                        .getMetadata());
            case HttpURLConnection.HTTP_NOT_FOUND -> Optional.empty();
            default -> throw unexpected(answer);
        };
    }

    private static KubernetesClientException unexpected(HttpResponse<String> answer) {
        return new KubernetesClientException("the API server answered " + answer.code(), answer.code(), null);
    }

    /**
     * Waits for what was asked.
     *
     * @throws KubernetesClientException if it was not answered as meant, or not in the time that requests have
     */
    <T> T await(CompletableFuture<T> asked) {
        try {
            return asked.get(client.getConfiguration().getRequestTimeout(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new KubernetesClientException("the API server could not be asked", e.getCause());
        } catch (TimeoutException e) {
            throw new KubernetesClientException("the API server did not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("nobody waits for the API server any more", e);
        }
    }
}
