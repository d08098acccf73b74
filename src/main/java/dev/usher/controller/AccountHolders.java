package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whose account is whose, as statuses and records say.
 *
 * @param user what is said of a user who has an account
 * @param record what is said of an account without a user
 */
record AccountHolders<T>(Caches caches, Function<ProvisionedUser, T> user, Function<RetainedAccount, T> record) {
    private static final Comparator<ProvisionedUser> BY_AGE =
            Comparator.comparing(one -> one.getMetadata().getCreationTimestamp());

    /** Of two who have one account the older user has it, and a user before an account without one. */
    Map<RemoteId, T> in(AppId app, Tenant tenant) {
        var owners = new HashMap<RemoteId, ProvisionedUser>();
        // Lanes ask while many join, and everybody is looked at: of a status no more than what is asked for.
        caches.users()
                .filter(one -> one.getStatus() != null)
                .forEach(one -> one.getStatus().accounts().stream()
                        .filter(entry -> tenant.fingerprint().equals(entry.tenant()))
                        .flatMap(entry -> Recall.known(entry).idIn(tenant).stream())
                        .forEach(id -> owners.merge(id, one, BinaryOperator.minBy(BY_AGE))));
        var found = new HashMap<RemoteId, T>();
        owners.forEach((id, one) -> found.put(id, user.apply(one)));
        caches.retained()
                .filter(account -> caches.isBelieved(account, app.namespace()) && RetainedStates.isThere(account))
                .forEach(account -> Recall.known(account)
                        .idIn(tenant)
                        .ifPresent(id -> found.putIfAbsent(id, record.apply(account))));
        return found;
    }

    /** What is said of accounts there of whoever goes by this identity, and in records of theirs. */
    static List<KnownAccount> recorded(Caches caches, AppId app, Identity identity) {
        var keys = new Realms(caches).ofOneHolder(identity).toList();
        var users = keys.stream()
                .flatMap(key -> caches.usersOf(key).stream())
                .flatMap(user -> Optional.ofNullable(user.getStatus()).stream())
                .flatMap(status -> status.accounts().stream())
                .filter(entry -> Recall.id(entry).equals(app))
                .map(Recall::known);
        var records = keys.stream()
                .flatMap(key -> caches.retainedOf(key).stream())
                .filter(account -> Optional.ofNullable(account.getSpec())
                        .filter(spec -> Translate.app(account, spec.app()).equals(app))
                        .isPresent())
                .map(Recall::known);
        return Stream.concat(users, records).toList();
    }
}
