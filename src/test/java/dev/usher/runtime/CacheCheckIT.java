package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.Role;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Caches that lack what the API server has, filled by the framework itself from a real one. */
@ExtendWith(WithControlPlane.class)
class CacheCheckIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final KubernetesClient client;
    private final String namespace;
    private final Operator operator;
    private final Leaky<ProvisionedUser> users = new Leaky<>();
    private final Leaky<Role> roles = new Leaky<>();
    private final AtomicInteger ended = new AtomicInteger();

    CacheCheckIT(ControlPlane plane, TestNamespace namespace) {
        this.client = plane.adminClient();
        this.namespace = namespace.name();
        this.operator =
                new Operator(settings -> settings.withKubernetesClient(client).withCloseClientOnStop(false));
    }

    @BeforeEach
    void start() {
        for (var name : List.of("ada", "bob", "lost")) {
            apply(name, "spec: {userName: " + name + "}", ProvisionedUser.class);
            apply(name, "spec: {grants: []}", Role.class);
        }
    }

    @AfterEach
    void stop() {
        operator.stop();
        client.resources(ProvisionedUser.class).inNamespace(namespace).delete();
        client.resources(Role.class).inNamespace(namespace).delete();
    }

    private <R extends HasMetadata> void apply(String name, String spec, Class<R> kind) {
        client.resource(Serialization.unmarshal(
                        "metadata: {name: %s, namespace: %s}\n%s".formatted(name, namespace, spec), kind))
                .serverSideApply();
    }

    /** Looks as often as it takes to be sure. */
    private void looks() {
        operator.register(
                new Idle(), settings -> settings.settingNamespace(namespace).withItemStore(users));
        operator.start();
        await().atMost(SOON)
                .until(() -> users.values().count() >= 2 && roles.values().count() >= 2);
        var check = new CacheCheck(client, operator, Set.of(namespace), ended::incrementAndGet);
        for (var look = 0; look <= Completeness.LOOKS; look++) {
            check.look();
        }
        check.stop();
    }

    @Test
    void nothingIsToBeDoneWhereNothingIsMissing() {
        looks();

        assertThat(ended).hasValue(0);
    }

    @Test
    void theProcessEndsWhereAUserIsMissing() {
        users.lost = namespace + "/lost";

        looks();

        assertThat(ended).hasValue(1);
    }

    @Test
    void theProcessEndsWhereARoleIsMissingFromWhichUsersAreDecided() {
        roles.lost = namespace + "/lost";

        looks();

        assertThat(ended).hasValue(1);
    }

    private final class Idle implements Reconciler<ProvisionedUser> {
        @Override
        public List<EventSource<?, ProvisionedUser>> prepareEventSources(EventSourceContext<ProvisionedUser> context) {
            return List.of(new InformerEventSource<>(
                    InformerEventSourceConfiguration.from(Role.class, ProvisionedUser.class)
                            .withName("named-roles")
                            .withNamespaces(Set.of(namespace))
                            .withItemStore(roles)
                            .withSecondaryToPrimaryMapper(role -> Set.of())
                            .build(),
                    context));
        }

        @Override
        public UpdateControl<ProvisionedUser> reconcile(ProvisionedUser user, Context<ProvisionedUser> context) {
            return UpdateControl.noUpdate();
        }
    }

    /** A cache that one resource never reached. */
    private static final class Leaky<R extends HasMetadata> extends BasicItemStore<R> {
        private volatile String lost = "";

        Leaky() {
            super(Cache::metaNamespaceKeyFunc);
        }

        @Override
        public @Nullable R put(String key, R resource) {
            return key.equals(lost) ? null : super.put(key, resource);
        }
    }
}
