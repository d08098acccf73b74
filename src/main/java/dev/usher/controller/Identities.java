package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountSpec;
import dev.usher.domain.account.Identity;
import dev.usher.domain.person.Pin;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which keys are one person's, and who goes by them: users, and accounts whose user is gone.
 *
 * <p>Who may lock in one namespace may not by that lock people of another, but for those who are theirs by their own word.
 */
final class Identities {
    private final Caches caches;
    private final Realms realms;
    private final Circle circle;

    Identities(Caches caches, Circle circle) {
        this.caches = caches;
        this.realms = new Realms(caches);
        this.circle = circle;
    }

    /** By which keys a lock means a user. */
    Set<Identity> of(ProvisionedUser user) {
        var home = user.getMetadata().getNamespace();
        var all = new HashSet<>(own(user));
        person(user).ifPresent(all::add);
        all.addAll(living(circle.otherIdentities(user), home));
        return withWhoIsGone(all, home);
    }

    /** By which keys a lock means an account without a user; none where nobody can tell whose it was. */
    Set<Identity> of(RetainedAccount account) {
        return Optional.ofNullable(account.getSpec()).map(this::of).orElse(Set.of());
    }

    private Set<Identity> of(RetainedAccountSpec spec) {
        var person = behind(spec);
        var all = new HashSet<>(List.of(Translate.identity(spec), person));
        all.addAll(living(realms.all(person).flatMap(this::people), spec.realm()));
        return withWhoIsGone(all, spec.realm());
    }

    /** With the same keys where other namespaces share these people, and those of further identities that have no user any more. */
    private Set<Identity> withWhoIsGone(Set<Identity> keys, String home) {
        var all = keys.stream().flatMap(realms::all).collect(Collectors.toCollection(HashSet::new));
        var homes = realms.joinedWith(home);
        List.copyOf(all).stream()
                .flatMap(key -> caches.retainedOfPerson(key).stream())
                .map(account -> Translate.identity(account.getSpec()))
                .filter(key -> key.realm().equals(home) || homes.contains(key.realm()))
                .forEach(all::add);
        return all;
    }

    /** Everybody whom a key means. */
    List<ProvisionedUser> users(Identity key) {
        var left = caches.retainedOf(key).stream()
                .flatMap(account -> Optional.ofNullable(account.getSpec()).stream())
                .flatMap(spec -> realms.all(behind(spec)).flatMap(this::people));
        var named = realms.all(key).flatMap(this::named).toList();
        return Stream.of(named.stream(), named.stream().flatMap(circle::otherIdentities), left)
                .flatMap(users -> users)
                .filter(user -> of(user).contains(key))
                .collect(Collectors.toMap(user -> user.getMetadata().getUid(), user -> user, (one, same) -> one))
                .values()
                .stream()
                .toList();
    }

    /** Every account without a user that a key means. */
    List<RetainedAccount> retained(Identity key) {
        var people = users(key).stream().flatMap(user -> Stream.concat(own(user).stream(), person(user).stream()));
        var left = caches.retainedOf(key).stream()
                .flatMap(account -> Optional.ofNullable(account.getSpec()).stream())
                .map(Identities::behind);
        return Stream.of(Stream.of(key), people, left)
                .flatMap(keys -> keys)
                .flatMap(realms::all)
                .distinct()
                .flatMap(one -> Stream.concat(caches.retainedOf(one).stream(), caches.retainedOfPerson(one).stream()))
                .filter(account -> of(account).contains(key))
                .collect(Collectors.toMap(Translate::key, account -> account, (one, same) -> one))
                .values()
                .stream()
                .toList();
    }

    /**
     * Where nobody goes by the key, the further identities of somebody who is gone are still theirs, and whose resource
     * cannot be read has it all the same.
     */
    private Stream<ProvisionedUser> named(Identity key) {
        var users = caches.usersOf(key);
        return users.isEmpty()
                ? caches.usersIn(key.realm())
                        .filter(user -> Stream.concat(person(user).stream(), Unread.recordedKey(user).stream())
                                .anyMatch(key::equals))
                : users.stream();
    }

    /** Whoever goes by a person's key, and their further identities, also those of somebody who is gone. */
    private Stream<ProvisionedUser> people(Identity person) {
        var users = caches.usersOf(person);
        return Stream.of(
                        users.stream(),
                        users.stream().flatMap(circle::otherIdentities),
                        caches.usersOfPerson(person).stream())
                .flatMap(some -> some);
    }

    private static Set<Identity> living(Stream<ProvisionedUser> users, String home) {
        return users.filter(user -> user.getMetadata().getNamespace().equals(home)
                        || Circle.behind(user).isEmpty())
                .flatMap(user -> own(user).stream())
                .collect(Collectors.toSet());
    }

    /** Also the key by which the accounts are known, should the resource say none that can be read. */
    private static Set<Identity> own(ProvisionedUser user) {
        var own = new HashSet<Identity>();
        own.add(Translate.identity(user));
        own.add(Translate.byName(user));
        Unread.recordedKey(user).ifPresent(own::add);
        return own;
    }

    /** Whose further identity it was last. */
    private static Optional<Identity> person(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus()).flatMap(Recall::person).map(Pin::identity);
    }

    /** The key of whoever was behind an account, which is the account's own where that was the person's. */
    private static Identity behind(RetainedAccountSpec spec) {
        return RetainedCache.person(spec).orElseGet(() -> Translate.identity(spec));
    }
}
