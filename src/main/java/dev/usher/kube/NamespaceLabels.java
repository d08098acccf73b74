package dev.usher.kube;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The labels of all namespaces, as they change; nothing else of them is kept. */
public final class NamespaceLabels implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(NamespaceLabels.class.getName());
    private static final Duration TO_LIST = Duration.ofMinutes(2);

    private final Listener listener;
    private final SharedIndexInformer<Namespace> informer;

    /** Hears of every namespace, at first of all that there are. */
    public interface Listener {
        void labelled(String namespace, Map<String, String> labels);

        void gone(String namespace);

        /** Namespaces may not be listed: nothing will be told of them. */
        void forbidden();
    }

    private NamespaceLabels(KubernetesClient client, Listener listener) {
        this.listener = listener;
        this.informer = client.namespaces()
                .runnableInformer(0)
                .itemStore(new Lean())
                // A watch that breaks is opened again, whatever broke it.
                .exceptionHandler((started, problem) -> started);
    }

    /** Returns once the listener has heard of all namespaces, or that it will hear of none. */
    public static NamespaceLabels watch(KubernetesClient client, Listener listener) {
        var labels = new NamespaceLabels(client, listener);
        labels.start();
        return labels;
    }

    private void start() {
        informer.addEventHandler(new Handler());
        try {
            informer.start()
                    .toCompletableFuture()
                    .orTimeout(TO_LIST.toSeconds(), TimeUnit.SECONDS)
                    .join();
            // Handlers are told a little later.
            informer.getStore()
                    .list()
                    .forEach(namespace -> tell(namespace.getMetadata().getName()));
        } catch (CompletionException e) {
            informer.stop();
            if (!isForbidden(e)) {
                throw new IllegalStateException("the namespaces could not be listed", e);
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Usher may not list namespaces: `allowedNamespaces` with `from: Selector` is not followed. Let it get, list and watch namespaces, as the chart does, and restart it; or name the namespaces to look after in USHER_WATCH_NAMESPACES");
            listener.forbidden();
        }
    }

    /** What holds now, whichever event this is about: the last word is the latest. */
    private synchronized void tell(String name) {
        Optional.ofNullable(informer.getStore().getByKey(name))
                .ifPresentOrElse(
                        namespace -> listener.labelled(
                                name,
                                Optional.ofNullable(namespace.getMetadata().getLabels())
                                        .orElse(Map.of())),
                        () -> listener.gone(name));
    }

    private static boolean isForbidden(@Nullable Throwable problem) {
        return problem instanceof KubernetesClientException refused
                ? refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                : problem != null && isForbidden(problem.getCause());
    }

    /** Keeps name and labels, and what tells one version from another. */
    private static final class Lean extends BasicItemStore<Namespace> {
        Lean() {
            super(Cache::metaNamespaceKeyFunc);
        }

        @Override
        public @Nullable Namespace put(String key, Namespace namespace) {
            var metadata = namespace.getMetadata();
            return super.put(
                    key,
                    new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(metadata.getName())
                            .withUid(metadata.getUid())
                            .withResourceVersion(metadata.getResourceVersion())
                            .withLabels(metadata.getLabels())
                            .endMetadata()
                            .build());
        }
    }

    private final class Handler implements ResourceEventHandler<Namespace> {
        @Override
        public void onAdd(Namespace namespace) {
            tell(namespace.getMetadata().getName());
        }

        @Override
        public void onUpdate(Namespace before, Namespace now) {
            tell(now.getMetadata().getName());
        }

        @Override
        public void onDelete(Namespace namespace, boolean isOnlySupposed) {
            tell(namespace.getMetadata().getName());
        }
    }

    @Override
    public void close() {
        informer.stop();
    }
}
