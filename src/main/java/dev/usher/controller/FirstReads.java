package dev.usher.controller;

import dev.usher.api.AccessLock;
import dev.usher.api.AccessLockSpec;
import dev.usher.api.AccessLockStatus;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.TargetApp;
import dev.usher.domain.account.Identity;
import dev.usher.kube.LiveHolders;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is read of the API server while caches are filled: the locks, the apps, and whom a lock names. */
final class FirstReads {
    private final KubernetesClient client;
    private final LiveHolders holders;
    private final Set<String> namespaces;

    /** @param namespaces those to look at; empty: all */
    FirstReads(KubernetesClient client, Set<String> namespaces) {
        this.client = client;
        this.holders = new LiveHolders(client);
        this.namespaces = Set.copyOf(namespaces);
    }

    List<AccessLock> locks() {
        return list(AccessLock.class);
    }

    List<TargetApp> apps() {
        return list(TargetApp.class);
    }

    private <T extends HasMetadata> List<T> list(Class<T> kind) {
        var all = client.resources(kind);
        return namespaces.isEmpty()
                ? all.inAnyNamespace().list().getItems()
                : namespaces.stream()
                        .flatMap(namespace -> all.inNamespace(namespace).list().getItems().stream())
                        .toList();
    }

    /** The users whom a lock names: by the key that it was given or has noted, else by the name. */
    List<ProvisionedUser> users(AccessLock lock) {
        var pin = pin(lock);
        return pin.isPresent()
                ? users(pin.get())
                : Locks.name(lock).map(this::users).orElse(List.of());
    }

    List<ProvisionedUser> users(Identity pin) {
        var name = pin.ofResource();
        return name.isPresent()
                ? holders.user(pin.realm(), name.get()).stream().toList()
                : holders.users(pin.realm(), pin.externalId());
    }

    /**
     * The accounts without a user of whom it names.
     *
     * @param users those whom it names, who may have gone by another key before
     * @param former whose name it gives, where nobody has it any more
     */
    List<RetainedAccount> retained(AccessLock lock, List<ProvisionedUser> users, Optional<Identity> former) {
        return Stream.concat(
                        pin(lock).or(() -> former).stream(),
                        users.stream().flatMap(user -> Stream.of(Translate.identity(user), Translate.byName(user))))
                .distinct()
                .flatMap(this::retained)
                .toList();
    }

    /** The key of whoever had the name before that a lock gives, where nobody has it; by what its own namespace says of it. */
    Optional<Identity> former(AccessLock lock, List<ProvisionedUser> users) {
        return Locks.name(lock)
                .filter(any -> users.isEmpty() && pin(lock).isEmpty())
                .flatMap(name ->
                        RetainedCache.formerHolder(holders.retainedOfUser(Optional.of(name.realm()), name).stream()));
    }

    /** Empty: everywhere. */
    private Stream<Optional<String>> within() {
        return namespaces.isEmpty()
                ? Stream.of(Optional.empty())
                : namespaces.stream().map(Optional::of);
    }

    private Stream<RetainedAccount> retained(Identity key) {
        return within().flatMap(namespace -> holders.retained(namespace, key.realm(), key.externalId()).stream());
    }

    private static Optional<Identity> pin(AccessLock lock) {
        return Optional.ofNullable(lock.getStatus())
                .map(AccessLockStatus::externalId)
                .or(() -> Optional.ofNullable(lock.getSpec()).map(AccessLockSpec::externalId))
                .map(key -> new Identity(lock.getMetadata().getNamespace(), key));
    }
}
