package dev.usher.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithControlPlane.class)
class NamespaceLabelsIT {
    private final Heard heard = new Heard(new ConcurrentHashMap<>(), new AtomicBoolean());
    private final ControlPlane plane;
    private final String home;

    NamespaceLabelsIT(ControlPlane plane, TestNamespace home) {
        this.plane = plane;
        this.home = home.name();
    }

    /** What a listener was told last. */
    private record Heard(Map<String, Map<String, String>> labels, AtomicBoolean isForbidden)
            implements NamespaceLabels.Listener {
        @Override
        public void labelled(String namespace, Map<String, String> now) {
            labels.put(namespace, now);
        }

        @Override
        public void gone(String namespace) {
            labels.remove(namespace);
        }

        @Override
        public void forbidden() {
            isForbidden.set(true);
        }
    }

    @Test
    void allAreKnownAtOnceAndFollowedAfterwards() {
        try (var _ = NamespaceLabels.watch(plane.adminClient(), heard)) {
            assertThat(heard.labels()).containsKeys("kube-system", home);

            label(Map.of("group", "acme"));
            await().untilAsserted(() -> assertThat(heard.labels().get(home)).containsEntry("group", "acme"));

            label(Map.of("group", "other"));
            await().untilAsserted(() -> assertThat(heard.labels().get(home)).containsEntry("group", "other"));
            assertThat(heard.isForbidden()).isFalse();
        }
    }

    @Test
    void whoMayNotListThemIsToldSoAndGoesOn() {
        plane.adminClient()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("powerless")
                        .withNamespace(home)
                        .endMetadata()
                        .build())
                .create();

        try (var _ = NamespaceLabels.watch(plane.clientFor(home, "powerless"), heard)) {
            assertThat(heard.isForbidden()).isTrue();
            assertThat(heard.labels()).isEmpty();
        }
    }

    private void label(Map<String, String> labels) {
        plane.adminClient()
                .namespaces()
                .withName(home)
                .edit(namespace -> new NamespaceBuilder(namespace)
                        .editMetadata()
                        .addToLabels(labels)
                        .endMetadata()
                        .build());
    }
}
