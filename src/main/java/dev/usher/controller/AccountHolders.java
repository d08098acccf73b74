package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whose account is whose, as statuses and records say.
 *
 * @param user what is said of a user who has an account
 * @param record what is said of an account without a user
 */
record AccountHolders<T>(Caches caches, Function<ProvisionedUser, T> user, Function<RetainedAccount, T> record) {
    /** Of two who have one account the older user has it, and a user before an account without one. */
    Map<RemoteId, T> in(AppId app, Tenant tenant) {
        var found = new HashMap<RemoteId, T>();
        caches.users()
                .sorted(Comparator.comparing(one -> one.getMetadata().getCreationTimestamp()))
                .forEach(one -> Recall.of(one, List.of())
                        .accounts()
                        .values()
                        .forEach(account ->
                                account.idIn(tenant).ifPresent(id -> found.putIfAbsent(id, user.apply(one)))));
        caches.retained()
                .filter(account -> caches.isBelieved(account, app.namespace()) && RetainedStates.isThere(account))
                .forEach(account -> Recall.known(account)
                        .idIn(tenant)
                        .ifPresent(id -> found.putIfAbsent(id, record.apply(account))));
        return found;
    }

    /** Whether somebody of this identity, or a record of theirs, names an account there. */
    static boolean isRecorded(Caches caches, AppId app, Tenant tenant, Identity identity) {
        return caches.usersOf(identity).stream()
                        .map(user -> Optional.ofNullable(
                                Recall.of(user, List.of()).accounts().get(app)))
                        .anyMatch(account ->
                                account.flatMap(known -> known.idIn(tenant)).isPresent())
                || caches.retainedOf(identity).stream()
                        .filter(account -> account.getSpec() != null
                                && Translate.app(account, account.getSpec().app())
                                        .equals(app))
                        .anyMatch(account -> Recall.known(account).idIn(tenant).isPresent());
    }
}
