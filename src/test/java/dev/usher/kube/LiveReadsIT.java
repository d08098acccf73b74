package dev.usher.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccessLock;
import dev.usher.api.ProvisionedUser;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.sync.Basis;
import dev.usher.sync.Confirmation;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    @Test
    void anObjectIsKnownByItsUidAndGeneration() {
        var locks = plane.adminClient().resources(AccessLock.class).inNamespace(namespace);
        var lock = locks.resource(lock("2099-01-01T00:00:00Z")).create();
        var basis = new Basis(List.of(reference(lock)), List.of(), Optional.empty(), List.of(namespace));
        assertThat(live.confirm(basis)).isEqualTo(Confirmation.CONFIRMED);

        locks.resource(lock("2099-02-01T00:00:00Z")).forceConflicts().serverSideApply();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(live.confirm(basis)).isEqualTo(Confirmation.CHANGED);
    }

    /** Of two namespaces that share their people either may be where somebody claims what was left. */
    @Test
    void anAccountThatSomebodyClaimsInAnotherNamespaceIsNotRemoved() {
        var elsewhere = new Identity(namespace, "1815");
        var unclaimed = new Basis.Unclaimed(
                new Identity("another", "1815"),
                new AppId("another", "wiki"),
                Optional.of(new Tenant("k2v9")),
                Optional.of(new RemoteId("a1")));
        var ada = """
                apiVersion: provisioning.usher.dev/v1alpha1
                kind: ProvisionedUser
                metadata: {name: ada, namespace: %s}
                spec: {userName: ada, externalId: "1815"}
                """.formatted(namespace);
        plane.adminClient()
                .resource(Serialization.unmarshal(ada, ProvisionedUser.class))
                .create();

        assertThat(confirm(unclaimed)).isEqualTo(Confirmation.CONFIRMED);
        assertThat(confirm(unclaimed.alsoBy(Set.of(elsewhere)))).isEqualTo(Confirmation.CHANGED);
    }

    private Confirmation confirm(Basis.Unclaimed account) {
        return live.confirm(new Basis(List.of(), List.of(), Optional.of(account), List.of(namespace)));
    }

    private AccessLock lock(String until) {
        return Serialization.unmarshal("""
                apiVersion: provisioning.usher.dev/v1alpha1
                kind: AccessLock
                metadata: {name: case-7, namespace: %s}
                spec: {user: {name: ada}, reason: r, requestedBy: admin, until: "%s"}
                """.formatted(namespace, until), AccessLock.class);
    }

    private static Basis.Reference reference(AccessLock lock) {
        var metadata = lock.getMetadata();
        return new Basis.Reference(
                "AccessLock", metadata.getNamespace(), metadata.getName(), metadata.getUid(), metadata.getGeneration());
    }
}
