package dev.usher.controller;

import dev.usher.api.AccountEntry;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountSpec;
import dev.usher.domain.access.Retention;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.person.Hold;
import dev.usher.kube.Claimants;
import dev.usher.sync.Basis;
import dev.usher.sync.Facts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The accounts that lost their user, and the users who may claim them. */
record LostAccounts(Caches caches, Realms realms, Accesses accesses) {
    LostAccounts(Caches caches, Accesses accesses) {
        this(caches, new Realms(caches), accesses);
    }

    /** Those that this user may claim; of several in one app the last is meant: one of the user's own namespace, and name. */
    List<RetainedAccount> of(ProvisionedUser user, Identity goingBy) {
        var name = user.getMetadata().getName();
        return Stream.of(goingBy, Translate.byName(user))
                .distinct()
                .flatMap(realms::retainedOf)
                .filter(account -> isSeenBy(user, account))
                .sorted(Comparator.comparing((RetainedAccount account) ->
                                goingBy.realm().equals(account.getSpec().realm()))
                        .thenComparing(account -> name.equals(account.getSpec().user()))
                        .thenComparing(account -> account.getMetadata().getName()))
                .toList();
    }

    /** What is recorded of an app of another namespace is a user's business where something here leads to that app. */
    private boolean isSeenBy(ProvisionedUser user, RetainedAccount account) {
        var home = user.getMetadata().getNamespace();
        return account.getMetadata().getNamespace().equals(home)
                || (caches.isBelieved(account, home)
                        && accesses.of(home)
                                .apps()
                                .containsKey(
                                        Translate.app(account, account.getSpec().app())));
    }

    /** What is known of one that nobody claims, and that is shut out, and kept, like this. */
    Optional<Facts.OfRetained> facts(RetainedAccount account, Locks.Holding shut, List<Hold> holds) {
        var spec = Optional.ofNullable(account.getSpec());
        if (spec.isEmpty() || claimant(account).isPresent()) {
            return Optional.empty();
        }
        var unclaimed = Recall.unclaimed(account);
        var app = unclaimed.app();
        var access = accesses.of(app.namespace());
        var definition = Optional.ofNullable(access.apps().get(app));
        var since = Times.parse(account.getMetadata().getCreationTimestamp());
        return definition.flatMap(known -> since.map(lost -> new Facts.OfRetained(
                unclaimed.identity(),
                Stream.concat(alias(spec.get()).stream(), realms.left(unclaimed.identity()))
                        .collect(Collectors.toUnmodifiableSet()),
                Optional.ofNullable(spec.get().userName()),
                known(account),
                access,
                basis(account, unclaimed).lockedBy(shut.references()),
                Recall.entitlements(spec.get().held()),
                new Retention(known, unclaimed.id(), lost, shut.locks(), holds)
                        .orphaned(spec.get().staysAsItIs(), Orphanhood.recorded(account)))));
    }

    private KnownAccount known(RetainedAccount account) {
        return caches.digests()
                .map(digests -> PendingHandover.known(account, digests))
                .orElseGet(() -> Recall.known(account));
    }

    private Basis basis(RetainedAccount account, Basis.Unclaimed unclaimed) {
        var objects = new ArrayList<>(List.of(CachedWorld.reference(account)));
        caches.app(unclaimed.app()).map(CachedWorld::reference).ifPresent(objects::add);
        return new Basis(
                objects,
                List.of(),
                Optional.of(unclaimed.alsoBy(elsewhere(unclaimed.identity())))
                        .filter(any -> !isKeptFrom(account, unclaimed)),
                // Whoever lost their user before their namespace went has not lost it by that.
                List.of(unclaimed.app().namespace()));
    }

    /** Where nobody has the key whom somebody of a third namespace keeps from it, since they would be waited for to no purpose. */
    private Set<Identity> elsewhere(Identity identity) {
        var holders = new Holders(caches);
        return realms.others(identity)
                .filter(other -> {
                    var there = caches.usersWith(other);
                    return there.isEmpty() || there.stream().anyMatch(holders::inheritsKey);
                })
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The key under which the account may have been made, before its user had one of its own. */
    private static Optional<Identity> alias(RetainedAccountSpec spec) {
        return Optional.ofNullable(spec.user())
                .map(user -> Identity.ofName(spec.realm(), user))
                .filter(alias -> !alias.externalId().equals(spec.externalId()));
    }

    /** The user who goes by the key of a retained account, and has no other account in its place. */
    Optional<ProvisionedUser> claimant(RetainedAccount account) {
        var unclaimed = Recall.unclaimed(account);
        return realms.usersOf(unclaimed.identity())
                .filter(user -> goesBy(user, unclaimed.identity()))
                .filter(user -> isSeenBy(user, account) || hasByAnotherApp(user, account))
                .filter(user -> Claimants.claims(user, unclaimed))
                .findFirst();
    }

    /** Somebody goes by its key whom nothing leads to the app: for them it is as if it were not there. */
    private boolean isKeptFrom(RetainedAccount account, Basis.Unclaimed unclaimed) {
        return realms.usersOf(unclaimed.identity())
                .filter(user -> goesBy(user, unclaimed.identity()))
                .anyMatch(user -> !isSeenBy(user, account));
    }

    /** The name stands for somebody before they have a key, and leads to the same person afterwards. */
    private boolean goesBy(ProvisionedUser user, Identity identity) {
        return identity.equals(Translate.byName(user))
                || (realms.areOne(Translate.identity(user), identity) && new Holders(caches).inheritsKey(user));
    }

    /** The user's status holds the id, so that the record is not needed any more. */
    static boolean hasTaken(ProvisionedUser user, RetainedAccount account) {
        var spec = account.getSpec();
        return hasByAnotherApp(user, account)
                || accounts(user)
                        .filter(entry -> Recall.id(entry).equals(Translate.app(account, spec.app())))
                        .anyMatch(entry -> entry.id() != null && (spec.id() == null || isSame(entry, spec)));
    }

    /** Whoever moved may be led to the same account by an app of their own namespace that has the same tenant. */
    private static boolean hasByAnotherApp(ProvisionedUser user, RetainedAccount account) {
        var spec = account.getSpec();
        return !user.getMetadata().getNamespace().equals(spec.realm())
                && spec.id() != null
                && spec.tenant() != null
                && accounts(user)
                        .filter(entry -> !AccountState.Deleted.name().equals(entry.state()))
                        .anyMatch(entry -> isSame(entry, spec));
    }

    private static boolean isSame(AccountEntry entry, RetainedAccountSpec spec) {
        return Objects.equals(spec.id(), entry.id()) && Objects.equals(spec.tenant(), entry.tenant());
    }

    private static Stream<AccountEntry> accounts(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus()).stream().flatMap(status -> status.accounts().stream());
    }
}
