package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.Tenant;
import dev.usher.source.Names;
import dev.usher.source.SourceId;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names as the caches have them: of users of every namespace, of what is left of others, and of accounts in apps.
 *
 * @param isInAnApp whether any app may have an account of that login name
 */
record CachedNames(Caches caches, Predicate<String> isInAnApp) implements Names {
    @Override
    public Known of(SourceId source) {
        // Of many people each is asked about, and there are few tenants in which names of deleted accounts are kept.
        var tenants = caches.reservedTenants();
        return (name, by) -> isFree(IndexKeys.comparable(name), source.namespace(), by, tenants);
    }

    private boolean isFree(String name, String namespace, Wanting by, Set<Tenant> tenants) {
        var users = Stream.concat(caches.usersOfLogin(name).stream(), caches.usersOfAddress(name).stream())
                .toList();
        if (users.stream().anyMatch(user -> !isTheirs(user, namespace, by))) {
            return false;
        }
        var person = person(namespace, by);
        var left = caches.retainedOfLogin(name).stream()
                .filter(account -> bearsAName(account) && caches.isBelieved(account, namespace))
                .toList();
        if (left.stream().anyMatch(account -> !person.contains(Translate.identity(account.getSpec())))) {
            return false;
        }
        var isReserved = tenants.stream()
                .anyMatch(tenant ->
                        caches.reservation(tenant, name, person, namespace).isPresent());
        // Their own account is in an app, too.
        return !isReserved && (!users.isEmpty() || !left.isEmpty() || !isInAnApp.test(name));
    }

    /** One that was made ahead, and that nobody used, leaves no name. */
    private static boolean bearsAName(RetainedAccount account) {
        return RetainedStates.isThere(account) || !account.getSpec().wasNeverUsed();
    }

    private static boolean isTheirs(ProvisionedUser user, String namespace, Wanting by) {
        return user.getMetadata().getName().equals(by.resource())
                && user.getMetadata().getNamespace().equals(namespace);
    }

    /** Under which keys accounts of theirs may have been made; without one of their own they go by the name of the user. */
    private Set<Identity> person(String namespace, Wanting by) {
        return Stream.concat(
                        Stream.of(Identity.ofName(namespace, by.resource())),
                        by.externalId().stream().flatMap(key -> new Realms(caches).all(new Identity(namespace, key))))
                .collect(Collectors.toUnmodifiableSet());
    }
}
