package dev.usher.controller;

import dev.usher.api.Resource;
import dev.usher.domain.outcome.Backoff;
import dev.usher.kube.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.ManagedInformerEventSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The statuses of a kind of which there are many, written beside reconciling.
 *
 * <p>The framework would write each on one of the few threads that all controllers share. Whoever was written about is
 * looked at again once the cache has it: an edit that came in just before the write is in what was stored.
 */
final class Statuses<R extends Resource<?, ?>> implements StatusWriter.Wire<R>, StatusWriter.Author<R> {
    private static final Backoff PAUSES = new Backoff(
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            () -> ThreadLocalRandom.current().nextDouble());

    /** Hears of what is stored. */
    interface Witness<R> {
        /** Something else than what is there is about to be sent. */
        void storing(R there, R patch);

        /** It is stored. */
        void stored(R patch);
    }

    private final UnaryOperator<R> patch;
    private final BooleanSupplier inCharge;
    private final Consumer<ResourceID> look;
    private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();
    private final StatusWriter<R> writer = new StatusWriter<>(this, this, PAUSES);
    private volatile Optional<ManagedInformerEventSource<R, ?, ?>> cache = Optional.empty();
    private volatile Optional<Witness<R>> witness = Optional.empty();

    /**
     * Nothing is written yet.
     *
     * @param inCharge asked before each write
     * @param look lets a resource be decided
     */
    Statuses(KubernetesClient client, BooleanSupplier inCharge, Consumer<ResourceID> look) {
        var applying = StatusWriter.<R>applying(client, Controllers.FIELD_MANAGER);
        this.patch = applying;
        this.inCharge = inCharge;
        this.look = look;
    }

    /** What is stored is in this cache before the watch tells of it, and is told there before that. */
    void use(EventSourceContext<R> context, Witness<R> told) {
        witness = Optional.of(told);
        if (context.getPrimaryCache() instanceof ManagedInformerEventSource<R, ?, ?> source) {
            cache = Optional.of(source);
        }
    }

    /** What is to be stored, see {@link StatusWriter#write}. */
    boolean write(R status, Runnable said) {
        return writer.write(status, said);
    }

    /** What is only to be stored in the place of what waits, see {@link StatusWriter#rewrite}. */
    boolean rewrite(R status, Runnable said) {
        return writer.rewrite(status, said);
    }

    /** Nothing is to be stored, see {@link StatusWriter#withdraw}. */
    boolean withdraw(R resource) {
        return writer.withdraw(resource);
    }

    /** Waits until what was decided is stored, at most so long; then nothing is sent any more. */
    void close(Duration patience) throws InterruptedException {
        writer.close(patience);
    }

    @Override
    public R store(R status) {
        if (!inCharge.getAsBoolean()) {
            throw new IllegalStateException("this operator is not in charge");
        }
        witness.ifPresent(told -> there(status).ifPresent(there -> told.storing(there, status)));
        var stored = patch.apply(status);
        witness.ifPresent(told -> told.stored(status));
        return stored;
    }

    /** What a patch is of, unless that went and another one has its name. */
    private Optional<R> there(R status) {
        return cache.flatMap(source -> source.get(ResourceID.fromResource(status)))
                .filter(there -> Objects.equals(
                        there.getMetadata().getUid(), status.getMetadata().getUid()));
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
    }

    @Override
    public void decideAgain(R resource) {
        look.accept(ResourceID.fromResource(resource));
    }

    @Override
    public Object edition(R status) {
        return List.of(
                String.valueOf(status.getMetadata().getUid()),
                Progress.observedGeneration(status).orElse(-1L));
    }

    @Override
    public boolean isAsSent(R stored, R sent) {
        return Objects.equals(stored.getStatus(), sent.getStatus());
    }
}
