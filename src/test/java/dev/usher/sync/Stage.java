package dev.usher.sync;

import static dev.usher.domain.access.Company.NAMESPACE;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.roles;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppConfig;
import dev.usher.connector.Target;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.access.Company;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Deprovisioning;
import dev.usher.domain.access.Grant;
import dev.usher.domain.access.MappedAttribute;
import dev.usher.domain.access.Phase;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.access.Retention;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Backoff;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Lock;
import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.rule.Formula;
import dev.usher.domain.rule.Text;
import dev.usher.domain.safety.Order;
import dev.usher.domain.safety.OrphanTerms;
import dev.usher.domain.safety.Ruling;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** One lane between fakes, and the words in which a test tells its story. */
final class Stage implements AutoCloseable {
    static final Duration CALL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Of an app that takes whatever comes, eight at a time. */
    static final Rate UNLIMITED = Rate.aSecond(1_000_000, 1_000_000, 8);

    static final Digests DIGESTS = new Digests("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

    final ShiftingTime time = new ShiftingTime();
    final Timing timing;
    final FakeApp app;
    final FakeWorld world = new FakeWorld(time, DIGESTS);
    final FakeCensus census = new FakeCensus(world);
    final FakeTenure tenure = new FakeTenure();
    final FakeLedger ledger = new FakeLedger(tenure);
    final FakeJournal journal = new FakeJournal();
    final FakeVault vault = new FakeVault();
    final FakeHandout handout = new FakeHandout();
    final FakeOutbox outbox = new FakeOutbox((key, result) -> world.record(key, Company.app("github"), result));
    private final Map<String, String> titles = new ConcurrentHashMap<>();
    private final List<Order> orders = new CopyOnWriteArrayList<>();
    private final Set<Ruling.Sentence> sentences = ConcurrentHashMap.newKeySet();
    private OrphanTerms orphans = OrphanTerms.STANDARD;
    private Optional<Upkeep> kept = Optional.empty();
    private Duration patience = PATIENCE;
    Lane lane;

    Stage() {
        this(Duration.ofMillis(20));
    }

    /** One on which it takes that long to look again at what a person has to mend. */
    Stage(Duration periodic) {
        this(periodic, Duration.ofMillis(50), Duration.ZERO, Boarding.AT_ONCE);
    }

    /** One on which it takes that long to look again at an app that is well. */
    static Stage lookedAfter(Duration health) {
        return new Stage(Duration.ofMillis(20), health, Duration.ZERO, Boarding.AT_ONCE);
    }

    /** One on which those who enter a group wait that long for others. */
    Stage(Boarding boarding) {
        this(Duration.ofMillis(20), Duration.ofMillis(50), Duration.ZERO, boarding);
    }

    private Stage(Duration periodic, Duration health, Duration company, Boarding boarding) {
        timing = new Timing(
                time,
                time::nanos,
                new Backoff(Duration.ofMillis(2), Duration.ofMillis(20), () -> 0.5),
                periodic,
                Duration.ofMillis(10),
                Duration.ofMillis(5),
                health,
                CALL,
                Duration.ofMillis(30),
                company,
                boarding);
        app = new FakeApp("github", timing);
        lane = newLane();
        world.company
                .hasApp("github")
                .hasRole("analyst", "github", "analysts", "readers")
                .hasRole("auditor", "github", "auditors", "readers")
                .hasRole("guest", "github");
        world.declare();
    }

    /** A stage whose lane works and has seen its app. */
    static Stage open() {
        return opened(new Stage());
    }

    /** One whose claims wait for others for longer than a test takes, and whose keeper does not come by meanwhile. */
    static Stage openToCompany() {
        return opened(new Stage(Duration.ofMillis(20), Duration.ofHours(1), Duration.ofHours(1), Boarding.AT_ONCE));
    }

    /** One on which nobody looks at the app, or tries again what a person has to mend, before a test lets an hour pass. */
    static Stage openAndUnwatched() {
        return opened(new Stage(Duration.ofHours(1), Duration.ofHours(1), Duration.ZERO, Boarding.AT_ONCE));
    }

    static Stage opened(Stage stage) {
        stage.start();
        stage.awaits("the app was seen", () -> stage.lane.health().asked());
        return stage;
    }

    /** What a story of thousands waits for may take so long where others work beside it. */
    void waitsUpTo(Duration longest) {
        patience = longest;
    }

    Ports ports() {
        return new Ports(
                world, census, ledger, journal, tenure, vault, handout, outbox, (app, op, failure, took) -> {});
    }

    static Tempo tempo(Rate rate) {
        return new Tempo(Optional.of(rate.perMinute()), Optional.of(rate.burst()), Optional.of(rate.concurrency()));
    }

    private Lane newLane() {
        return new Lane(app.id(), ports(), timing, DIGESTS);
    }

    Setup setup() {
        var config = new AppConfig(app.id(), "fake", Map.of());
        return new Setup(app, config, app.target(config));
    }

    /** The same app at the same address, which is spoken to in another way. */
    Setup setupOtherwise() {
        var config = new AppConfig(app.id(), "fake", Map.of("pages", "small"));
        return new Setup(app, config, app.target(config));
    }

    /** The same app at another address. */
    Setup setupElsewhere() {
        var here = setup();
        return new Setup(
                app,
                here.config(),
                new Target(Company.tenant("elsewhere"), here.target().secrets()));
    }

    void start() {
        lane.start();
        lane.pace(tempo(UNLIMITED));
        lane.configure(setup());
    }

    /** The process ends and another one takes over: what was in memory is gone. */
    void restart() {
        close();
        lane = newLane();
        kept = Optional.empty();
        start();
    }

    /** The same, and lanes that ended before leave this to it; what they sent may land until then. */
    void restart(Bequest left, Instant until) {
        close();
        lane = newLane();
        kept = Optional.empty();
        lane.recollection().inherits(left, until);
        start();
    }

    static Key user(String name) {
        return new Key.OfUser(NAMESPACE, name);
    }

    static Key retained(String name) {
        return new Key.OfRetained(NAMESPACE, "github-" + name);
    }

    /** From now on accounts are looked after like this; the next inventory begins at once. */
    void keeps(Drift drift) {
        keeps(new Upkeep(Duration.ofHours(1), drift, OrphanTerms.STANDARD, Correlation.STANDARD));
    }

    void keeps(Upkeep upkeep) {
        assertThat(kept).as("what is kept as before begins no inventory").isNotEqualTo(Optional.of(upkeep));
        kept = Optional.of(upkeep);
        var before = lane.inventories().count();
        lane.keep(upkeep);
        awaits("an inventory", () -> lane.inventories().count() > before);
    }

    /** The app is at another address from now on, and is asked there; where inventories are taken, one has ended. */
    void moves() {
        var sessions = app.opened();
        var before = lane.inventories().count();
        lane.configure(setupElsewhere());
        awaits("a session there", () -> app.opened() > sessions);
        awaits("an inventory", () -> kept.isEmpty() || lane.inventories().count() > before);
    }

    /** An hour later the app is looked at once more. */
    void takesAnInventory() {
        var before = lane.inventories().count();
        time.advance(Duration.ofHours(1));
        awaits("an inventory", () -> lane.inventories().count() > before);
        everythingFoundHadItsTurn();
    }

    /** A minute later the app is asked for what changed. */
    void readsChanges() {
        var before = lane.inventories().looks();
        var reads = app.changes.reads();
        time.advance(Duration.ofMinutes(1));
        awaits("a read of what changed", () -> lane.inventories().looks() > before && app.changes.reads() > reads);
        everythingFoundHadItsTurn();
    }

    // What happens to people.

    /** A user is declared, or declared anew, and holds these roles. */
    void has(String name, String... roles) {
        world.declare(user(name), person(name), roles(roles));
        asks(name);
    }

    void is(String name, Employment.Status status, String... roles) {
        world.declare(user(name), person(name, Company.employment(status)), roles(roles));
        asks(name);
    }

    void leaves(String name) {
        is(name, Employment.Status.Terminated);
    }

    /** How far the app is under management from now on. */
    void isIn(Phase phase) {
        world.company.isIn("github", phase);
        world.declare();
    }

    /** Who holds the role has this title, whatever others have. */
    void titles(String role, String title) {
        world.company.extendsRole(
                Company.role(role), new Grant(Company.app("github"), Set.of(), Map.of(Attributes.TITLE, title)));
        world.declare();
    }

    /** Everybody has this title in the app from now on. */
    void titles(String title) {
        var formula = new Formula("title");
        world.company.says(formula, any -> new Text.Value(title));
        world.company.maps("github", new MappedAttribute.Always(Attributes.TITLE, formula));
        world.declare();
    }

    /** The app shows whose account is that of somebody's manager from now on, and titles besides. */
    void showsManagers() {
        var manager = new Formula("manager");
        var title = new Formula("title");
        world.company.says(manager, somebody -> new Text.Value(world.managerOf(somebody.name())));
        world.company.says(title, somebody -> new Text.Value(titles.getOrDefault(somebody.name(), "")));
        world.company.maps(
                "github",
                new MappedAttribute.Always(Attributes.MANAGER, manager),
                new MappedAttribute.Always(Attributes.TITLE, title));
        world.declare();
    }

    /** Somebody has this title, where the app shows managers. */
    void isCalled(String name, String title) {
        titles.put(name, title);
    }

    /** What a reconciler does: it decides, and asks the lane. */
    void asks(String name) {
        var decision = world.decide(user(name), app.id());
        var seen = world.status(user(name), app.id()).map(KnownAccount::state);
        lane.offer(
                user(name), decision.map(decided -> Priority.of(decided, seen)).orElse(Priority.CHANGE));
    }

    /** What the finalizer does: the user goes, and a record of the account stays. */
    void deletesUser(String name, Reaction policy) {
        var known = world.status(user(name), app.id())
                .orElseGet(() -> new KnownAccount(
                        Optional.empty(), Optional.empty(), AccountState.Pending, Optional.empty(), time.instant()));
        world.delete(user(name));
        retains(name, known, policy);
    }

    /** The same where the user says that the account stays as it is. */
    void leavesBehind(String name, Reaction policy) {
        var known = world.status(user(name), app.id()).orElseThrow();
        world.delete(user(name));
        retains(name, known, policy, Duration.ZERO, true);
    }

    /** From now on the app does this with whom is left behind and nobody justifies. */
    void reactsToOrphans(OrphanTerms.Reply reply, Duration grace) {
        orphans = OrphanTerms.STANDARD.reacting(reply, grace);
    }

    /** What a reconciler does: it records since when inventories have shown an account without a user, and asks the lane. */
    void records(String name, Optional<Instant> orphanedSince) {
        if (world.facts(retained(name)) instanceof Facts.OfRetained facts) {
            world.retain(retained(name), facts.orphanedSince(orphanedSince));
        }
        lane.offer(retained(name), Priority.REVOCATION);
    }

    /** Somebody of the same key is declared again, and finds what the record keeps for them. */
    void returns(String name, String... roles) {
        var kept = world.status(retained(name), app.id());
        world.declare(user(name), person(name), roles(roles));
        kept.ifPresent(account -> world.remember(user(name), app.id(), account));
        asks(name);
    }

    void retains(String name, KnownAccount known, Reaction policy, Lock... locks) {
        retains(name, known, policy, Duration.ZERO, locks);
    }

    /** Whose account has no user any more is shut out. */
    void locksRetained(String name, Lock lock) {
        retains(name, world.status(retained(name), app.id()).orElseThrow(), Reaction.Keep, lock);
    }

    /** Whose accounts of a kind go only after a while. */
    void retains(String name, KnownAccount known, Reaction policy, Duration retention, Lock... locks) {
        retains(name, known, policy, retention, false, locks);
    }

    private void retains(
            String name, KnownAccount known, Reaction policy, Duration retention, boolean isOrphaned, Lock... locks) {
        var identity = person(name).identity();
        var definition = new AppDefinition(
                        app.id(),
                        Optional.empty(),
                        new Deprovisioning(Reaction.Disable, Reaction.Disable, policy, retention).reacting(orphans),
                        Duration.ZERO,
                        Optional.of(setup().target().tenant()))
                .inPhase(Objects.requireNonNull(world.company.access().apps().get(app.id()))
                        .phase());
        world.retain(
                retained(name),
                new Facts.OfRetained(
                        identity,
                        Set.of(),
                        Optional.of(name),
                        new KnownAccount(
                                        known.id(),
                                        known.tenant(),
                                        AccountState.Pending,
                                        Optional.empty(),
                                        time.instant())
                                .taken(known.takeover()),
                        world.company.access(),
                        world.basisOfRetained(name, new Basis.Unclaimed(identity, app.id(), known.tenant(), known.id()))
                                .lockedBy(Stream.of(locks)
                                        .map(FakeWorld::reference)
                                        .toList()),
                        Set.of(),
                        new Retention(
                                        definition,
                                        known.id(),
                                        time.instant().truncatedTo(ChronoUnit.SECONDS),
                                        List.of(locks),
                                        List.of())
                                .orphaned(isOrphaned, Optional.empty())));
        lane.offer(retained(name), Priority.REVOCATION);
    }

    // What is decided, whatever is declared.

    void decides(String name, Function<Optional<KnownAccount>, Optional<Decision>> decision) {
        if (world.facts(user(name)) instanceof Facts.None) {
            world.declare(user(name), person(name), roles());
        }
        world.decides(user(name), decision);
        lane.offer(user(name), Priority.CHANGE);
    }

    void decides(String name, Decision decision) {
        decides(name, any -> Optional.of(decision));
    }

    /** An account that is made ahead of a start. */
    void prepares(String name, String... groups) {
        decides(name, wants(name, false, groups));
    }

    /** The start has come. */
    void starts(String name, String... groups) {
        decides(name, wants(name, true, groups));
    }

    static Decision wants(String name, boolean enabled, String... groups) {
        var person = person(name);
        return new Decision.Want(
                new Desired(person.identity(), person.profile(), new TreeSet<>(Company.groups(groups)), enabled),
                Set.of());
    }

    /** The person never came: what nobody can have used is deleted, and everything else disabled. */
    void neverComes(String name) {
        decides(
                name,
                known -> known.map(account -> account.prepared() || account.state() == AccountState.Deleted
                        ? new Decision.Absent(Why.Withdrawn)
                        : new Decision.Disabled(Why.Withdrawn)));
    }

    static Identity identity(String name) {
        return person(name).identity();
    }

    // What a person decides about waves.

    /** Whatever is held, or was let go, is decided about like this, once somebody has seen it. */
    void decidesAboutWhatIsHeld(Ruling.Sentence sentence) {
        sentences.add(sentence);
    }

    /** Somebody looks at what is held, and decides about it. */
    void looksAtWhatIsHeld() {
        if (sentences.contains(Ruling.Sentence.RESTORE)) {
            bringsBackWhatWasLetGo();
        }
        sentences.stream()
                .filter(sentence -> sentence != Ruling.Sentence.RESTORE)
                .forEach(sentence -> ledger.stored(app.id())
                        .restraint()
                        .held()
                        .filter(wave ->
                                orders.stream().noneMatch(order -> order.wave().equals(wave.id())))
                        .forEach(wave -> {
                            orders.add(new Order(
                                    "uid-" + wave.id(),
                                    "case-" + wave.id(),
                                    wave.id(),
                                    sentence,
                                    OptionalInt.empty(),
                                    time.instant().plus(Duration.ofDays(30))));
                            lane.rule(orders());
                        }));
    }

    /** Wave by wave. */
    private void bringsBackWhatWasLetGo() {
        var before = orders();
        before.stream()
                .filter(order -> order.sentence() == Ruling.Sentence.RELEASE)
                .filter(order -> before.stream()
                        .noneMatch(other -> other.sentence() == Ruling.Sentence.RESTORE
                                && other.wave().equals(order.wave())))
                .forEach(order -> {
                    orders.add(new Order(
                            "uid-back-" + order.wave(),
                            "back-" + order.wave(),
                            order.wave(),
                            Ruling.Sentence.RESTORE,
                            OptionalInt.empty(),
                            order.until()));
                    lane.rule(orders());
                });
    }

    /** What people ask for. */
    List<Order> orders() {
        return List.copyOf(orders);
    }

    // What a test waits for.

    /** Every one of these users is as decided, says the status. */
    void settles(String... names) {
        for (var name : names) {
            awaits(name + " is as decided", () -> world.agrees(user(name), app.id()));
        }
    }

    void settlesRetained(String name) {
        awaits("the retained account of " + name + " is as decided", () -> world.agrees(retained(name), app.id()));
    }

    void settlesAs(AccountState state, String name) {
        settles(name);
        assertThat(status(name).state()).isEqualTo(state);
    }

    /** Waits until a failure with this reason was said about a user. */
    Failure fails(String name, String reason) {
        awaits(
                name + " fails with " + reason,
                () -> failure(name).map(Failure::reason).filter(reason::equals).isPresent());
        return failure(name).orElseThrow();
    }

    Optional<Failure> failure(String name) {
        return outbox.of(user(name)).flatMap(Result::failure);
    }

    KnownAccount status(String name) {
        return world.status(user(name), app.id()).orElseThrow();
    }

    RemoteId idOf(String name) {
        return status(name).id().orElseThrow();
    }

    void awaits(String what, Callable<Boolean> condition) {
        await().atMost(patience).alias(what).until(condition);
    }

    static ConditionFactory await() {
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(PATIENCE);
    }

    /** Somebody whose work was asked for after everybody else's is done, so that theirs had its turn. */
    void everythingElseHadItsTurn() {
        for (var round = 0; round < 3; round++) {
            var marker = "marker-" + round + "-" + outbox.size();
            has(marker, "guest");
            settles(marker);
        }
    }

    void everythingFoundHadItsTurn() {
        for (var round = 0; round < 3; round++) {
            var marker = "found-" + round + "-" + outbox.size();
            world.declare(user(marker), person(marker), roles("guest"));
            world.decide(user(marker), app.id());
            lane.offer(user(marker), Priority.REPAIR);
            settles(marker);
        }
        awaits("nobody works on an account", () -> world.identities().noneMatch(lane::mayHave));
    }

    /** Time passes, and the lane notices. */
    void passes(Duration duration) {
        time.advance(duration);
        lane.offer(user("nobody"), Priority.CHANGE);
    }

    @Override
    public void close() {
        try {
            lane.stop(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
