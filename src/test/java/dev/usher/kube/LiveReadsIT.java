package dev.usher.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.sync.Basis;
import dev.usher.sync.Confirmation;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithControlPlane.class)
class LiveReadsIT {
    private final AtomicLong nanos = new AtomicLong();
    private final ControlPlane plane;
    private final String namespace;
    private final LiveReads live;

    LiveReadsIT(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace.name();
        this.live = new LiveReads(plane.adminClient(), new Teardown(plane.adminClient(), nanos::get), nanos::get);
    }

    @Test
    void aDecisionThatRestsOnLabelsIsOutOfDateOnceTheNamespaceBearsOthers() {
        var labels = plane.adminClient()
                .namespaces()
                .withName(namespace)
                .get()
                .getMetadata()
                .getLabels();
        var basis = new Basis(List.of(), List.of(), Optional.empty(), List.of(namespace))
                .with(List.of(new Basis.Labels(namespace, labels)));
        assertThat(live.confirm(basis)).isEqualTo(Confirmation.CONFIRMED);

        plane.adminClient()
                .namespaces()
                .withName(namespace)
                .edit(now -> new NamespaceBuilder(now)
                        .editMetadata()
                        .addToLabels(Map.of("group", "acme"))
                        .endMetadata()
                        .build());
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(live.confirm(basis)).isEqualTo(Confirmation.CHANGED);
    }
}
