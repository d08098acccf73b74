package dev.usher.controller;

import dev.usher.api.RetainedAccount;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.sync.Key;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The resource that each account in a tenant is recorded in; of two users who name the same one, in the older one's. */
final class AccountHolders {
    private AccountHolders() {}

    static Map<RemoteId, Key> of(Caches caches, AppId app, Tenant tenant) {
        var found = new HashMap<RemoteId, Key>();
        caches.users()
                .sorted(Comparator.comparing(user -> user.getMetadata().getCreationTimestamp()))
                .forEach(user -> Recall.of(user, List.of())
                        .accounts()
                        .values()
                        .forEach(account -> account.idIn(tenant)
                                .ifPresent(id -> found.putIfAbsent(
                                        id,
                                        new Key.OfUser(
                                                user.getMetadata().getNamespace(),
                                                user.getMetadata().getName())))));
        caches.retained()
                .filter(account -> caches.isBelieved(account, app.namespace()) && RetainedStates.isThere(account))
                .forEach(account ->
                        Recall.known(account).idIn(tenant).ifPresent(id -> found.putIfAbsent(id, key(account))));
        return found;
    }

    private static Key key(RetainedAccount account) {
        return new Key.OfRetained(
                account.getMetadata().getNamespace(), account.getMetadata().getName());
    }
}
