package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.domain.access.Asked;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.person.Person;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.rule.Truth;
import dev.usher.domain.rule.Truths;
import dev.usher.sync.Basis;
import dev.usher.sync.Confirmation;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
import dev.usher.sync.Look;
import dev.usher.sync.World;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The lanes' world: decided from the informers' caches, confirmed by live reads. */
final class CachedWorld implements World {
    private final Caches caches;
    private final Accesses accesses;
    private final Predicate<String> isOurs;
    private final Live live;
    private final Circle circle;
    private final Locks locks;
    private final Holds holds;
    private final Realms realms;
    private final LostAccounts lost;
    private final RecentLooks recent = new RecentLooks();
    private final Clock clock;

    /**
     * A world that nobody has looked at yet.
     *
     * @param isOurs whether this installation looks after a namespace
     * @param live what the API server says of a basis now
     */
    CachedWorld(Caches caches, Accesses accesses, Predicate<String> isOurs, Live live, Clock clock) {
        this.caches = caches;
        this.accesses = accesses;
        this.isOurs = isOurs;
        this.live = live;
        this.circle = new Circle(caches, accesses);
        this.locks = new Locks(caches, circle);
        this.holds = new Holds(caches, circle, live);
        this.realms = new Realms(caches);
        this.lost = new LostAccounts(caches, accesses);
        this.clock = clock;
    }

    @Override
    public Look look(Key key) {
        return recent.of(key).filter(Seen::stands).orElseGet(() -> {
            var seen = Evidence.taken(clock.instant(), () -> facts(key));
            return recent.put(new Seen(this, key, seen.answer(), seen.evidence()));
        });
    }

    /** What was seen of a key, and what that rests on. */
    record Seen(CachedWorld world, Key key, Facts facts, Evidence evidence) implements Look {
        boolean stands() {
            return evidence.stands(world.clock.instant());
        }

        @Override
        public Look again() {
            return stands() ? this : world.look(key);
        }
    }

    @Override
    public Facts facts(Key key) {
        return switch (key) {
            case Key.OfUser user ->
                caches.user(user.namespace(), user.name()).map(this::user).orElseGet(Facts.None::new);
            case Key.OfRetained account ->
                caches.retained(account.namespace(), account.name())
                        .flatMap(this::retained)
                        .<Facts>map(facts -> facts)
                        .orElseGet(Facts.None::new);
            // Orphans are only reported: nothing is decided about them.
            case Key.OfOrphan orphan -> new Facts.None();
        };
    }

    private Facts user(ProvisionedUser user) {
        return read(user).<Facts>map(facts -> facts).or(() -> shut(user)).orElseGet(Facts.None::new);
    }

    /** What is known of a user whose resource stands and is not understood, and whom a lock shuts out. */
    Optional<Unread> shut(ProvisionedUser user) {
        return said(user) instanceof Reading.Of<Person> ? Optional.empty() : byRecord(user);
    }

    /** What the record of their accounts alone tells of a user whom a lock shuts out; empty where none does. */
    Optional<Unread> byRecord(ProvisionedUser user) {
        var shut = locks.holding(user, clock.instant());
        if (shut.locks().isEmpty() || isNobodys(user)) {
            return Optional.empty();
        }
        var identity = identity(user);
        var memory = Recall.of(user, lost.of(user, identity));
        var access = accesses.of(user.getMetadata().getNamespace(), memory);
        return Optional.of(Unread.of(user, identity, realms.earlier(user, identity), access, memory, shut));
    }

    private boolean isNobodys(ProvisionedUser user) {
        return user.isMarkedForDeletion() || !isOurs(user.getMetadata().getNamespace());
    }

    private boolean isOurs(String namespace) {
        return Evidence.of(new Owned(isOurs, namespace));
    }

    private record Owned(Predicate<String> isOurs, String namespace) implements Evidence.LookUp<Boolean> {
        @Override
        public Boolean ask() {
            return isOurs.test(namespace);
        }
    }

    /** What is known of a user whose resource stands and is understood. */
    Optional<Facts.OfPerson> person(ProvisionedUser user) {
        if (isCached(user)) {
            var seen = look(Translate.key(user)).facts();
            // Of what is in the cache by now it would be said under the name of what was.
            if (isCached(user)) {
                return seen instanceof Facts.OfPerson person ? Optional.of(person) : Optional.empty();
            }
        }
        return read(user);
    }

    /** Whether this version of a user is the one that lanes are told of. */
    private boolean isCached(ProvisionedUser user) {
        var version = Optional.ofNullable(user.getMetadata().getResourceVersion());
        return caches.user(user.getMetadata().getNamespace(), user.getMetadata().getName())
                .map(ProvisionedUser::getMetadata)
                .filter(cached -> cached.getUid().equals(user.getMetadata().getUid()))
                .flatMap(cached -> Optional.ofNullable(cached.getResourceVersion()))
                .filter(cached -> version.filter(cached::equals).isPresent())
                .isPresent();
    }

    private Optional<Facts.OfPerson> read(ProvisionedUser user) {
        var namespace = user.getMetadata().getNamespace();
        var now = clock.instant();
        if (isNobodys(user)) {
            return Optional.empty();
        }
        var identity = identity(user);
        var policy = circle.rules(namespace).policy();
        if (!(Persons.person(user, identity, policy) instanceof Reading.Of<Person> read)) {
            return Optional.empty();
        }
        var aliases = realms.earlier(user, identity);
        var recalled = Recall.of(user, lost.of(user, identity));
        var access = accesses.of(namespace, recalled);
        // What somebody was given whose status shows no account yet, nothing tells: it may have been any role's that is
        // going.
        var memory = Recall.hasAnAccount(user) ? recalled : recalled.owing(access.ending());
        var shut = locks.holding(user, now);
        var asked = new Asked(
                Translate.assignments(user),
                circle.otherIdentities(user).flatMap(Recall::elsewhere).toList(),
                Translate.links(user),
                shut.exclusions());
        var roles = new HashSet<>(memory.roles().keySet());
        roles.addAll(access.naming(memory.owed()));
        var apps = memory.accounts().keySet();
        var basis = basis(user, roles, apps).with(new Labelled(caches).behind(namespace, roles, apps));
        for (var exclusion : shut.keeping()) {
            basis = basis.with(exclusion);
        }
        return Optional.of(new Facts.OfPerson(
                read.value(),
                aliases,
                circle.around(user, read.value(), now).lockedBy(shut.locks()).heldBy(holds.on(user)),
                asked,
                access,
                memory,
                circle.basis(user, read.value(), basis, now).lockedBy(shut.references())));
    }

    /** Of two users with one key the second is not found by it: it goes by its name, as before it had one. */
    Identity identity(ProvisionedUser user) {
        return new Holders(caches).identity(user);
    }

    /** The retained accounts that this user may claim. */
    List<RetainedAccount> retainedOf(ProvisionedUser user) {
        return lost.of(user, identity(user));
    }

    /** The user who goes by the key of a retained account, and has no other account in its place. */
    Optional<ProvisionedUser> claimant(RetainedAccount account) {
        return lost.claimant(account);
    }

    private Optional<Facts.OfRetained> retained(RetainedAccount account) {
        return account.isMarkedForDeletion() || !isOurs(account.getMetadata().getNamespace())
                ? Optional.empty()
                : lost.facts(account, locks.holding(account, clock.instant()), holds.on(account));
    }

    /** What the user's resource says, by its key and the policy of its namespace. */
    Reading<Person> said(ProvisionedUser user) {
        return Persons.person(
                user,
                Translate.identity(user),
                circle.rules(user.getMetadata().getNamespace()).policy());
    }

    /** What the rules of the namespace say of a user now; empty where this operator does not understand the resource. */
    Optional<Truths> truths(ProvisionedUser user) {
        return circle.truths(user, clock.instant());
    }

    /** By which names accounts of users are found. */
    Logins logins() {
        return new Logins(this, accesses, clock);
    }

    Circle circle() {
        return circle;
    }

    Holds holds() {
        return holds;
    }

    Locks locks() {
        return locks;
    }

    private Basis basis(ProvisionedUser user, Set<RoleKey> concerned, Set<AppId> apps) {
        var home = user.getMetadata().getNamespace();
        var objects = new ArrayList<>(List.of(reference(user)));
        var roles = new HashSet<>(concerned);
        Translate.explicitRoles(user).forEach(roles::add);
        var gone = new ArrayList<Basis.Name>();
        for (var key : roles) {
            var cached = caches.referred(key);
            var there = cached.filter(role -> !role.isGoing());
            there.map(Referred::reference).ifPresent(objects::add);
            // Elsewhere it may be somewhere that nobody here may look at.
            if (there.isEmpty() && (cached.isPresent() || key.namespace().equals(home))) {
                gone.add(new Basis.Name(HasMetadata.getKind(Role.class), key.namespace(), key.name()));
            }
        }
        for (var app : apps) {
            // One that is on its way out gives and takes nothing, and keeps nobody from leaving the others.
            caches.referred(app)
                    .filter(declared -> !declared.isGoing())
                    .map(Referred::reference)
                    .ifPresent(objects::add);
        }
        // What an app rests on besides is its own namespace, and no other app's.
        return new Basis(objects, gone, Optional.empty(), List.of(home));
    }

    static Basis.Reference reference(HasMetadata object) {
        var metadata = object.getMetadata();
        return new Basis.Reference(
                object.getKind(),
                metadata.getNamespace(),
                metadata.getName(),
                metadata.getUid(),
                Translate.generation(object));
    }

    @Override
    public Confirmation confirm(Basis basis) {
        return live.confirm(basis);
    }

    @Override
    public Optional<String> reservation(AppId app, Tenant tenant, String userName, Set<Identity> person) {
        return caches.reservation(tenant, IndexKeys.comparable(userName), person, app.namespace());
    }

    @Override
    public Confirmation unheld(Key key, AppId app, Instant now) {
        return holds.unheld(key, Optional.of(app), now);
    }

    @Override
    public Truth of(AccountRule rule, Account account) {
        return accesses.accountTruths().of(rule, account);
    }

    @Override
    public Map<RemoteId, Key> holders(AppId app, Tenant tenant) {
        return new AccountHolders<Key>(caches, Translate::key, Translate::key).in(app, tenant);
    }

    @Override
    public Set<Key> awaited(AppId app) {
        return FirstLogins.awaited(caches, app);
    }

    @Override
    public List<KnownAccount> recorded(AppId app, Identity identity) {
        return AccountHolders.recorded(caches, app, identity);
    }

    @Override
    public Map<RemoteId, Identity> owners(AppId app, Tenant tenant) {
        return new AccountHolders<>(caches, this::identity, account -> Translate.identity(account.getSpec()))
                .in(app, tenant);
    }
}
