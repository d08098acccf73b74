package dev.usher.kube;

import dev.usher.api.AccessLock;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.sync.Basis;
import dev.usher.sync.Confirmation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Reads live, past every cache, whether the reason for a removal still holds. */
public final class LiveReads {
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            HasMetadata.getKind(ProvisionedUser.class), ProvisionedUser.class,
            HasMetadata.getKind(Role.class), Role.class,
            HasMetadata.getKind(TargetApp.class), TargetApp.class,
            HasMetadata.getKind(RetainedAccount.class), RetainedAccount.class,
            HasMetadata.getKind(ProvisioningPolicy.class), ProvisioningPolicy.class,
            HasMetadata.getKind(AccessLock.class), AccessLock.class);

    private final KubernetesClient client;
    private final Teardown teardown;
    private final SharedReads<Boolean> unchanged;

    public LiveReads(KubernetesClient client, Teardown teardown, LongSupplier nanos) {
        this.client = client;
        this.teardown = teardown;
        this.unchanged = new SharedReads<>(Duration.ofSeconds(1), nanos);
    }

    /** What the API server says of a basis now. */
    public Confirmation confirm(Basis basis) {
        try {
            if (teardown.concerns(basis.namespaces())) {
                return Confirmation.TEARDOWN;
            }
            var same = basis.objects().stream().allMatch(this::isUnchanged)
                    && basis.absent().stream().allMatch(this::isAbsent)
                    && basis.labels().stream().allMatch(this::isStillBorne)
                    && basis.unclaimed().stream().noneMatch(this::isClaimed);
            return same ? Confirmation.CONFIRMED : Confirmation.CHANGED;
        } catch (KubernetesClientException e) {
            return Confirmation.UNKNOWN;
        }
    }

    private boolean isUnchanged(Basis.Reference reference) {
        var kind = KINDS.get(reference.kind());
        return kind != null && unchanged.get(reference.toString(), () -> isUnchanged(kind, reference));
    }

    private boolean isUnchanged(Class<? extends HasMetadata> kind, Basis.Reference reference) {
        var now = Optional.ofNullable(client.resources(kind)
                .inNamespace(reference.namespace())
                .withName(reference.name())
                .get());
        return now.filter(object -> reference.uid().equals(object.getMetadata().getUid())
                        && Long.valueOf(reference.generation())
                                .equals(object.getMetadata().getGeneration())
                        && !object.isMarkedForDeletion())
                .isPresent();
    }

    private boolean isStillBorne(Basis.Labels labels) {
        return unchanged.get(
                labels.toString(),
                () -> Optional.ofNullable(
                                client.namespaces().withName(labels.namespace()).get())
                        .map(namespace -> Optional.ofNullable(
                                        namespace.getMetadata().getLabels())
                                .orElse(Map.of()))
                        .filter(labels.labels()::equals)
                        .isPresent());
    }

    private boolean isAbsent(Basis.Name name) {
        var kind = KINDS.get(name.kind());
        return kind != null
                && unchanged.get(
                        name.toString(),
                        () -> Optional.ofNullable(client.resources(kind)
                                        .inNamespace(name.namespace())
                                        .withName(name.name())
                                        .get())
                                .filter(object -> !object.isMarkedForDeletion())
                                .isEmpty());
    }

    /** By the name, whatever key the user of that name was given later; else by the key itself. */
    private boolean isClaimed(Basis.Unclaimed account) {
        var identity = account.identity();
        var users = client.resources(ProvisionedUser.class).inNamespace(identity.realm());
        var name = identity.ofResource();
        var claimant = name.isPresent()
                ? name.map(own -> users.withName(own).get())
                : Claimants.holder(
                        identity.externalId(),
                        users.withField("spec.externalId", identity.externalId()).list().getItems().stream());
        return claimant.filter(user -> Claimants.claims(user, account)).isPresent();
    }
}
