package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountSpec;
import dev.usher.domain.access.Retention;
import dev.usher.domain.account.Identity;
import dev.usher.domain.person.Hold;
import dev.usher.kube.Claimants;
import dev.usher.sync.Basis;
import dev.usher.sync.Facts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The accounts that lost their user, and the users who may claim them. */
record LostAccounts(Caches caches, Accesses accesses) {
    /** Those that this user may claim; of several in one app the last is meant: one of the user's name. */
    List<RetainedAccount> of(ProvisionedUser user, Identity goingBy) {
        var name = user.getMetadata().getName();
        return Stream.of(goingBy, Translate.byName(user))
                .distinct()
                .flatMap(identity -> caches.retainedOf(identity).stream())
                .filter(account -> isSeenBy(user, account))
                .sorted(Comparator.comparing((RetainedAccount account) ->
                                name.equals(account.getSpec().user()))
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
                alias(spec.get()),
                Optional.ofNullable(spec.get().userName()),
                Recall.known(account),
                access,
                basis(account, unclaimed).lockedBy(shut.references()),
                Recall.entitlements(spec.get().held()),
                new Retention(known, unclaimed.id(), lost, shut.locks(), holds)
                        .orphaned(spec.get().staysAsItIs(), Orphanhood.recorded(account)))));
    }

    private Basis basis(RetainedAccount account, Basis.Unclaimed unclaimed) {
        var objects = new ArrayList<>(List.of(CachedWorld.reference(account)));
        caches.app(unclaimed.app()).map(CachedWorld::reference).ifPresent(objects::add);
        return new Basis(
                objects,
                List.of(),
                Optional.of(unclaimed).filter(any -> !isKeptFrom(account, unclaimed)),
                // Whoever lost their user before their namespace went has not lost it by that.
                List.of(unclaimed.app().namespace()));
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
        return caches.usersOf(unclaimed.identity()).stream()
                .filter(user -> goesBy(user, unclaimed.identity()))
                .filter(user -> isSeenBy(user, account) && Claimants.claims(user, unclaimed))
                .findFirst();
    }

    /** Somebody goes by its key whom nothing leads to the app: for them it is as if it were not there. */
    private boolean isKeptFrom(RetainedAccount account, Basis.Unclaimed unclaimed) {
        return caches.usersOf(unclaimed.identity()).stream()
                .filter(user -> goesBy(user, unclaimed.identity()))
                .anyMatch(user -> !isSeenBy(user, account));
    }

    /** The name stands for somebody before they have a key, and leads to the same person afterwards. */
    private boolean goesBy(ProvisionedUser user, Identity identity) {
        return identity.equals(new Holders(caches).identity(user)) || identity.equals(Translate.byName(user));
    }

    /** The user's status holds the id, so that the record is not needed any more. */
    static boolean hasTaken(ProvisionedUser user, RetainedAccount account) {
        var spec = account.getSpec();
        return user.getStatus() != null
                && user.getStatus().accounts().stream()
                        .filter(entry -> Recall.id(entry).equals(Translate.app(account, spec.app())))
                        .anyMatch(entry -> entry.id() != null
                                && (spec.id() == null
                                        || (spec.id().equals(entry.id())
                                                && Objects.equals(spec.tenant(), entry.tenant()))));
    }
}
