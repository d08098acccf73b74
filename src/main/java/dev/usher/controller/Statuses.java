package dev.usher.controller;

import dev.usher.domain.outcome.Backoff;
import dev.usher.kube.StatusWriter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.ManagedInformerEventSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The statuses of a kind of which there are many, written beside reconciling.
 *
 * <p>The framework would write each on one of the few threads that all controllers share. Whoever was written about is
 * looked at again once the cache has it: an edit that came in just before the write is in what was stored.
 */
final class Statuses<R extends HasMetadata> implements StatusWriter.Wire<R>, StatusWriter.Ear<R> {
    private static final Backoff PAUSES = new Backoff(
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            () -> ThreadLocalRandom.current().nextDouble());

    private final UnaryOperator<R> patch;
    private final Consumer<ResourceID> look;
    private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();
    private final StatusWriter<R> writer = new StatusWriter<>(this, this, PAUSES);
    private volatile Optional<ManagedInformerEventSource<R, ?, ?>> cache = Optional.empty();

    Statuses(KubernetesClient client, Consumer<ResourceID> look) {
        this.patch = StatusWriter.applying(client, Controllers.FIELD_MANAGER);
        this.look = look;
    }

    /** What is stored is in this cache before the watch tells of it. */
    void use(EventSourceContext<R> context) {
        if (context.getPrimaryCache() instanceof ManagedInformerEventSource<R, ?, ?> source) {
            cache = Optional.of(source);
        }
    }

    /** @param said runs once it is stored */
    UpdateControl<R> write(R status, Runnable said) {
        writer.write(status, said);
        return UpdateControl.noUpdate();
    }

    /** Waits until what was decided is stored, at most so long. */
    void settle(Duration patience) throws InterruptedException {
        writer.settle(patience);
    }

    @Override
    public R store(R status) {
        return patch.apply(status);
    }

    @Override
    public void run(Runnable what) {
        executor.execute(what);
    }

    @Override
    public void after(Duration pause, Runnable what) {
        CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS, executor)
                .execute(what);
    }

    @Override
    public void stored(R resource) {
        var id = ResourceID.fromResource(resource);
        cache.ifPresent(source -> source.handleRecentResourceUpdate(id, resource, resource));
        look.accept(id);
    }

    @Override
    public void failed(R status) {
        look.accept(ResourceID.fromResource(status));
    }
}
