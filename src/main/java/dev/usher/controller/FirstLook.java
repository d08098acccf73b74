package dev.usher.controller;

import dev.usher.api.AccessLock;
import dev.usher.api.AccountEntry;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.TargetApp;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.KnownAccount;
import dev.usher.sync.Catalog;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
import dev.usher.sync.Setup;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known at one moment of a start: the locks, the apps, whom locks name, and nobody else. */
record FirstLook(Caches caches, CachedWorld world, Declarations declarations, Predicate<String> isOurs) {
    /** Newest first: of the older ones most was done before. */
    private static final Comparator<AccessLock> NEWEST_FIRST =
            Comparator.<AccessLock, Instant>comparing(Times::created).reversed();

    /** The locks that shut somebody out now and of which their status does not say that all is done. */
    List<AccessLock> due(Instant now) {
        return world.locks()
                .all()
                .filter(lock -> shuts(lock, now) && !LockConditions.says(lock.getStatus(), Reason.Locked))
                .sorted(NEWEST_FIRST)
                .toList();
    }

    private boolean shuts(AccessLock lock, Instant now) {
        return !lock.isMarkedForDeletion()
                && lock.getSpec() != null
                && lock.getSpec().roles().isEmpty()
                && world.locks().stands(lock)
                && Locks.term(lock).holdsAt(now);
    }

    /** The locks by which a holder is shut out of an app. */
    List<AccessLock> shutting(Key key, AppId app, Instant now) {
        var on = switch (key) {
            case Key.OfUser user ->
                caches.user(user.namespace(), user.name())
                        .map(world.locks()::on)
                        .orElse(List.of());
            case Key.OfRetained account ->
                caches.retained(account.namespace(), account.name())
                        .map(world.locks()::on)
                        .orElse(List.of());
            case Key.OfOrphan orphan -> List.<AccessLock>of();
        };
        return on.stream()
                .filter(lock -> shuts(lock, now) && Locks.lock(lock).shuts(app))
                .toList();
    }

    /** Whose key it is, where a lock shuts them out. */
    Optional<Facts.OfHolder> holder(Key key) {
        return switch (key) {
            case Key.OfUser user ->
                caches.user(user.namespace(), user.name())
                        .flatMap(world::byRecord)
                        .map(OnlyShut::new);
            case Key.OfRetained account ->
                world.facts(key) instanceof Facts.OfRetained facts
                        ? Optional.of(new OnlyShut(facts))
                        : Optional.empty();
            case Key.OfOrphan orphan -> Optional.empty();
        };
    }

    /** The apps in which a lock shuts an account of theirs that is not recorded as shut. */
    Set<AppId> open(ProvisionedUser user, Instant now) {
        var recorded = AccountEntries.recorded(Optional.ofNullable(user.getStatus()));
        return world.byRecord(user).stream()
                .flatMap(facts -> facts.memory().accounts().keySet().stream())
                .filter(app -> !Optional.ofNullable(recorded.get(app))
                        .filter(FirstLook::isShut)
                        .isPresent())
                .filter(app -> isShutting(Translate.key(user), app, now))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The same of an account without a user. */
    Set<AppId> open(RetainedAccount account, Instant now) {
        return Stream.of(Translate.app(account, account.getSpec().app()))
                .filter(app -> RetainedStates.isThere(account) && !RetainedStates.isDisabled(account))
                .filter(app -> isShutting(Translate.key(account), app, now))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Nothing is open about it: should somebody have enabled it there since, others see that. */
    private static boolean isShut(AccountEntry entry) {
        return entry.reason() == null
                && (entry.state().equals(AccountState.Disabled.name())
                        || entry.state().equals(AccountState.Deleted.name()));
    }

    private boolean isShutting(Key key, AppId app, Instant now) {
        return holder(key)
                .filter(holder -> holder.account(app)
                        .filter(account -> isKnown(account, app))
                        .isPresent())
                .flatMap(holder -> holder.decide(app, Optional.empty(), now))
                .isPresent();
    }

    /** An id of another tenant says nothing here. */
    private boolean isKnown(KnownAccount account, AppId app) {
        return app(app).flatMap(Tenancy::recorded).flatMap(account::idIn).isPresent();
    }

    Optional<TargetApp> app(AppId id) {
        return caches.app(id);
    }

    /** How its lane is set up; empty where it means something else than when accounts were recorded, or only rules tell whom it protects. */
    Optional<Setup> setup(AppId id) {
        return app(id).filter(app -> !app.isMarkedForDeletion()
                        && isOurs.test(app.getMetadata().getNamespace())
                        && !isProtecting(app))
                .flatMap(this::setup);
    }

    private static boolean isProtecting(TargetApp app) {
        return app.getSpec() != null
                && app.getSpec().safety() != null
                && app.getSpec().safety().protect() != null;
    }

    private Optional<Setup> setup(TargetApp app) {
        return declarations.connector(app) instanceof Reading.Of<Catalog.Declared> read
                        && read.value() instanceof Catalog.Declared.Usable(Setup setup)
                        && isWhereItWas(app, setup)
                ? Optional.of(setup)
                : Optional.empty();
    }

    private boolean isWhereItWas(TargetApp app, Setup setup) {
        var tenant = setup.target().tenant();
        return Tenancy.recorded(app).equals(Optional.of(tenant))
                && new Tenancy(caches, declarations).objection(app, tenant).isEmpty();
    }
}
