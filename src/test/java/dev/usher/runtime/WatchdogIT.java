package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.ProvisionedUser;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.log.Spans;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.AggregatedMetrics;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the framework loses, with the framework itself on a real API server. */
@ExtendWith(WithControlPlane.class)
class WatchdogIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final KubernetesClient client;
    private final String namespace;
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger redriven = new AtomicInteger();
    private final Watchdog watchdog = new Watchdog(nanos::get, redriven::incrementAndGet, any -> true, Spans.NONE);
    private final Submitted submitted = new Submitted();
    private final Forgetful store = new Forgetful();
    private final Slow reconciler = new Slow();
    private final Operator operator;
    private volatile boolean deaf;

    WatchdogIT(ControlPlane plane, TestNamespace namespace) {
        this.client = plane.adminClient();
        this.namespace = namespace.name();
        this.operator = new Operator(settings -> settings.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(1)
                .withMetrics(new AggregatedMetrics(List.of(watchdog, submitted))));
    }

    @BeforeEach
    void start() {
        operator.register(
                reconciler,
                settings -> settings.settingNamespace(namespace)
                        .withItemStore(store)
                        .withOnUpdateFilter((now, before) -> !deaf));
        operator.start();
    }

    @AfterEach
    void stop() {
        reconciler.gate.countDown();
        watchdog.stop();
        operator.stop();
        client.resources(ProvisionedUser.class).inNamespace(namespace).delete();
    }

    private void apply(String name, String displayName) {
        client.resource(Serialization.unmarshal(
                        "metadata: {name: %s, namespace: %s}\nspec: {userName: %s, displayName: %s}"
                                .formatted(name, namespace, name, displayName),
                        ProvisionedUser.class))
                .serverSideApply();
    }

    private void awaitSeen(String name, String displayName) {
        await().atMost(SOON).untilAsserted(() -> assertThat(reconciler.seen).containsEntry(name, displayName));
    }

    @Test
    void whatIsMissingFromTheCacheAsItsTurnComesIsLookedAtOnceItIsThereAgain() {
        apply("blocker", "a");
        apply("victim", "a");
        awaitSeen("blocker", "a");
        awaitSeen("victim", "a");

        reconciler.blocks = true;
        apply("blocker", "b");
        await().atMost(SOON).until(() -> reconciler.blocked);
        apply("victim", "b");
        await().atMost(SOON)
                .until(() -> Optional.ofNullable(store.get(namespace + "/victim"))
                        .filter(there -> "b".equals(there.getSpec().displayName()))
                        .isPresent());
        store.hidden = namespace + "/victim";
        reconciler.gate.countDown();
        awaitSeen("blocker", "b");
        await().atMost(SOON).until(() -> store.missed.get() > 0);
        store.hidden = "";

        apply("victim", "c");

        awaitSeen("victim", "c");
    }

    @Test
    void anEditThatNobodyTellsOfIsLookedAtInTheEnd() {
        apply("victim", "a");
        awaitSeen("victim", "a");
        deaf = true;
        apply("victim", "b");
        await().atMost(SOON)
                .until(() -> Optional.ofNullable(store.get(namespace + "/victim"))
                        .filter(there -> "b".equals(there.getSpec().displayName()))
                        .isPresent());

        watchdog.look();
        nanos.addAndGet(Overdue.PATIENCE.toNanos());
        await().atMost(SOON).untilAsserted(() -> {
            watchdog.look();
            assertThat(redriven).hasValue(1);
        });

        awaitSeen("victim", "b");
    }

    @Test
    void whatIsWorkedOnIsNotLookedAtBesideThat() {
        reconciler.blocks = true;
        apply("blocker", "a");
        await().atMost(SOON).until(() -> reconciler.blocked);
        apply("victim", "a");
        await().atMost(SOON).until(() -> submitted.names.contains("victim"));

        for (var time = 0; time < 3; time++) {
            watchdog.look();
            nanos.addAndGet(Overdue.PATIENCE.toNanos());
        }
        watchdog.look();
        assertThat(redriven).as("one is under way, the other waits for it").hasValue(0);

        reconciler.gate.countDown();
        awaitSeen("victim", "a");
        assertThat(reconciler.looks).containsEntry("blocker", 1).containsEntry("victim", 1);
    }

    private static final class Slow implements Reconciler<ProvisionedUser> {
        private final Map<String, String> seen = new ConcurrentHashMap<>();
        private final Map<String, Integer> looks = new ConcurrentHashMap<>();
        private final CountDownLatch gate = new CountDownLatch(1);
        private volatile boolean blocks;
        private volatile boolean blocked;

        @Override
        public UpdateControl<ProvisionedUser> reconcile(ProvisionedUser user, Context<ProvisionedUser> context)
                throws InterruptedException {
            var name = user.getMetadata().getName();
            if (blocks && name.equals("blocker")) {
                blocked = true;
                gate.await();
            }
            looks.merge(name, 1, Integer::sum);
            seen.put(name, user.getSpec().displayName());
            return UpdateControl.noUpdate();
        }
    }

    /** What the framework has taken up, and may still have to wait for its turn. */
    private static final class Submitted implements Metrics {
        private final Set<String> names = ConcurrentHashMap.newKeySet();

        @Override
        public void reconciliationSubmitted(HasMetadata resource, RetryInfo retry, Map<String, Object> about) {
            names.add(resource.getMetadata().getName());
        }
    }

    /** A cache that lacks a resource for a moment, as one does whose watch breaks off. */
    private static final class Forgetful extends BasicItemStore<ProvisionedUser> {
        private final AtomicInteger missed = new AtomicInteger();
        private volatile String hidden = "";

        Forgetful() {
            super(Cache::metaNamespaceKeyFunc);
        }

        @Override
        public @Nullable ProvisionedUser get(String key) {
            if (key.equals(hidden)) {
                missed.incrementAndGet();
                return null;
            }
            return super.get(key);
        }
    }
}
