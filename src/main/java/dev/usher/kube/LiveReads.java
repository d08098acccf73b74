package dev.usher.kube;

import dev.usher.api.LegalHold;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.person.Hold;
import dev.usher.sync.Basis;
import dev.usher.sync.Confirmation;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads live, past every cache, whether the reason for a removal still holds. */
public final class LiveReads {
    private final LiveHolders holders;
    private final Teardown teardown;
    private final LiveMetadata live;
    private final SharedReads<Boolean> asKnown;
    private final SharedReads<List<Hold>> holds;

    public LiveReads(KubernetesClient client, Teardown teardown, LongSupplier nanos) {
        this.holders = new LiveHolders(client);
        this.teardown = teardown;
        this.live = new LiveMetadata(client);
        this.holds = new SharedReads<>(Duration.ofSeconds(1), nanos);
        this.asKnown = new SharedReads<>(Duration.ofSeconds(1), nanos);
    }

    /** What the API server says of a basis now: it is asked for all of it at once. */
    public Confirmation confirm(Basis basis) {
        try {
            var going = teardown.ask(basis.namespaces());
            var same = Stream.of(
                            basis.objects().stream().map(this::isUnchanged),
                            basis.absent().stream().map(this::isAbsent),
                            basis.labels().stream().map(this::isStillBorne))
                    .flatMap(asked -> asked)
                    .toList();
            if (going.stream().anyMatch(live::await)) {
                return Confirmation.TEARDOWN;
            }
            return same.stream().allMatch(live::await)
                            && basis.unclaimed().stream().noneMatch(this::isClaimed)
                    ? Confirmation.CONFIRMED
                    : Confirmation.CHANGED;
        } catch (KubernetesClientException e) {
            return Confirmation.UNKNOWN;
        }
    }

    /**
     * Whether no hold of the namespaces of these keys means any of them now.
     *
     * @param app in which; empty: in any
     */
    public Confirmation unheld(Set<Identity> keys, Optional<AppId> app, Instant now) {
        try {
            var asked = keys.stream()
                    .map(Identity::realm)
                    .distinct()
                    .map(realm -> holds.get(
                            realm, () -> live.list(LegalHold.class, realm).thenApply(LiveReads::declared)))
                    .toList();
            return asked.stream()
                            .flatMap(list -> live.await(list).stream())
                            .anyMatch(hold -> hold.means(keys)
                                    && hold.holdsAt(now)
                                    && app.map(hold::covers).orElse(true))
                    ? Confirmation.CHANGED
                    : Confirmation.CONFIRMED;
        } catch (KubernetesClientException e) {
            return Confirmation.UNKNOWN;
        }
    }

    private static List<Hold> declared(List<LegalHold> holds) {
        return holds.stream().flatMap(hold -> DeclaredHolds.of(hold).stream()).toList();
    }

    private CompletableFuture<Boolean> isUnchanged(Basis.Reference reference) {
        return asked(
                reference,
                reference.kind(),
                reference.namespace(),
                reference.name(),
                now -> now.filter(metadata -> reference.uid().equals(metadata.getUid())
                                && Long.valueOf(reference.generation()).equals(metadata.getGeneration())
                                && metadata.getDeletionTimestamp() == null)
                        .isPresent());
    }

    private CompletableFuture<Boolean> isAbsent(Basis.Name name) {
        return asked(
                name,
                name.kind(),
                name.namespace(),
                name.name(),
                now -> now.filter(metadata -> metadata.getDeletionTimestamp() == null)
                        .isEmpty());
    }

    /** Of a kind that nobody knows nothing is as it was. */
    private CompletableFuture<Boolean> asked(
            Record question, String kind, String namespace, String name, Predicate<Optional<ObjectMeta>> holds) {
        return Definitions.named(kind)
                .map(known -> asKnown.get(
                        question.toString(),
                        () -> live.ask(known, namespace, name).thenApply(holds::test)))
                .orElseGet(() -> CompletableFuture.completedFuture(false));
    }

    private CompletableFuture<Boolean> isStillBorne(Basis.Labels labels) {
        return asKnown.get(
                labels.toString(),
                () -> live.ask(Namespace.class, labels.namespace())
                        .thenApply(now -> now.map(metadata -> Optional.ofNullable(metadata.getLabels())
                                        .orElse(Map.of()))
                                .filter(labels.labels()::equals)
                                .isPresent()));
    }

    /** By the name, whatever key the user of that name was given later; else by the key itself. */
    private boolean isClaimed(Basis.Unclaimed account) {
        var identity = account.identity();
        var name = identity.ofResource();
        var claimant = name.isPresent()
                ? name.flatMap(own -> holders.user(identity.realm(), own))
                : Claimants.holder(
                        identity.externalId(),
                        Stream.concat(Stream.of(identity), account.elsewhere().stream())
                                .flatMap(key -> holders.users(key.realm(), key.externalId()).stream()));
        return claimant.filter(user -> Claimants.claims(user, account)).isPresent();
    }
}
