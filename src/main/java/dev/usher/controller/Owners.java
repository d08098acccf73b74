package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Whose account is whose, as statuses and records say.
 *
 * @param identity by which a user goes
 */
record Owners(Caches caches, Function<ProvisionedUser, Identity> identity) {
    /** Of two who have one account the older user has it, and a user before an account without one. */
    Map<RemoteId, Identity> in(AppId app, Tenant tenant) {
        var found = new HashMap<RemoteId, Identity>();
        caches.users()
                .sorted(Comparator.comparing(user -> user.getMetadata().getCreationTimestamp()))
                .forEach(user -> Recall.of(user, List.of())
                        .accounts()
                        .forEach((where, account) ->
                                account.idIn(tenant).ifPresent(id -> found.putIfAbsent(id, identity.apply(user)))));
        caches.retained()
                .filter(account -> caches.isBelieved(account, app.namespace()) && RetainedStates.isThere(account))
                .forEach(account -> Recall.known(account)
                        .idIn(tenant)
                        .ifPresent(id -> found.putIfAbsent(
                                id,
                                new Identity(
                                        account.getSpec().realm(),
                                        account.getSpec().externalId()))));
        return found;
    }
}
