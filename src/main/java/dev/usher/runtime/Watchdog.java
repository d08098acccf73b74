package dev.usher.runtime;

import dev.usher.controller.Progress;
import dev.usher.domain.outcome.Mistake;
import dev.usher.log.Context;
import dev.usher.log.Field;
import dev.usher.log.Spans;
import dev.usher.runtime.Overdue.Behind;
import dev.usher.runtime.Overdue.Watched;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceDeleteEvent;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Has looked at again what the framework lost.
 *
 * <p>A resource that is not in the cache at the moment its turn comes is taken for one that is worked on ever after (JOSDK
 * issue 3416, up to 5.5.0): neither an edit nor its deletion reaches us until the process is started anew. Such a turn ends
 * without having begun, which is noticed at once; whatever else is lost shows as an edit that nobody looked at.
 */
final class Watchdog implements Metrics {
    private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final LongSupplier nanos;
    private final Runnable counted;
    private final Predicate<String> isOurs;
    private final Spans spans;
    private final Overdue overdue = new Overdue();
    private final Map<String, Controller<? extends HasMetadata>> controllers = new ConcurrentHashMap<>();
    /** By the names of their controllers. */
    private final Map<String, String> kinds = new ConcurrentHashMap<>();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("usher-watchdog").daemon().factory());

    /**
     * A watchdog that sleeps.
     *
     * @param counted runs for each resource that is driven again
     * @param isOurs of which namespaces: in those of others nobody brings anything to its end here
     * @param spans in which looks at resources are seen
     */
    Watchdog(LongSupplier nanos, Runnable counted, Predicate<String> isOurs, Spans spans) {
        this.spans = spans;
        this.nanos = nanos;
        this.counted = counted;
        this.isOurs = isOurs;
    }

    /** Looks from now on. */
    void start() {
        new Recurring(this::look, "the watchdog could not look").by(timer, EVERY, EVERY);
    }

    void stop() {
        timer.shutdownNow();
    }

    /** How many resources of a kind have a place in the queue. */
    int waiting(String kind) {
        return overdue.waiting(kind);
    }

    /** How many resources of a kind are being looked at. */
    int underWay(String kind) {
        return overdue.underWay(kind);
    }

    void look() {
        var behind = new HashMap<Watched, Behind>();
        controllers.values().forEach(controller -> collect(controller, behind));
        overdue.look(behind, nanos.getAsLong());
        overdue.take(nanos.getAsLong()).forEach(this::drive);
    }

    private <R extends HasMetadata> void collect(Controller<R> controller, Map<Watched, Behind> behind) {
        var finalizer = controller.getConfiguration().getFinalizerName();
        controller
                .getEventSourceManager()
                .getControllerEventSource()
                .list(any -> true)
                .forEach(resource -> {
                    var generation = resource.getMetadata().getGeneration();
                    var ending = resource.isMarkedForDeletion()
                            && resource.hasFinalizer(finalizer)
                            && isOurs.test(resource.getMetadata().getNamespace());
                    var observed = Progress.observedGeneration(resource).orElse(-1L);
                    if (ending || (!resource.isMarkedForDeletion() && generation != null && observed < generation)) {
                        behind.put(id(resource), new Behind(generation == null ? 0 : generation, ending));
                    }
                });
    }

    private static Watched id(HasMetadata resource) {
        return new Watched(resource.getKind(), ResourceID.fromResource(resource));
    }

    private void drive(Watched id) {
        var controller = controllers.get(id.kind());
        if (controller != null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} {1} was not looked at in time: once more",
                    id.kind(),
                    id.resource());
            drive(controller, id);
        }
    }

    /** For the framework it is gone and comes back, if it is there: what it believes to be under way is forgotten. */
    private <R extends HasMetadata> void drive(Controller<R> controller, Watched lost) {
        var id = lost.resource();
        var processor = controller.getEventProcessor();
        // Its own methods use this monitor: nothing gets a turn in between, and nothing that has one gets a second one.
        synchronized (processor) {
            if (overdue.isBusy(lost)) {
                return;
            }
            processor.handleEvent(new ResourceDeleteEvent(ResourceAction.DELETED, id, unknown(controller, id), true));
            controller
                    .getEventSourceManager()
                    .getControllerEventSource()
                    .get(id)
                    .ifPresent(there -> processor.handleEvent(new ResourceEvent(ResourceAction.ADDED, id, there)));
        }
        counted.run();
    }

    /** Of what is gone nothing is asked but its name. */
    private static HasMetadata unknown(Controller<?> controller, ResourceID id) {
        return new GenericKubernetesResourceBuilder()
                .withKind(HasMetadata.getKind(controller.getConfiguration().getResourceClass()))
                .withNewMetadata()
                .withName(id.getName())
                .withNamespace(id.getNamespace().orElse(""))
                .endMetadata()
                .build();
    }

    @Override
    public void controllerRegistered(Controller<? extends HasMetadata> controller) {
        var kind = HasMetadata.getKind(controller.getConfiguration().getResourceClass());
        controllers.put(kind, controller);
        kinds.put(controller.getConfiguration().getName(), kind);
    }

    /** Whatever is written in the log meanwhile says what it is about. */
    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        var kind = Optional.ofNullable(kinds.get(execution.controllerName())).orElse("");
        var name = execution.resourceID().getNamespace().map(in -> in + "/").orElse("")
                + execution.resourceID().getName();
        var about = Context.of(Field.RESOURCE, kind + "/" + name)
                .with(Field.APP, Optional.of(name).filter(any -> kind.equals("TargetApp")));
        return spans.<T, Exception>ifNotable("reconcile", about, () -> outcome(execution));
    }

    /** After an Error the framework takes the resource for one that is worked on ever after; what is an exception it tries again. */
    private static <T> T outcome(ControllerExecution<T> execution) throws Exception {
        try {
            return execution.execute();
        } catch (Error e) {
            throw new IllegalStateException("it was looked at with a mistake", Mistake.ofCode(e));
        }
    }

    @Override
    public void reconciliationSubmitted(HasMetadata resource, RetryInfo retry, Map<String, Object> about) {
        overdue.waits(id(resource));
    }

    @Override
    public void reconciliationStarted(HasMetadata resource, Map<String, Object> about) {
        var generation = resource.getMetadata().getGeneration();
        overdue.starts(id(resource), generation == null ? 0 : generation);
    }

    @Override
    public void reconciliationFinished(HasMetadata resource, RetryInfo retry, Map<String, Object> about) {
        var id = id(resource);
        if (!overdue.ends(id)) {
            timer.execute(new Recurring(() -> drive(id), "the watchdog could not have it looked at again"));
        }
    }
}
