package dev.usher.sync;

import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Capability;
import dev.usher.connector.Change;
import dev.usher.connector.Connector;
import dev.usher.connector.Credentials;
import dev.usher.connector.FirstAccess;
import dev.usher.connector.Learned;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Problem;
import dev.usher.connector.Scope;
import dev.usher.connector.SecretUse;
import dev.usher.connector.Target;
import dev.usher.connector.Waiver;
import dev.usher.connector.Wire;
import dev.usher.domain.access.Company;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** An app in memory, with every fault that an app can have; it also is its own connector. */
final class FakeApp implements Connector {
    static final Duration LONG = Duration.ofMinutes(5);

    /** What it has not answered yet, where it is slow. */
    final Backlog backlog = new Backlog();

    private final AppId id;
    private final Timing timing;
    private final Map<RemoteId, Account> accounts = new TreeMap<>(Comparator.comparing(RemoteId::value));
    private final Map<Entitlement, Set<String>> members = new HashMap<>();
    private final Set<Entitlement> nested = new TreeSet<>();
    private final Set<RemoteId> refused = new HashSet<>();
    private final Set<Entitlement> forbidden = new HashSet<>();
    private final Set<String> unwanted = new HashSet<>();
    private final List<String> log = new ArrayList<>();
    private final Map<Op, Queue<Fault>> next = new EnumMap<>(Op.class);
    private static final Outcome NO_SEAT = new Outcome.Failed(Failure.of(Kind.SEATS_EXHAUSTED, Detail.NONE));

    private final Map<Op, Fault> always = new EnumMap<>(Op.class);
    private final List<Supplier<Outcome>> late = new ArrayList<>();
    private final List<Failure> troubles = new ArrayList<>();
    private Optional<Error> mistake = Optional.empty();
    private Optional<Error> mistakeInLists = Optional.empty();
    private Optional<Failure> trouble = Optional.empty();
    private String accepted = "secret";
    private boolean keepsExternalIds = true;
    private boolean uniqueNames = true;
    private int seats = Integer.MAX_VALUE;
    private boolean saysNamesAreUnique;
    private final List<Scope.Key> keysLookedUp = new ArrayList<>();
    private boolean makesEnabled;
    private boolean showsNothing;
    private boolean slowToLand;
    private Dormancy dormancy = Dormancy.SHOWN;
    private Set<String> leftOut = Set.of();
    private boolean masksNamesOnly;
    private Optional<String> unkept = Optional.empty();
    private Optional<String> dropped = Optional.empty();
    private UnaryOperator<String> spelling = UnaryOperator.identity();
    private boolean listsBreakOff;
    private final Set<RemoteId> unlisted = new HashSet<>();
    private boolean showsGroups;
    private int numbers;
    private int opened;
    private int closed;
    private Learned handed = Learned.NOTHING;
    private final List<Capability> lessons = new ArrayList<>();
    private Optional<Copy> copy = Optional.empty();
    private final Set<RemoteId> loggedIn = new HashSet<>();
    private final Map<RemoteId, String> handedOver = new HashMap<>();
    private boolean handsOver;
    private final FakePasswords passwords = new FakePasswords();
    final FakeChanges changes = new FakeChanges();
    private final Map<RemoteId, Instant> uses = new HashMap<>();
    private final Set<RemoteId> unclear = new HashSet<>();
    private final Set<RemoteId> claimedGone = new HashSet<>();
    private boolean tellsUses;
    private Set<FirstAccess> firstAccess = Set.of();

    /** What reads show where that is not what there is. */
    private record Copy(Map<RemoteId, Account> accounts, Map<Entitlement, Set<String>> members) {}

    FakeApp(String name, Timing timing) {
        this.id = Company.app(name);
        this.timing = timing;
    }

    @Override
    public String type() {
        return "fake";
    }

    @Override
    public AppConfig settled(AppConfig config, List<Capability> recorded) {
        return config;
    }

    @Override
    public List<Problem> problems(AppConfig config) {
        return List.of();
    }

    @Override
    public Optional<String> objection(AppConfig config, String attribute) {
        return Optional.empty();
    }

    @Override
    public Target target(AppConfig config) {
        var host = id.name() + ".example.com";
        return new Target(
                Company.tenant(id.name()), List.of(new SecretUse("token", id.name(), "token", List.of(host))));
    }

    @Override
    public AppSession open(AppConfig config, Credentials credentials, Learned learned, Wire wire) throws AppFailure {
        synchronized (this) {
            opened++;
            handed = learned;
        }
        return new FakeSession(this, wire, credentials.of("token").reveal(secret -> secret));
    }

    AppId id() {
        return id;
    }

    synchronized void isClosed() {
        closed++;
    }

    /** How many of its sessions nobody has closed. */
    synchronized int sessions() {
        return opened - closed;
    }

    /** Until when a request whose answer is lost may still be done. */
    Instant lateUntil() {
        return timing.clock().instant().plus(slowToLand ? LONG : timing.call().multipliedBy(2));
    }

    // What tests arrange.

    /** The holder of the account has a session open from now on. */
    synchronized void logsIn(RemoteId account) {
        loggedIn.add(account);
    }

    synchronized boolean hasSession(RemoteId account) {
        return loggedIn.contains(account);
    }

    /** From now on something has to be done elsewhere before it deletes an account. */
    synchronized void handsOver() {
        handsOver = true;
    }

    @Override
    public synchronized boolean handsOver(AppConfig config) {
        return handsOver;
    }

    @Override
    public Optional<Waiver> waiver(AppConfig config, RemoteId account) {
        return Optional.of(new Waiver(Optional.of("nothing is left")))
                .filter(any -> account.value().equals(config.settings().get("waived")));
    }

    /** By these its holders can get in from now on. */
    synchronized void lets(FirstAccess... ways) {
        firstAccess = Set.of(ways);
    }

    @Override
    public synchronized Set<FirstAccess> firstAccess(AppConfig config) {
        return firstAccess;
    }

    FakePasswords passwords() {
        return passwords;
    }

    synchronized Outcome setPassword(RemoteId account, Change.NewPassword password) {
        if (!accounts.containsKey(account)) {
            return new Outcome.Failed(Failure.of(Kind.GONE, Detail.NONE));
        }
        passwords.set(account, password);
        return new Outcome.Accepted();
    }

    synchronized Outcome invite(RemoteId account) {
        passwords.invites(account);
        return new Outcome.Accepted();
    }

    /** For whom it was done, and by which name they were said to be known. */
    synchronized Outcome handedOver(RemoteId account, String userName) {
        handedOver.put(account, userName);
        return new Outcome.Accepted();
    }

    synchronized boolean isHandedOver(RemoteId account) {
        return handedOver.containsKey(account);
    }

    synchronized Optional<String> handedOverAs(RemoteId account) {
        return Optional.ofNullable(handedOver.get(account));
    }

    synchronized Outcome endsSessions(RemoteId account) {
        loggedIn.remove(account);
        return new Outcome.Accepted();
    }

    /** From now on its sessions know that, as if a refusal had shown it. */
    synchronized void teaches(Capability lesson) {
        lessons.add(lesson);
    }

    synchronized List<Capability> lessons() {
        return List.copyOf(lessons);
    }

    /** What the last session was told by earlier ones. */
    synchronized Learned handed() {
        return handed;
    }

    synchronized void isInTrouble(Failure why) {
        trouble = Optional.of(why);
    }

    synchronized void isWell() {
        trouble = Optional.empty();
        troubles.clear();
        always.clear();
    }

    /** The next requests meet these, one each, whatever they are. */
    synchronized void nextRequestsMeet(Failure... failures) {
        troubles.addAll(List.of(failures));
    }

    /** What speaks its language has this mistake in it. */
    synchronized void isSpokenToWith(Error mistaken) {
        mistake = Optional.of(mistaken);
    }

    /** What reads its lists has this mistake in it. */
    synchronized void isListedWith(Error mistaken) {
        mistakeInLists = Optional.of(mistaken);
    }

    synchronized void isSpokenToWell() {
        mistake = Optional.empty();
        mistakeInLists = Optional.empty();
    }

    synchronized void onNext(Op op, Fault fault) {
        next.computeIfAbsent(op, any -> new ArrayDeque<>()).add(fault);
    }

    synchronized void always(Op op, Fault fault) {
        always.put(op, fault);
    }

    /** How many accounts it lets be active at a time. */
    synchronized void hasSeats(int most) {
        seats = most;
    }

    synchronized void accepts(String secret) {
        accepted = secret;
    }

    /** Whoever lists all accounts sees no value of this name. */
    synchronized void keepsNo(String attribute) {
        unkept = Optional.of(attribute);
    }

    /** It writes values in its own way. */
    synchronized void spells(UnaryOperator<String> values) {
        spelling = values;
    }

    private Account spelled(Account given) {
        var values = new TreeMap<>(given.attributes().values());
        values.replaceAll((name, value) -> spelling.apply(value));
        return new Account(given.id(), given.externalId(), given.active(), Attributes.of(values), given.version());
    }

    /** It takes a value of this name, and forgets it. */
    synchronized void drops(String attribute) {
        dropped = Optional.of(attribute);
    }

    /** It keeps whatever it is given from now on. */
    synchronized void dropsNothing() {
        dropped = Optional.empty();
    }

    synchronized void dropsExternalIds() {
        keepsExternalIds = false;
    }

    synchronized void takesNamesTwice() {
        uniqueNames = false;
    }

    /** It lets whoever asks know that it refuses a name that somebody has, be that true or not. */
    synchronized void saysNamesAreUnique() {
        saysNamesAreUnique = true;
    }

    synchronized boolean doesSayNamesAreUnique() {
        return saysNamesAreUnique;
    }

    synchronized void isAskedFor(List<Scope.Key> keys) {
        keysLookedUp.addAll(keys);
    }

    /** Every key that it was asked for, since the log was forgotten. */
    synchronized List<Scope.Key> keysLookedUp() {
        return List.copyOf(keysLookedUp);
    }

    /** Whoever is created can log in, whatever was asked for. */
    synchronized void makesEverybodyEnabled() {
        makesEnabled = true;
    }

    /** Searches find nothing until this is taken back; reads by id go on. */
    synchronized void findsNothing(boolean blind) {
        showsNothing = blind;
    }

    /** Whoever reads an account sees what it holds. */
    synchronized void showsGroups() {
        showsGroups = true;
    }

    /** How accounts look from now on that are disabled. */
    synchronized void shows(Dormancy disabled) {
        dormancy = disabled;
    }

    /** Under other names, and with our key. */
    synchronized void masksNamesOnly() {
        dormancy = Dormancy.MASKED;
        masksNamesOnly = true;
    }

    /** It has no place for these attributes, and says so. */
    synchronized void hasNo(String... attributes) {
        leftOut = Set.of(attributes);
    }

    synchronized Set<String> leftOut() {
        return leftOut;
    }

    synchronized Dormancy dormancy() {
        return dormancy;
    }

    private Optional<Account> visible(Account account) {
        return account.active()
                ? Optional.of(account)
                : switch (dormancy) {
                    case SHOWN -> Optional.of(account);
                    case HIDDEN -> Optional.empty();
                    case MASKED ->
                        Optional.of(new Account(
                                account.id(),
                                account.externalId().filter(any -> masksNamesOnly),
                                false,
                                Attributes.of(Map.of(
                                        Attributes.USER_NAME,
                                        "masked-" + account.id().value())),
                                account.version()));
                };
    }

    /** Also one that it does not show. */
    synchronized Outcome enable(RemoteId id) {
        return accounts.containsKey(id)
                ? change(
                        id, before -> new Account(id, before.externalId(), true, before.attributes(), before.version()))
                : new Outcome.Failed(Failure.of(Kind.GONE, Detail.NONE));
    }

    private Account shown(Account account) {
        var kept = kept(account);
        return unkept.map(name -> without(name, kept)).orElse(kept);
    }

    private static Account without(String name, Account account) {
        var values = new TreeMap<>(account.attributes().values());
        values.remove(name);
        return new Account(
                account.id(),
                account.externalId(),
                account.active(),
                Attributes.of(values),
                account.version(),
                account.entitlements());
    }

    private Account kept(Account account) {
        return showsGroups ? account.holding(groupsOf(account.id())) : account;
    }

    /** From now on reads show what there is now, whatever is written, which is answered without a word more. */
    synchronized void readsFallBehind() {
        var held = new HashMap<Entitlement, Set<String>>();
        members.forEach((group, ids) -> held.put(group, Set.copyOf(ids)));
        copy = Optional.of(new Copy(new HashMap<>(accounts), held));
        List.of(Op.UPDATE, Op.DISABLE, Op.DELETE, Op.MEMBERS).forEach(op -> always(op, Fault.terse()));
    }

    /** They show everything again. */
    synchronized void readsCatchUp() {
        copy = Optional.empty();
    }

    private Collection<Account> seen() {
        return copy.map(Copy::accounts).orElse(accounts).values();
    }

    /** The next account is made, and nobody can see it until this is taken back. */
    void makesAndHides() {
        onNext(Op.CREATE, Fault.answerLost());
        always(Op.CREATE, Fault.requestLost());
        findsNothing(true);
    }

    synchronized void later(Supplier<Outcome> effect) {
        late.add(effect);
    }

    /** What it has not answered may be done long afterwards. */
    synchronized void isSlowToLand() {
        slowToLand = true;
    }

    synchronized void landWhatIsLate() {
        late.forEach(effect -> log.add("LATE " + effect.get().getClass().getSimpleName()));
        late.clear();
    }

    /** Somebody else makes an account there. */
    synchronized RemoteId has(String userName, Optional<String> externalId, boolean active) {
        return add(Attributes.of(Map.of(Attributes.USER_NAME, userName)), externalId, active)
                .id();
    }

    synchronized void deletes(RemoteId account) {
        changes.add(account);
        accounts.remove(account);
        members.values().forEach(set -> set.remove(account.value()));
    }

    /** Somebody else lets the holder of an account in. */
    void enables(RemoteId account) {
        lets(account, true);
    }

    /** Somebody else shuts the holder of an account out. */
    void disables(RemoteId account) {
        lets(account, false);
    }

    private synchronized void lets(RemoteId account, boolean in) {
        changes.add(account);
        accounts.computeIfPresent(
                account,
                (id, before) -> new Account(id, before.externalId(), in, before.attributes(), before.version()));
    }

    /** From now on a list tells when accounts were last used. */
    synchronized void tellsUses() {
        tellsUses = true;
    }

    synchronized boolean doesTellUses() {
        return tellsUses;
    }

    synchronized void wasUsed(RemoteId account, Instant last) {
        uses.put(account, last);
    }

    synchronized Optional<Instant> lastUse(RemoteId account) {
        return Optional.ofNullable(uses.get(account));
    }

    /** It says that the account is gone, which it is not. */
    synchronized void claimsIsGone(RemoteId account) {
        claimedGone.add(account);
        changes.add(account);
    }

    synchronized boolean claimsGone(RemoteId account) {
        return claimedGone.contains(account);
    }

    /** Nobody understands any more whether the account can be used. */
    synchronized void isUnclear(RemoteId account) {
        changes.add(account);
        unclear.add(account);
    }

    synchronized void isClear(RemoteId account) {
        changes.add(account);
        unclear.remove(account);
    }

    synchronized boolean isUnclearOf(RemoteId account) {
        return unclear.contains(account);
    }

    /** Whoever lists all accounts does not see this one. */
    synchronized void doesNotList(RemoteId account) {
        unlisted.add(account);
    }

    /** Whoever lists all accounts sees the first page, until this is taken back. */
    synchronized void breaksListsOff(boolean broken) {
        listsBreakOff = broken;
    }

    synchronized void mayBreakOff() throws AppFailure {
        if (mistakeInLists.isPresent()) {
            throw mistakeInLists.get();
        }
        if (listsBreakOff) {
            throw new AppFailure(Failure.of(Kind.TRUNCATED, Detail.NONE), false);
        }
    }

    /** Somebody else changes a value. */
    synchronized void sets(RemoteId account, String name, String value) {
        changes.add(account);
        accounts.computeIfPresent(account, (id, before) -> {
            var values = new TreeMap<>(before.attributes().values());
            values.put(name, value);
            return new Account(id, before.externalId(), before.active(), Attributes.of(values), before.version());
        });
    }

    synchronized void takes(RemoteId account, Entitlement group) {
        changes.add(group);
        members.getOrDefault(group, Set.of()).remove(account.value());
    }

    synchronized void puts(RemoteId account, Entitlement group) {
        changes.add(group);
        members.computeIfAbsent(group, any -> new TreeSet<>()).add(account.value());
    }

    /** Another group is in this one. */
    synchronized void nests(Entitlement group) {
        nested.add(group);
    }

    synchronized void nestsNone() {
        nested.clear();
    }

    synchronized boolean holdsAnother(Entitlement group) {
        return nested.contains(group);
    }

    // What tests look at.

    synchronized List<Account> accounts() {
        return List.copyOf(accounts.values());
    }

    synchronized Optional<Account> account(String userName) {
        var found = accounts.values().stream()
                .filter(account -> account.attributes().userName().equalsIgnoreCase(userName))
                .toList();
        if (found.size() > 1) {
            throw new AssertionError("there are " + found.size() + " accounts of " + userName);
        }
        return found.stream().findFirst();
    }

    synchronized Set<Entitlement> groupsOf(RemoteId account) {
        var held = new TreeSet<Entitlement>();
        members.forEach((group, ids) -> {
            if (ids.contains(account.value())) {
                held.add(group);
            }
        });
        return held;
    }

    synchronized Set<Entitlement> groupsOf(String userName) {
        return groupsOf(account(userName).orElseThrow().id());
    }

    /** Every request, as the operation and what it was about. */
    synchronized List<String> log() {
        return List.copyOf(log);
    }

    List<String> log(Op... ops) {
        var names = Arrays.stream(ops).map(Op::name).toList();
        return log().stream()
                .filter(line -> names.contains(line.substring(0, line.indexOf(' '))))
                .toList();
    }

    List<String> writes() {
        return log(Op.CREATE, Op.UPDATE, Op.DISABLE, Op.DELETE, Op.MEMBERS);
    }

    /** Without the signs of life that a keeper asks for. */
    List<String> requests() {
        return log().stream().filter(line -> !line.startsWith("DISCOVER")).toList();
    }

    synchronized void forgetLog() {
        log.clear();
        keysLookedUp.clear();
    }

    synchronized int opened() {
        return opened;
    }

    // What its sessions use.

    /** Everybody, two on a page; on the last one is nobody. */
    synchronized List<List<Account>> pages() {
        var all = seen().stream()
                .filter(account -> !unlisted.contains(account.id()))
                .flatMap(account -> visible(account).stream())
                .map(this::shown)
                .toList();
        var pages = new ArrayList<List<Account>>();
        for (var start = 0; start < all.size(); start += 2) {
            pages.add(all.subList(start, Math.min(start + 2, all.size())));
        }
        pages.add(List.of());
        return pages;
    }

    synchronized void request(Op op, String about, String secret) throws AppFailure {
        log.add(op + " " + about);
        if (mistake.isPresent()) {
            throw mistake.get();
        }
        if (!troubles.isEmpty()) {
            throw new AppFailure(troubles.removeFirst(), false);
        }
        if (trouble.isPresent()) {
            throw new AppFailure(trouble.get(), false);
        }
        if (!secret.equals(accepted)) {
            throw new AppFailure(Failure.of(Kind.UNAUTHORIZED, Detail.STATUS, "401"), false);
        }
    }

    synchronized Outcome write(Op op, Supplier<Outcome> effect) {
        var queued = Optional.ofNullable(next.get(op)).map(Queue::poll);
        var fault = queued.or(() -> Optional.ofNullable(always.get(op)));
        return fault.map(planned -> planned.answer(this, effect)).orElseGet(effect);
    }

    synchronized Optional<Account> read(RemoteId account) {
        return Optional.ofNullable(copy.map(Copy::accounts).orElse(accounts).get(account))
                .flatMap(this::visible)
                .map(this::shown);
    }

    synchronized Collection<Account> matching(Collection<String> externalIds, Collection<String> userNames) {
        return seen().stream()
                .filter(account -> !showsNothing)
                .flatMap(account -> visible(account).stream())
                .filter(account ->
                        account.externalId().filter(externalIds::contains).isPresent()
                                || userNames.stream()
                                        .anyMatch(name -> name.equalsIgnoreCase(
                                                account.attributes().userName())))
                .map(this::shown)
                .toList();
    }

    /** Whoever asks who is in this group has no right to. */
    synchronized void forbidsReading(Entitlement group) {
        forbidden.add(group);
    }

    synchronized void expectReadable(Entitlement group) throws AppFailure {
        if (forbidden.contains(group)) {
            throw AppFailure.of(Kind.FORBIDDEN, Detail.NONE);
        }
    }

    synchronized Set<String> members(Entitlement group) {
        return Set.copyOf(members.getOrDefault(group, Set.of()));
    }

    /** Who a read shows in a group. */
    synchronized Set<String> membersShown(Entitlement group) {
        return Set.copyOf(copy.map(Copy::members).orElse(members).getOrDefault(group, Set.of()));
    }

    synchronized Outcome create(Attributes attributes, String externalId, boolean active) {
        var same = matching(List.of(externalId), List.of(attributes.userName()));
        var taken = accounts.values().stream()
                .anyMatch(account -> account.attributes().userName().equalsIgnoreCase(attributes.userName()));
        if (uniqueNames && (taken || !same.isEmpty())) {
            return new Outcome.Exists(List.copyOf(same));
        }
        if (active && isFull()) {
            return NO_SEAT;
        }
        var key = Optional.of(externalId).filter(any -> keepsExternalIds);
        var made = add(attributes, key, active || makesEnabled);
        var kept = dropped.map(name -> without(name, made)).orElseGet(() -> spelled(made));
        accounts.put(kept.id(), kept);
        return new Outcome.Agreed(Optional.of(kept));
    }

    private Account add(Attributes attributes, Optional<String> externalId, boolean active) {
        var account = new Account(new RemoteId("id-" + ++numbers), externalId, active, attributes, Optional.empty());
        accounts.put(account.id(), account);
        changes.add(account.id());
        return account;
    }

    synchronized Outcome change(RemoteId id, UnaryOperator<Account> change) {
        var before = accounts.get(id);
        if (before == null) {
            return new Outcome.Failed(Failure.of(Kind.STALE, Detail.NONE));
        }
        var taken = change.apply(before);
        var changed = dropped.map(name -> without(name, taken)).orElseGet(() -> spelled(taken));
        var after = keepsExternalIds
                ? changed
                : new Account(
                        changed.id(), Optional.empty(), changed.active(), changed.attributes(), changed.version());
        if (after.active() && !before.active() && isFull()) {
            return NO_SEAT;
        }
        accounts.put(id, after);
        changes.add(id);
        return new Outcome.Agreed(Optional.of(after));
    }

    private boolean isFull() {
        return accounts.values().stream().filter(Account::active).count() >= seats;
    }

    synchronized Outcome delete(RemoteId account) {
        deletes(account);
        return new Outcome.Agreed(Optional.empty());
    }

    /** It takes no request that says this of an account. */
    synchronized void refusesValue(String value) {
        unwanted.add(value);
    }

    synchronized boolean refuses(Attributes values) {
        return values.values().values().stream().anyMatch(unwanted::contains);
    }

    /** It takes no request that is about this account's memberships. */
    synchronized void refusesMember(RemoteId account) {
        refused.add(account);
    }

    synchronized boolean refuses(RemoteId account) {
        return refused.contains(account);
    }

    synchronized Outcome member(Entitlement group, RemoteId account, boolean in) {
        var held = members.computeIfAbsent(group, any -> new TreeSet<>());
        changes.add(group);
        if (in) {
            held.add(account.value());
        } else {
            held.remove(account.value());
        }
        return new Outcome.Agreed(Optional.empty());
    }
}
