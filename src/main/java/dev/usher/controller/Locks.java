package dev.usher.controller;

import dev.usher.api.AccessLock;
import dev.usher.api.AccessLockSpec;
import dev.usher.api.AccessLockStatus;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.Reference;
import dev.usher.api.RetainedAccount;
import dev.usher.domain.access.Exclusion;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.person.Lock;
import dev.usher.domain.person.Reach;
import dev.usher.domain.person.Term;
import dev.usher.sync.Basis;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The locks that are declared, and whom they shut out.
 *
 * <p>Whichever of somebody's identities a lock means, it shuts out the person: the user, the one behind it, and the others of
 * its namespace. A name is looked up once: from then on the key counts that was found.
 */
final class Locks {
    private static final String BY_IDENTITY = "identity";
    private static final String UNPINNED = "unpinned";
    private static final String BY_REQUESTER = "requester";

    private final Caches caches;
    private final Identities identities;
    private final Map<String, Identity> pins = new ConcurrentHashMap<>();
    private final Set<String> released = ConcurrentHashMap.newKeySet();
    private final Map<String, AccessLock> kept = new ConcurrentHashMap<>();
    private final HeldLocks held = new HeldLocks(this::askedForBy);
    private final AtomicLong changes = new AtomicLong();
    private volatile Optional<WitnessedCache<AccessLock>> cache = Optional.empty();

    Locks(Caches caches, Circle circle) {
        this.caches = caches;
        this.identities = new Identities(caches, circle);
    }

    void use(IndexerResourceCache<AccessLock> all) {
        all.addIndexer(
                BY_IDENTITY, lock -> List.of(written(lock).map(IndexKeys::text).orElse(UNPINNED)));
        all.addIndexer(BY_REQUESTER, lock -> List.of(HeldLocks.requester(lock)));
        cache = Optional.of(new WitnessedCache<>(all));
    }

    private List<AccessLock> askedForBy(String requester) {
        return cache.map(locks -> locks.byIndex(BY_REQUESTER, requester)).orElse(List.of());
    }

    Stream<AccessLock> all() {
        return cache.stream().flatMap(WitnessedCache::list);
    }

    /** Those that shut a user out; one whose time is over is among them, and one that was released is not. */
    List<AccessLock> on(ProvisionedUser user) {
        // Everybody is asked about at every decision, and locks are few.
        return isEmpty() ? List.of() : on(identities.of(user));
    }

    private boolean isEmpty() {
        if (cache.isEmpty()) {
            Evidence.proveNothing();
        }
        return isNoneKept() && cache.map(WitnessedCache::isEmpty).orElse(true);
    }

    /** Whatever else is remembered of locks counts only with one that is there, or kept. */
    private boolean isNoneKept() {
        var _ = Evidence.of(new Evidence.Count(changes));
        return kept.isEmpty();
    }

    /** The same of an account without a user. */
    List<AccessLock> on(RetainedAccount account) {
        return isEmpty() ? List.of() : on(identities.of(account));
    }

    /**
     * What shuts somebody out at an instant, or will.
     *
     * @param references what that rests on: whichever is released meanwhile, it is decided again
     * @param exclusions what keeps roles from them
     * @param keeping what it rests on that these are kept from them now
     */
    record Holding(
            List<Lock> locks,
            List<Basis.Reference> references,
            List<Exclusion> exclusions,
            List<Basis.Reference> keeping) {
        private static final Holding NONE = new Holding(List.of(), List.of(), List.of(), List.of());
    }

    Holding holding(ProvisionedUser user, Instant now) {
        return holding(on(user), now);
    }

    Holding holding(RetainedAccount account, Instant now) {
        return holding(on(account), now);
    }

    private static Holding holding(List<AccessLock> locks, Instant now) {
        if (locks.isEmpty()) {
            // Everybody is asked about at every decision.
            return Holding.NONE;
        }
        locks.forEach(lock -> term(lock).instants().forEach(Evidence::changesAt));
        var holding = locks.stream()
                .filter(lock -> !term(lock).isOverAt(now))
                .collect(
                        Collectors.partitioningBy(lock -> lock.getSpec().roles().isEmpty()));
        var shutting = holding.getOrDefault(true, List.of());
        var keeping = holding.getOrDefault(false, List.of());
        return new Holding(
                shutting.stream().map(Locks::lock).toList(),
                shutting.stream().map(CachedWorld::reference).toList(),
                keeping.stream().map(Locks::exclusion).toList(),
                keeping.stream()
                        .filter(lock -> term(lock).holdsAt(now))
                        .map(CachedWorld::reference)
                        .toList());
    }

    private List<AccessLock> on(Set<Identity> keys) {
        var unpinned = Stream.concat(byKey(UNPINNED), kept.values().stream())
                .filter(lock -> pin(lock).filter(keys::contains).isPresent());
        return Stream.concat(keys.stream().flatMap(key -> byKey(IndexKeys.text(key))), unpinned)
                .filter(this::stands)
                .collect(Collectors.toMap(Locks::uid, lock -> lock, (one, same) -> one))
                .values()
                .stream()
                .toList();
    }

    private Stream<AccessLock> byKey(String key) {
        return cache.stream().flatMap(locks -> locks.byIndex(BY_IDENTITY, key).stream());
    }

    /** Whether it waits for a second person. */
    boolean isHeld(AccessLock lock) {
        return lock.getSpec() != null && held.holds(lock);
    }

    /** Whether it was neither released nor deleted by somebody, and waits for nobody. */
    boolean stands(AccessLock lock) {
        return lock.getSpec() != null
                && lock.getSpec().released() == null
                && !released.contains(uid(lock))
                && !hasExpired(lock)
                && !held.holds(lock);
    }

    /** What is over stays so: who moves the end afterwards would lock somebody in the name of whoever asked for it. */
    static boolean hasExpired(AccessLock lock) {
        return LockConditions.says(lock.getStatus(), Reason.Expired);
    }

    /** Everybody whom a lock means, whether or not it still stands. */
    List<ProvisionedUser> users(AccessLock lock) {
        return pin(lock).map(identities::users).orElse(List.of());
    }

    /** Every account without a user that it means. */
    List<RetainedAccount> retained(AccessLock lock) {
        return pin(lock).map(identities::retained).orElse(List.of());
    }

    /** The key of whom a lock means; empty as long as nobody has the name that it gives. */
    Optional<Identity> pin(AccessLock lock) {
        return pinned(lock).or(() -> former(lock));
    }

    private Optional<Identity> pinned(AccessLock lock) {
        return written(lock).or(() -> Optional.ofNullable(pins.get(uid(lock)))).or(() -> seen(lock));
    }

    /** The key to note: whoever went by their name may have been given a key of their own since. */
    Optional<Identity> latestPin(AccessLock lock) {
        return pin(lock)
                .map(pin -> pin.ofResource()
                        .flatMap(name -> caches.user(pin.realm(), name))
                        .map(Translate::identity)
                        .orElse(pin));
    }

    private static Optional<Identity> written(AccessLock lock) {
        var realm = lock.getMetadata().getNamespace();
        return Optional.ofNullable(lock.getStatus())
                .map(AccessLockStatus::externalId)
                .or(() -> Optional.ofNullable(lock.getSpec()).map(AccessLockSpec::externalId))
                .map(key -> new Identity(realm, key));
    }

    private Optional<Identity> seen(AccessLock lock) {
        return name(lock)
                .flatMap(name -> caches.user(name.realm(), name.ofResource().orElseThrow()))
                .map(Translate::identity)
                .map(found ->
                        Optional.ofNullable(pins.putIfAbsent(uid(lock), found)).orElse(found));
    }

    /** The key that stands for the name which a lock gives; empty of one that gives a key. */
    static Optional<Identity> name(AccessLock lock) {
        return Optional.ofNullable(lock.getSpec())
                .map(AccessLockSpec::user)
                .map(user -> Identity.ofName(lock.getMetadata().getNamespace(), user.name()));
    }

    /** Whoever had the name before is meant where nobody has it, which only full caches tell. */
    private Optional<Identity> former(AccessLock lock) {
        return name(lock).filter(any -> caches.areFilled()).flatMap(caches::formerHolder);
    }

    /** Whether it means somebody who had the name that it gives, and has it no more; a cache may not show yet who has it now. */
    boolean isOfAFormerHolder(AccessLock lock) {
        return pinned(lock).isEmpty() && former(lock).isPresent();
    }

    /** What was found out elsewhere about whom locks mean, by their uids. */
    void note(Map<String, Identity> found) {
        pins.putAll(found);
    }

    /** The roles that it names and that are not there. */
    List<String> missing(AccessLock lock) {
        return Optional.ofNullable(lock.getSpec()).stream()
                .flatMap(spec -> spec.roles().stream())
                .map(role -> Translate.role(lock, role))
                .filter(role -> caches.role(role).isEmpty())
                .map(role -> role.seenFrom(lock.getMetadata().getNamespace()))
                .toList();
    }

    /** Somebody deleted it: from now on it shuts nobody out. */
    void release(AccessLock lock) {
        released.add(uid(lock));
        changes.incrementAndGet();
    }

    /** It is torn down with what holds it, which is no decision about people: whom it shut out stays so. */
    void keep(AccessLock lock) {
        if (stands(lock) && pin(lock).isPresent()) {
            kept.put(uid(lock), lock);
            changes.incrementAndGet();
        }
    }

    /** It is not there any more. */
    void gone(AccessLock lock) {
        if (!kept.containsKey(uid(lock))) {
            pins.remove(uid(lock));
            released.remove(uid(lock));
            held.forget(lock);
            changes.incrementAndGet();
        }
    }

    /** How long a lock holds. */
    static Term term(AccessLock lock) {
        return new Term(
                Times.parse(lock.getSpec().from()), Times.parse(lock.getSpec().until()));
    }

    /** What a lock keeps from the person, which shuts no app. */
    static Exclusion exclusion(AccessLock lock) {
        return new Exclusion(
                lock.getMetadata().getNamespace(),
                lock.getMetadata().getName(),
                lock.getSpec().roles().stream()
                        .map(role -> Translate.role(lock, role))
                        .collect(Collectors.toUnmodifiableSet()),
                term(lock));
    }

    /** A lock as it is declared, which shuts apps. */
    static Lock lock(AccessLock lock) {
        var spec = lock.getSpec();
        return new Lock(
                lock.getMetadata().getNamespace(),
                lock.getMetadata().getName(),
                uid(lock),
                new Reach(apps(lock, spec.apps()), apps(lock, spec.exceptApps())),
                term(lock),
                kind(lock).equals("Compromised"));
    }

    private static Set<AppId> apps(AccessLock lock, List<Reference> named) {
        return named.stream().map(app -> Translate.app(lock, app)).collect(Collectors.toUnmodifiableSet());
    }

    /** What it is for. */
    static String kind(AccessLock lock) {
        return Optional.ofNullable(lock.getSpec())
                .flatMap(spec -> Optional.ofNullable(spec.kind()))
                .orElse("Investigation");
    }

    private static String uid(AccessLock lock) {
        return lock.getMetadata().getUid();
    }
}
