package dev.usher.sync;

import dev.usher.domain.access.Access;
import dev.usher.domain.access.Asked;
import dev.usher.domain.access.Assignment;
import dev.usher.domain.access.Company;
import dev.usher.domain.access.Creation;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Links;
import dev.usher.domain.access.Memory;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.Hold;
import dev.usher.domain.person.Lock;
import dev.usher.domain.person.Person;
import dev.usher.domain.plan.Ours;
import dev.usher.domain.quality.Related;
import dev.usher.domain.quality.Surroundings;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.rule.Truth;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is declared and what is recorded, changed by tests; it takes the part of the controller and its statuses. */
final class FakeWorld implements World {
    /** A user and the status that remembers them. */
    record Subject(Person person, List<RoleKey> roles, Memory memory) {}

    /** A rule of which nobody can say whether it is true. */
    static final AccountRule SLIP = new AccountRule("account.nothing");

    final Company company = new Company();
    private final Map<Key, Subject> users = new ConcurrentHashMap<>();
    private final Map<Key, Facts.OfRetained> retained = new ConcurrentHashMap<>();
    private final Map<Key, Function<Optional<KnownAccount>, Optional<Decision>>> decided = new ConcurrentHashMap<>();
    private final Map<String, Set<Identity>> aliases = new ConcurrentHashMap<>();
    private final Map<Key, Error> poison = new ConcurrentHashMap<>();
    private final AtomicInteger confirmations = new AtomicInteger();
    private final AtomicInteger recollections = new AtomicInteger();
    private final Clock clock;
    private final Digests digests;
    private volatile Access access = company.access();
    private volatile Confirmation confirmation = Confirmation.CONFIRMED;
    private volatile Optional<Basis> confirmed = Optional.empty();
    private final Map<String, List<Lock>> locks = new ConcurrentHashMap<>();
    private final Map<String, List<Hold>> holds = new ConcurrentHashMap<>();
    private final Map<String, List<Hold>> unseen = new ConcurrentHashMap<>();
    private volatile boolean holdsAreRead = true;
    private final Map<String, Links> links = new ConcurrentHashMap<>();
    private final Map<String, Related> managers = new ConcurrentHashMap<>();
    private final Map<String, Identity> reserved = new ConcurrentHashMap<>();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> generations = new ConcurrentHashMap<>();

    FakeWorld(Clock clock, Digests digests) {
        this.clock = clock;
        this.digests = digests;
    }

    @Override
    public Facts facts(Key key) {
        var broken = poison.get(key);
        if (broken != null) {
            throw broken;
        }
        return switch (key) {
            case Key.OfUser user ->
                Optional.ofNullable(users.get(user))
                        .<Facts>map(subject -> decided(user, facts(subject)))
                        .orElseGet(Facts.None::new);
            case Key.OfRetained account ->
                Optional.ofNullable(retained.get(account))
                        .<Facts>map(facts -> held(account.name(), facts))
                        .orElseGet(Facts.None::new);
            case Key.OfOrphan orphan -> new Facts.None();
        };
    }

    private Facts.OfRetained held(String name, Facts.OfRetained facts) {
        return new Facts.OfRetained(
                facts.identity(),
                facts.aliases(),
                facts.userName(),
                facts.known(),
                facts.access(),
                facts.basis(),
                facts.owed(),
                facts.retention().heldBy(holds.getOrDefault(ofAccount(name), List.of())));
    }

    private Facts decided(Key key, Facts.OfPerson person) {
        var decision = decided.get(key);
        return decision == null ? person : new Decided(person, decision);
    }

    /** A person about whom a test has decided. */
    private record Decided(Facts.OfPerson person, Function<Optional<KnownAccount>, Optional<Decision>> decision)
            implements Facts.OfHolder {
        @Override
        public Identity identity() {
            return person.identity();
        }

        @Override
        public Set<Identity> aliases() {
            return person.aliases();
        }

        @Override
        public Optional<String> userName(AppId app, Instant now) {
            return person.userName(app, now);
        }

        @Override
        public boolean mayBeCalled(String shown, AppId app, Instant now) {
            return person.mayBeCalled(shown, app, now);
        }

        @Override
        public Optional<KnownAccount> account(AppId app) {
            return person.account(app);
        }

        @Override
        public Optional<Decision> decide(AppId app, Optional<KnownAccount> closer, Instant now) {
            return decision.apply(closer.or(() -> account(app)));
        }

        @Override
        public Ours ours(AppId app) {
            return person.ours(app);
        }

        @Override
        public Basis basis() {
            return person.basis();
        }
    }

    private Facts.OfPerson facts(Subject user) {
        return new Facts.OfPerson(
                user.person(),
                aliases.getOrDefault(user.person().name(), Set.of()),
                around(user.person().name()),
                new Asked(
                        user.roles().stream().map(Assignment::new).toList(),
                        List.of(),
                        links.getOrDefault(user.person().name(), Links.NONE)),
                access,
                user.memory(),
                basis(user.person().name(), generation(user.person().name()))
                        .lockedBy(locks.getOrDefault(user.person().name(), List.of()).stream()
                                .map(FakeWorld::reference)
                                .toList()));
    }

    private Surroundings around(String name) {
        var alone = Surroundings.NONE;
        return new Surroundings(
                alone.duties(),
                alone.main(),
                Optional.ofNullable(managers.get(name)).map(this::asRecorded),
                alone.owners(),
                alone.taken(),
                alone.forget(),
                alone.dataIsBack(),
                alone.longAbsence(),
                locks.getOrDefault(name, List.of()),
                holds.getOrDefault(name, List.of()));
    }

    private Related asRecorded(Related manager) {
        var recorded = Optional.ofNullable(users.get(Stage.user(manager.name())))
                .map(user -> user.memory().accounts());
        return new Related(manager.name(), manager.standing(), recorded);
    }

    static Basis.Reference reference(Lock lock) {
        return new Basis.Reference("AccessLock", lock.namespace(), lock.name(), lock.id(), 1);
    }

    private long generation(String name) {
        return generations.getOrDefault(name, 1L);
    }

    private static Basis basis(String name, long generation) {
        return new Basis(
                List.of(new Basis.Reference("ProvisionedUser", Company.NAMESPACE, name, "uid", generation)),
                List.of(),
                Optional.empty(),
                List.of(Company.NAMESPACE));
    }

    @Override
    public Confirmation confirm(Basis basis) {
        confirmations.incrementAndGet();
        confirmed = Optional.of(basis);
        return basis.objects().stream().map(Basis.Reference::name).anyMatch(gone::contains)
                ? Confirmation.CHANGED
                : confirmation;
    }

    @Override
    public Confirmation unheld(Key key, AppId app, Instant now) {
        if (!holdsAreRead) {
            return Confirmation.UNKNOWN;
        }
        return keeps(nameOf(key), app) ? Confirmation.CHANGED : Confirmation.CONFIRMED;
    }

    /** The record of somebody who had a name is called after it. */
    void reserves(String userName, Identity whose) {
        reserved.put(userName, whose);
    }

    @Override
    public Optional<String> reservation(AppId app, Tenant tenant, String userName, Set<Identity> person) {
        return Optional.ofNullable(reserved.get(userName))
                .filter(whose -> !person.contains(whose))
                .map(whose -> "record-of-" + userName);
    }

    /** Whether a hold is in force, be it that no cache has seen it. */
    boolean keeps(String name, AppId app) {
        return Stream.of(holds, unseen)
                .flatMap(some -> some.getOrDefault(name, List.of()).stream())
                .anyMatch(hold -> hold.covers(app) && hold.holdsAt(clock.instant()));
    }

    /** A record is called by its app and its user. */
    private static String ofAccount(String name) {
        return name.substring(name.indexOf('-') + 1);
    }

    private static String nameOf(Key key) {
        return switch (key) {
            case Key.OfUser user -> user.name();
            case Key.OfRetained account -> ofAccount(account.name());
            case Key.OfOrphan orphan -> "";
        };
    }

    /** These keep what there is of somebody from now on. */
    void hold(String name, Hold... some) {
        unseen.remove(name);
        holds.put(name, List.of(some));
    }

    /** The same, and no cache has seen it yet. */
    void holdUnseen(String name, Hold... some) {
        unseen.put(name, List.of(some));
    }

    /** Whether a live read of holds is answered. */
    void answersAboutHolds(boolean does) {
        holdsAreRead = does;
    }

    /** How often it was asked what is recorded of somebody. */
    int recollections() {
        return recollections.get();
    }

    @Override
    public List<KnownAccount> recorded(AppId app, Identity identity) {
        recollections.incrementAndGet();
        var ofUsers = users.values().stream()
                .filter(user -> user.person().identity().equals(identity))
                .flatMap(user -> Optional.ofNullable(user.memory().accounts().get(app)).stream());
        var ofRecords = retained.values().stream()
                .filter(record -> record.identity().equals(identity))
                .map(Facts.OfRetained::known);
        return Stream.concat(ofUsers, ofRecords).toList();
    }

    @Override
    public Map<RemoteId, Identity> owners(AppId app, Tenant tenant) {
        var owners = new HashMap<RemoteId, Identity>();
        users.values()
                .forEach(user -> Optional.ofNullable(user.memory().accounts().get(app))
                        .flatMap(account -> account.idIn(tenant))
                        .ifPresent(id -> owners.put(id, user.person().identity())));
        retained.values()
                .forEach(facts -> facts.account(app)
                        .flatMap(account -> account.idIn(tenant))
                        .ifPresent(id -> owners.put(id, facts.identity())));
        return owners;
    }

    @Override
    public Set<Key> awaited(AppId app) {
        var isJustInTime = Optional.ofNullable(access.apps().get(app))
                .filter(definition -> definition.creation() == Creation.JustInTime)
                .isPresent();
        return users.entrySet().stream()
                .filter(user -> isJustInTime
                        && Optional.ofNullable(
                                        user.getValue().memory().accounts().get(app))
                                .flatMap(account -> account.takeover().awaited())
                                .isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Map<RemoteId, Key> holders(AppId app, Tenant tenant) {
        var holders = new HashMap<RemoteId, Key>();
        retained.forEach((key, facts) ->
                facts.account(app).flatMap(account -> account.idIn(tenant)).ifPresent(id -> holders.put(id, key)));
        users.forEach(
                (key, user) -> Optional.ofNullable(user.memory().accounts().get(app))
                        .flatMap(account -> account.idIn(tenant))
                        .ifPresent(id -> holders.put(id, key)));
        return holders;
    }

    /** The one rule of these tests is a user name, and {@link #SLIP}. */
    @Override
    public Truth of(AccountRule rule, Account account) {
        if (rule.equals(SLIP)) {
            return Truth.UNKNOWN;
        }
        return rule.expression().equals(account.attributes().userName()) ? Truth.YES : Truth.NO;
    }

    /** Whoever has something to do with the app. */
    Stream<Identity> identities() {
        return Stream.concat(
                users.values().stream().map(user -> user.person().identity()),
                retained.values().stream().map(Facts.OfRetained::identity));
    }

    // What tests arrange.

    void declare() {
        access = company.access();
    }

    void confirms(Confirmation next) {
        confirmation = next;
    }

    /** A resource is not there any more, which the caches have not heard of. */
    void loses(String name) {
        gone.add(name);
    }

    /** On what the last decision rested that was read live. */
    Optional<Basis> confirmed() {
        return confirmed;
    }

    /** Whether all is there, and as it was, on which a decision rests: what a server would say. */
    boolean isSo(Basis basis) {
        var claimed = basis.unclaimed()
                .map(Basis.Unclaimed::identity)
                .filter(identity -> users.values().stream()
                        .anyMatch(user -> user.person().identity().equals(identity)));
        return claimed.isEmpty() && basis.objects().stream().allMatch(this::isSo);
    }

    private boolean isSo(Basis.Reference object) {
        return switch (object.kind()) {
            case "ProvisionedUser" ->
                users.containsKey(new Key.OfUser(object.namespace(), object.name()))
                        && generation(object.name()) == object.generation();
            case "RetainedAccount" -> retained.containsKey(Stage.retained(object.name()));
            case "AccessLock" ->
                locks.values().stream()
                        .flatMap(List::stream)
                        .anyMatch(lock -> lock.id().equals(object.uid()));
            default -> true;
        };
    }

    /** Somebody is shut out by these from now on. */
    void lock(String name, Lock... some) {
        locks.put(name, List.of(some));
    }

    /** Somebody's resource names this manager from now on. */
    void manages(String manager, Related.Standing standing, String name) {
        managers.put(name, new Related(manager, standing));
    }

    /** Nobody manages somebody any more. */
    void managesNoMore(String name) {
        managers.remove(name);
    }

    String managerOf(String name) {
        return Optional.ofNullable(managers.get(name)).map(Related::name).orElse("");
    }

    /** What is said by hand of somebody's accounts. */
    void links(String name, Links said) {
        links.put(name, said);
    }

    int confirmations() {
        return confirmations.get();
    }

    /** Who looks at this one meets a mistake. */
    void poison(Key key, Error mistake) {
        poison.put(key, mistake);
    }

    void cure(Key key) {
        poison.remove(key);
    }

    void declare(Key key, Person person, List<RoleKey> roles) {
        generations.merge(person.name(), 1L, Long::sum);
        users.compute(
                key, (same, before) -> new Subject(person, roles, before == null ? Memory.NONE : before.memory()));
    }

    /** Under another key the person's accounts may have been made. */
    void knewAs(Person person, Identity alias) {
        aliases.put(person.name(), Set.of(alias));
    }

    void remember(Key key, AppId app, KnownAccount account) {
        users.computeIfPresent(
                key,
                (same, user) ->
                        new Subject(user.person(), user.roles(), user.memory().with(app, account)));
    }

    /** From now on this is decided about a user, from what is known of the account. */
    void decides(Key key, Function<Optional<KnownAccount>, Optional<Decision>> decision) {
        decided.put(key, decision);
    }

    void delete(Key key) {
        users.remove(key);
    }

    void retain(Key key, Facts.OfRetained facts) {
        retained.put(key, facts);
    }

    void forgetRetained(Key key) {
        retained.remove(key);
    }

    Basis basisOfRetained(String name, Basis.Unclaimed unclaimed) {
        return new Basis(
                List.of(new Basis.Reference("RetainedAccount", Company.NAMESPACE, name, "uid", 1)),
                List.of(),
                Optional.of(unclaimed),
                List.of(Company.NAMESPACE));
    }

    // The part of the controller.

    /** Writes a result into the status that it is about, unless it answers to something that is not asked any more. */
    void record(Key key, AppId app, Result result) {
        switch (key) {
            case Key.OfUser user ->
                users.computeIfPresent(user, (same, before) -> {
                    var aim = decision(user, app).flatMap(decision -> Aims.of(decision, digests));
                    return result.isOnlyTaken() || aim.equals(result.aim()) ? recorded(before, app, result) : before;
                });
            case Key.OfRetained account ->
                retained.computeIfPresent(
                        account,
                        (same, before) -> new Facts.OfRetained(
                                before.identity(),
                                before.aliases(),
                                before.userName(),
                                known(Optional.of(before.known()), result),
                                before.access(),
                                before.basis(),
                                before.owed(),
                                before.retention()));
            case Key.OfOrphan orphan -> {}
        }
    }

    private Subject recorded(Subject before, AppId app, Result result) {
        var known = known(Optional.ofNullable(before.memory().accounts().get(app)), result);
        return new Subject(before.person(), before.roles(), before.memory().with(app, known));
    }

    private KnownAccount known(Optional<KnownAccount> before, Result result) {
        var there = result.inPlaceOf(before);
        return new KnownAccount(
                there.id(),
                there.tenant(),
                result.state(),
                isPlanned(result) || result.isOnlyTaken()
                        ? Optional.empty()
                        : result.applied().or(() -> before.flatMap(KnownAccount::applied)),
                before.filter(account -> account.state() == result.state())
                        .map(KnownAccount::since)
                        .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS)),
                result.prepared(),
                result.failure().filter(why -> why.kind() == Kind.DRIFTED).isPresent(),
                before.filter(any -> result.id().isEmpty() && !result.state().isNowhere())
                        .map(KnownAccount::takeover)
                        .orElse(result.takeover()),
                result.isInUse() ? Optional.empty() : result.ended().or(() -> before.flatMap(KnownAccount::ended)));
    }

    private static boolean isPlanned(Result result) {
        return result.failure().filter(why -> why.kind() == Kind.PLANNED).isPresent();
    }

    /** Decides about a user as the reconciler does: what the next decision depends on is in the status first. */
    Optional<Decision> decide(Key key, AppId app) {
        users.computeIfPresent(key, (same, user) -> {
            var next = facts(user).resolve(clock.instant()).next();
            return new Subject(user.person(), user.roles(), next);
        });
        return decision(key, app);
    }

    /** Whoever there is. */
    Stream<Key> keys() {
        return Stream.concat(users.keySet().stream(), retained.keySet().stream());
    }

    Optional<Decision> decision(Key key, AppId app) {
        return facts(key) instanceof Facts.OfHolder holder
                ? holder.decide(app, Optional.empty(), clock.instant())
                : Optional.empty();
    }

    Optional<KnownAccount> status(Key key, AppId app) {
        return facts(key) instanceof Facts.OfHolder holder ? holder.account(app) : Optional.empty();
    }

    /** Whether the status says that a read agreed with what is decided now. */
    boolean agrees(Key key, AppId app) {
        var aim = decision(key, app).flatMap(decision -> Aims.of(decision, digests));
        var known = status(key, app);
        return aim.isEmpty()
                || known.filter(account -> account.applied().equals(aim)
                                && account.state() != AccountState.Failed
                                && account.state() != AccountState.Held)
                        .isPresent();
    }
}
