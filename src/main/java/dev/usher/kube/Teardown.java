package dev.usher.kube;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Whether something that holds our resources is being deleted: that is no decision about people. */
public final class Teardown {
    private final LiveMetadata live;
    private final LiveDefinitions definitions;
    private final SharedReads<Boolean> going;

    public Teardown(KubernetesClient client, LongSupplier nanos) {
        this.live = new LiveMetadata(client);
        this.definitions = new LiveDefinitions(client, nanos);
        this.going = new SharedReads<>(Duration.ofSeconds(1), nanos);
    }

    /** Reads live whether one of these namespaces, or a definition of ours, is going. */
    public boolean concerns(Collection<String> namespaces) {
        return ask(namespaces).stream().anyMatch(live::await);
    }

    /** The same without a read that somebody made a moment ago: what is recorded once is not decided again. */
    public boolean concernsNow(Collection<String> namespaces) {
        going.forget();
        definitions.forget();
        return concerns(namespaces);
    }

    /** Asks for all of it at once, and does not wait: where any of it is true, something is going. */
    List<CompletableFuture<Boolean>> ask(Collection<String> namespaces) {
        return Stream.concat(
                        namespaces.stream().distinct().map(this::namespace),
                        Definitions.NAMES.stream().map(this::definition))
                .toList();
    }

    private CompletableFuture<Boolean> namespace(String name) {
        return going.get(
                "namespace " + name, () -> live.ask(Namespace.class, name).thenApply(Teardown::isGoing));
    }

    private CompletableFuture<Boolean> definition(String name) {
        return going.get(
                "definition " + name,
                () -> definitions.ask(name).thenApply(state -> state != LiveDefinitions.State.THERE));
    }

    /** What is not there any more has gone. */
    private static boolean isGoing(Optional<ObjectMeta> container) {
        return container
                .map(metadata -> metadata.getDeletionTimestamp() != null)
                .orElse(true);
    }
}
