package dev.usher.kube;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether our definitions are there and stay, as the API server has it now.
 *
 * <p>An operator without any permission in the cluster as a whole may not read them. Then discovery tells, which everybody may
 * ask for: of a definition that is being deleted it offers no {@code create} any more, from before the first instance goes
 * (apiextensions-apiserver, {@code customresource_discovery_controller.go}).
 */
final class LiveDefinitions {
    /** How it is with one of them. */
    enum State {
        THERE,
        GOING,
        GONE
    }

    /** Discovery is made from a watch, so that it may be behind; whoever sees an instance go asks it again after this. */
    private static final Duration BEHIND_AT_MOST = Duration.ofSeconds(1);

    private static final String EVERYTHING = "";
    private static final String GROUP_VERSION = HasMetadata.getGroup(Definitions.KINDS.getFirst()) + "/"
            + HasMetadata.getVersion(Definitions.KINDS.getFirst());

    private final LiveMetadata live;
    private final SharedReads<List<APIResource>> discoveries;
    private volatile boolean forbidden;

    LiveDefinitions(KubernetesClient client, LongSupplier nanos) {
        this.live = new LiveMetadata(client);
        this.discoveries = new SharedReads<>(BEHIND_AT_MOST.dividedBy(2), nanos);
    }

    /** Asks, and does not wait; a name is that of the definition. */
    CompletableFuture<State> ask(String name) {
        return forbidden
                ? discovered(name)
                : live.ask(CustomResourceDefinition.class, name)
                        .thenApply(LiveDefinitions::stored)
                        .exceptionallyCompose(failure -> otherwise(name, failure));
    }

    /** What was asked a moment ago counts no more. */
    void forget() {
        discoveries.forget();
    }

    private static State stored(Optional<ObjectMeta> definition) {
        return definition
                .map(metadata -> metadata.getDeletionTimestamp() == null ? State.THERE : State.GOING)
                .orElse(State.GONE);
    }

    private CompletableFuture<State> otherwise(String name, Throwable failure) {
        if (!isForbidden(failure)) {
            return CompletableFuture.failedFuture(failure);
        }
        forbidden = true;
        return discovered(name);
    }

    private static boolean isForbidden(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof KubernetesClientException refused
                && refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
    }

    private CompletableFuture<State> discovered(String name) {
        return discoveries.get(EVERYTHING, this::discover).thenApply(offered -> offered(name, offered));
    }

    private CompletableFuture<List<APIResource>> discover() {
        var later = CompletableFuture.delayedExecutor(BEHIND_AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(() -> {}, later).thenCompose(_ -> live.offered(GROUP_VERSION));
    }

    private static State offered(String name, List<APIResource> offered) {
        return offered.stream()
                .filter(resource -> name.equals(fullName(resource)))
                .findFirst()
                .map(resource -> resource.getVerbs().contains("create") ? State.THERE : State.GOING)
                .orElse(State.GONE);
    }

    private static String fullName(APIResource resource) {
        return resource.getName() + "." + HasMetadata.getGroup(Definitions.KINDS.getFirst());
    }
}
