package dev.usher.runtime;

import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.ManagedInformerEventSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares the caches with the API server every minute, since nobody else notices what an informer was never told.
 *
 * <p>Whoever is not in a cache has no access, or keeps it for ever: such a process has to end, and the next one lists anew.
 */
final class CacheCheck {
    private static final System.Logger LOG = System.getLogger(CacheCheck.class.getName());
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final long PAGE = 500;
    private static final int NAMED = 5;

    private final KubernetesClient client;
    private final List<ManagedInformerEventSource<?, ?, ?>> caches;
    private final Set<String> namespaces;
    private final Runnable end;
    private final Map<String, Completeness> known = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("usher-cache-check").daemon().factory());

    /**
     * A check that has not begun.
     *
     * @param namespaces those that are watched; empty: all
     * @param end ends the process
     */
    CacheCheck(KubernetesClient client, Operator operator, Set<String> namespaces, Runnable end) {
        this.client = client;
        this.caches = operator.getRegisteredControllers().stream()
                .flatMap(
                        registered -> registered instanceof Controller<?> controller ? caches(controller) : Stream.of())
                .toList();
        this.namespaces = Set.copyOf(namespaces);
        this.end = end;
    }

    /** Its own, and those of the kinds that decide about its own. */
    private static <R extends HasMetadata> Stream<ManagedInformerEventSource<?, ?, ?>> caches(
            Controller<R> controller) {
        var manager = controller.getEventSourceManager();
        return Stream.concat(Stream.of(manager.getControllerEventSource()), manager.getEventSourcesStream())
                .flatMap(source -> source instanceof ManagedInformerEventSource<?, ?, ?> cache
                        ? Stream.<ManagedInformerEventSource<?, ?, ?>>of(cache)
                        : Stream.of())
                .distinct();
    }

    void start() {
        new Recurring(this::look, "the caches could not be compared").by(timer, EVERY, EVERY);
    }

    void stop() {
        timer.shutdownNow();
    }

    void look() {
        try {
            var all = namespaces.isEmpty() ? Set.of("") : namespaces;
            for (var namespace : all) {
                // Several caches may be of one kind.
                var server = new HashMap<Class<?>, OnServer>();
                for (var cache : caches) {
                    look(cache, server.computeIfAbsent(cache.resourceType(), any -> onServer(cache, namespace)));
                }
            }
        } catch (KubernetesClientException e) {
            LOG.log(System.Logger.Level.DEBUG, "the API server did not say what it has: status {0}", e.getCode());
        }
    }

    private OnServer onServer(ManagedInformerEventSource<?, ?, ?> cache, String namespace) {
        return new OnServer(cache.resourceType(), namespace);
    }

    private void look(ManagedInformerEventSource<?, ?, ?> cache, OnServer server) {
        var kind = server.kind;
        var namespace = server.namespace;
        var lasting = known.computeIfAbsent(
                        kind.getName() + " " + cache.name() + " " + namespace, any -> new Completeness())
                .look(server, new InCache(cache, namespace));
        if (!lasting.isEmpty()) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The cache of {0} differs for good from what the API server has, in {1}: this process ends, to list anew",
                    HasMetadata.getPlural(kind),
                    lasting.stream().sorted().limit(NAMED).toList());
            end.run();
        }
    }

    /** What the API server said at one look, asked once. */
    private final class OnServer implements Completeness.Side {
        private final Class<? extends HasMetadata> kind;
        private final String namespace;
        private OptionalLong counted = OptionalLong.empty();

        OnServer(Class<? extends HasMetadata> kind, String namespace) {
            this.kind = kind;
            this.namespace = namespace;
        }

        @Override
        public long count() {
            if (counted.isEmpty()) {
                var page = page(1, "");
                var rest = page.getMetadata().getRemainingItemCount();
                counted = OptionalLong.of(page.getItems().size() + (rest == null ? 0 : rest));
            }
            return counted.getAsLong();
        }

        @Override
        public Set<String> names() {
            var names = new HashSet<String>();
            var next = "";
            do {
                var page = page(PAGE, next);
                page.getItems()
                        .forEach(item -> names.add(ResourceID.fromResource(item).toString()));
                next = page.getMetadata().getContinue() == null
                        ? ""
                        : page.getMetadata().getContinue();
            } while (!next.isEmpty());
            return names;
        }

        private GenericKubernetesResourceList page(long limit, String next) {
            var resources = client.genericKubernetesResources(ResourceDefinitionContext.fromResourceType(kind));
            var options = new ListOptionsBuilder().withLimit(limit);
            var asked = (next.isEmpty() ? options : options.withContinue(next)).build();
            return namespace.isEmpty()
                    ? resources.inAnyNamespace().list(asked)
                    : resources.inNamespace(namespace).list(asked);
        }
    }

    private record InCache(ManagedInformerEventSource<?, ?, ?> cache, String namespace) implements Completeness.Side {
        @Override
        public long count() {
            return keys().count();
        }

        @Override
        public Set<String> names() {
            return keys().map(ResourceID::toString).collect(Collectors.toUnmodifiableSet());
        }

        private Stream<ResourceID> keys() {
            return cache.keys()
                    .filter(key -> namespace.isEmpty()
                            || key.getNamespace().filter(namespace::equals).isPresent());
        }
    }
}
