package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.usher.api.ProvisionedUser;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.log.Spans;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.AggregatedMetrics;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is counted while the framework itself works, and the client asks a real API server. */
@ExtendWith(WithControlPlane.class)
class ReconcilesIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KubernetesClient client;
    private final String namespace;
    private final Operator operator;
    private final AtomicBoolean fails = new AtomicBoolean(true);
    private final Watchdog watchdog = new Watchdog(System::nanoTime, () -> {}, any -> true, Spans.NONE);

    ReconcilesIT(ControlPlane plane, TestNamespace namespace) {
        var admin = plane.adminClient().getConfiguration();
        this.client = new KubernetesClientBuilder()
                .withConfig(admin)
                .withHttpClientBuilderConsumer(
                        http -> http.addOrReplaceInterceptor("usher-metrics", new ApiRequests(registry)))
                .build();
        this.namespace = namespace.name();
        this.operator = new Operator(settings -> settings.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withMetrics(new AggregatedMetrics(
                        List.of(watchdog, new Reconciles(registry, watchdog, System::nanoTime)))));
    }

    @BeforeEach
    void start() {
        operator.register(new Failing(fails), settings -> settings.settingNamespace(namespace));
        operator.start();
    }

    @AfterEach
    void stop() {
        watchdog.stop();
        operator.stop();
        client.resources(ProvisionedUser.class).inNamespace(namespace).delete();
        client.close();
    }

    private double count(String metric, String... labels) {
        return registry.get(metric).tags(labels).counter().count();
    }

    /** As long as it is told to. */
    private record Failing(AtomicBoolean fails) implements Reconciler<ProvisionedUser> {
        @Override
        public UpdateControl<ProvisionedUser> reconcile(ProvisionedUser user, Context<ProvisionedUser> context) {
            if (fails.getAndSet(false)) {
                throw new IllegalStateException("on purpose");
            }
            return UpdateControl.noUpdate();
        }
    }

    @Test
    void aReconcileThatFailsIsCountedAndSoIsItsRetry() {
        client.resource(Serialization.unmarshal(
                        "metadata: {name: ada, namespace: %s}\nspec: {userName: ada}".formatted(namespace),
                        ProvisionedUser.class))
                .serverSideApply();

        await().atMost(SOON).until(() -> count("usher.reconciles", "kind", "ProvisionedUser", "result", "done") >= 1);
        assertThat(count("usher.reconciles", "kind", "ProvisionedUser", "result", "failed"))
                .isEqualTo(1);
        assertThat(count("usher.reconcile.retries", "kind", "ProvisionedUser")).isEqualTo(1);
        await().atMost(SOON).until(() -> registry.get("usher.reconcile").timer().count() >= 2);
        await().atMost(SOON)
                .until(() -> registry.get("usher.reconciles.waiting").gauge().value() == 0
                        && registry.get("usher.reconciles.under.way").gauge().value() == 0);
    }

    @Test
    void requestsAreCountedByMethodAndAnswerAWatchAmongThem() {
        await("a list and a watch at the least")
                .atMost(SOON)
                .until(() -> count("usher.api.server.requests", "method", "GET", "code", "2xx") >= 2);
        assertThat(registry.find("usher.api.server.requests")
                        .tag("code", "none")
                        .counters())
                .allSatisfy(counter -> assertThat(counter.count()).isZero());

        assertThat(client.configMaps()
                        .inNamespace(namespace)
                        .withName("nothing")
                        .get())
                .isNull();
        var user = Serialization.unmarshal(
                "metadata: {name: ada, namespace: %s}\nspec: {userName: ada}".formatted(namespace),
                ProvisionedUser.class);
        client.resource(user).create();
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> client.resource(user).create())
                .satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo(409));

        assertThat(count("usher.api.server.requests", "method", "GET", "code", "4xx"))
                .isEqualTo(1);
        assertThat(count("usher.api.server.requests", "method", "POST", "code", "2xx"))
                .isEqualTo(1);
        assertThat(count("usher.api.server.requests", "method", "POST", "code", "409"))
                .isEqualTo(1);
        assertThat(registry.find("usher.api.server.requests").counters()).hasSize(30);
    }
}
