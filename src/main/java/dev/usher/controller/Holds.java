package dev.usher.controller;

import dev.usher.api.LegalHold;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.person.Hold;
import dev.usher.kube.DeclaredHolds;
import dev.usher.sync.Confirmation;
import dev.usher.sync.Key;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The holds that are declared, and of whom they keep everything.
 *
 * <p>Whichever of somebody's identities a hold means, it means the person. One that is being deleted holds until it is gone.
 */
final class Holds {
    private static final String BY_IDENTITY = "identity";

    private final Caches caches;
    private final Identities identities;
    private final Live live;
    private volatile Optional<WitnessedCache<LegalHold>> cache = Optional.empty();

    Holds(Caches caches, Circle circle, Live live) {
        this.caches = caches;
        this.live = live;
        this.identities = new Identities(caches, circle);
    }

    void use(IndexerResourceCache<LegalHold> all) {
        all.addIndexer(
                BY_IDENTITY, hold -> DeclaredHolds.of(hold).map(Holds::indexed).orElse(List.of()));
        cache = Optional.of(new WitnessedCache<>(all));
    }

    private static List<String> indexed(Hold hold) {
        return hold.whom().isEmpty()
                ? List.of(everybody(hold.namespace()))
                : hold.whom().stream().map(IndexKeys::text).toList();
    }

    /** No identity is written like this. */
    private static String everybody(String namespace) {
        return namespace;
    }

    Stream<LegalHold> all() {
        return cache.stream().flatMap(WitnessedCache::list);
    }

    /** Those that mean a user, also those whose time is over. */
    List<Hold> on(ProvisionedUser user) {
        // Everybody is asked about at every decision, and holds are few.
        return isEmpty() ? List.of() : on(keys(user));
    }

    /** The same of an account without a user. */
    List<Hold> on(RetainedAccount account) {
        return isEmpty() ? List.of() : on(keys(account));
    }

    private boolean isEmpty() {
        if (cache.isEmpty()) {
            Evidence.proveNothing();
        }
        return cache.map(WitnessedCache::isEmpty).orElse(true);
    }

    private List<Hold> on(Set<Identity> keys) {
        var namespaces = keys.stream().map(Identity::realm).distinct().map(Holds::everybody);
        var holds = Stream.concat(keys.stream().map(IndexKeys::text), namespaces)
                .flatMap(this::byKey)
                .flatMap(hold -> DeclaredHolds.of(hold).stream())
                .distinct()
                .sorted()
                .toList();
        holds.forEach(hold -> hold.until().ifPresent(Evidence::changesAt));
        return holds;
    }

    private Stream<LegalHold> byKey(String key) {
        return cache.stream().flatMap(holds -> holds.byIndex(BY_IDENTITY, key).stream());
    }

    /**
     * Whether the API server has no hold now that means somebody; what is in a namespace that is not watched is nobody's business here.
     *
     * @param app in which; empty: in any
     */
    Confirmation unheld(Key key, Optional<AppId> app, Instant now) {
        var keys = keys(key);
        var seen = keys.stream()
                .filter(identity -> caches.namespaces().watches(identity.realm()))
                .collect(Collectors.toUnmodifiableSet());
        return keys.isEmpty() ? Confirmation.UNKNOWN : live.unheld(seen, app, now);
    }

    /** None where nobody is there. */
    private Set<Identity> keys(Key key) {
        return switch (key) {
            case Key.OfUser user ->
                caches.user(user.namespace(), user.name()).map(this::keys).orElse(Set.of());
            case Key.OfRetained account ->
                caches.retained(account.namespace(), account.name())
                        .map(this::keys)
                        .orElse(Set.of());
            case Key.OfOrphan orphan -> Set.of();
        };
    }

    /** By which keys a hold means a user. */
    private Set<Identity> keys(ProvisionedUser user) {
        return identities.of(user);
    }

    /** By which keys a hold means an account without a user: also by the name that its user had. */
    private Set<Identity> keys(RetainedAccount account) {
        var all = new HashSet<>(identities.of(account));
        byName(account).ifPresent(all::add);
        return all;
    }

    private static Optional<Identity> byName(RetainedAccount account) {
        return Optional.ofNullable(account.getSpec()).flatMap(RetainedCache::byName);
    }

    /** Everybody whom a hold means. */
    List<ProvisionedUser> users(LegalHold hold) {
        return DeclaredHolds.of(hold).stream().flatMap(this::users).toList();
    }

    private Stream<ProvisionedUser> users(Hold hold) {
        var found = hold.whom().isEmpty()
                ? Stream.concat(Stream.of(hold.namespace()), new Realms(caches).joinedWith(hold.namespace()).stream())
                        .flatMap(caches::usersIn)
                : hold.whom().stream().flatMap(key -> identities.users(key).stream());
        return found.collect(Collectors.toMap(Translate::key, user -> user, (one, same) -> one)).values().stream();
    }

    /** Every account without a user that it keeps. */
    List<RetainedAccount> retained(LegalHold hold) {
        return DeclaredHolds.of(hold).stream().flatMap(this::retained).toList();
    }

    private Stream<RetainedAccount> retained(Hold hold) {
        var byKey = hold.whom().stream().flatMap(key -> identities.retained(key).stream());
        var byName = caches.retained()
                .filter(account -> hold.whom().isEmpty()
                        ? hold.means(keys(account))
                        : byName(account).filter(hold.whom()::contains).isPresent());
        return Stream.concat(byKey, byName)
                .collect(Collectors.toMap(Translate::key, account -> account, (one, same) -> one))
                .values()
                .stream();
    }
}
