package dev.usher.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.Controller;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the looks of the framework at resources go, by kind alone.
 *
 * <p>Every meter is made when its kind is registered: a look makes none, and a series is there before its first event.
 */
final class Reconciles implements Metrics {
    private static final Duration[] WITHIN = {
        Duration.ofMillis(1),
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final Watchdog watchdog;
    private final LongSupplier nanos;
    private final Map<String, Meters> meters = new ConcurrentHashMap<>();
    /** A look begins and ends on the same thread. */
    private final Map<Thread, Long> begun = new ConcurrentHashMap<>();

    /** Those of a kind. */
    record Meters(Counter done, Counter failed, Counter retries, Timer time) {}

    /**
     * Meters of no kind yet.
     *
     * @param watchdog knows what waits, and what is under way
     */
    Reconciles(MeterRegistry registry, Watchdog watchdog, LongSupplier nanos) {
        this.registry = registry;
        this.watchdog = watchdog;
        this.nanos = nanos;
    }

    @Override
    public void controllerRegistered(Controller<? extends HasMetadata> controller) {
        of(HasMetadata.getKind(controller.getConfiguration().getResourceClass()));
    }

    private Meters of(HasMetadata resource) {
        return of(resource.getKind());
    }

    Meters of(String kind) {
        return meters.computeIfAbsent(kind, this::register);
    }

    private Meters register(String kind) {
        Gauge.builder("usher.reconciles.waiting", watchdog, one -> one.waiting(kind))
                .description("Resources that have a place in the queue of those that are looked at next")
                .tag("kind", kind)
                .register(registry);
        Gauge.builder("usher.reconciles.under.way", watchdog, one -> one.underWay(kind))
                .description("Resources that are being looked at")
                .tag("kind", kind)
                .register(registry);
        return new Meters(
                ended(kind, "done"),
                ended(kind, "failed"),
                Counter.builder("usher.reconcile.retries")
                        .description("Looks at resources that were asked for because one before had failed")
                        .tag("kind", kind)
                        .register(registry),
                Timer.builder("usher.reconcile")
                        .description(
                                "How long looks at resources took, with what was written of their statuses meanwhile")
                        .tag("kind", kind)
                        .serviceLevelObjectives(WITHIN)
                        .register(registry));
    }

    private Counter ended(String kind, String result) {
        return Counter.builder("usher.reconciles")
                .description("Looks at resources that came to their end, by how")
                .tag("kind", kind)
                .tag("result", result)
                .register(registry);
    }

    @Override
    public void reconciliationSubmitted(HasMetadata resource, @Nullable RetryInfo failed, Map<String, Object> about) {
        if (failed != null) {
            of(resource).retries().increment();
        }
    }

    @Override
    public void reconciliationStarted(HasMetadata resource, Map<String, Object> about) {
        begun.put(Thread.currentThread(), nanos.getAsLong());
    }

    @Override
    public void reconciliationSucceeded(HasMetadata resource, Map<String, Object> about) {
        of(resource).done().increment();
    }

    @Override
    public void reconciliationFailed(HasMetadata resource, RetryInfo retry, Exception why, Map<String, Object> about) {
        of(resource).failed().increment();
    }

    /** Also of what was in the queue, and was not there any more when its turn came: that took no time. */
    @Override
    public void reconciliationFinished(HasMetadata resource, RetryInfo retry, Map<String, Object> about) {
        var start = begun.remove(Thread.currentThread());
        if (start != null) {
            of(resource).time().record(nanos.getAsLong() - start, TimeUnit.NANOSECONDS);
        }
    }
}
