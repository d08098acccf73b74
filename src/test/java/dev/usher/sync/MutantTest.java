package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Change;
import dev.usher.connector.Completeness;
import dev.usher.connector.Credentials;
import dev.usher.connector.Outcome;
import dev.usher.connector.Report;
import dev.usher.connector.Scope;
import dev.usher.connector.SecretUse;
import dev.usher.connector.Sink;
import dev.usher.domain.access.Company;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.quality.Surroundings;
import dev.usher.domain.safety.Loss;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Protection;
import dev.usher.domain.safety.Restraint;
import dev.usher.domain.safety.Takings;
import dev.usher.domain.safety.Wave;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Seeded mistakes, each of which one of the checks of the crash suite catches, in a case that is fine without it. */
@Isolated("it notices that nobody does anything by nobody doing anything for some milliseconds")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MutantTest {
    /** Whoever is not done by then never will be. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** Threads come to their calls in no fixed order, so that a mistake need not show at once. */
    private static final int TELLINGS = 8;

    private static final Map<String, CrashRun.Told> UNDISTURBED = new ConcurrentHashMap<>();

    /**
     * One mistake.
     *
     * @param story the case in which it shows
     * @param caught how what catches it begins
     */
    record Mutant(String mistake, String story, String caught, Twist twist) {
        @Override
        public String toString() {
            return mistake;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void isCaught(Mutant mutant) {
        var one = Case.of(mutant.story());

        assertThat(broken(one, Twist.NONE, CrashRun.PATIENCE)).as("without it").isEmpty();
        assertThat(IntStream.range(0, TELLINGS)
                        .mapToObj(any -> broken(one, mutant.twist(), PATIENCE))
                        .anyMatch(broken -> broken.stream().anyMatch(what -> what.startsWith(mutant.caught()))))
                .isTrue();
    }

    private static List<String> broken(Case one, Twist twist, Duration patience) {
        var scenario = one.scenario();
        var clean = UNDISTURBED.computeIfAbsent(scenario.name(), name -> new CrashRun(Case.of(scenario)).tell());
        try {
            var told = new CrashRun(one, twist, patience).tell();
            return Stream.concat(told.broken().stream(), Invariants.against(scenario, clean, told).stream())
                    .toList();
        } catch (CrashRun.Stuck e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    static Stream<Mutant> mutants() {
        return Stream.of(ofTheWorld(), ofTheLedger(), ofWords(), ofReads(), ofWrites(), ofTerms())
                .flatMap(Function.identity());
    }

    private static Stream<Mutant> ofTheWorld() {
        return Stream.of(
                inWorld(
                        "confirms without a live read",
                        "leave/0.ONCE",
                        "I7",
                        (world, stage) -> new Mutants.Around(world) {
                            @Override
                            public Confirmation confirm(Basis basis) {
                                return Confirmation.CONFIRMED;
                            }
                        }),
                inWorld(
                        "goes on with what it heard first",
                        "leave/0.ONCE",
                        "I6",
                        (world, stage) -> new Mutants.Around(world) {
                            private final Map<Key, Facts> first = new ConcurrentHashMap<>();

                            @Override
                            public Facts facts(Key key) {
                                var now = super.facts(key);
                                return now instanceof Facts.None ? now : first.computeIfAbsent(key, any -> now);
                            }
                        }),
                inWorld(
                        "deletes without a live look at holds",
                        "delete-held/0.ONCE",
                        "I13",
                        (world, stage) -> new Mutants.Around(world) {
                            @Override
                            public Confirmation unheld(Key key, AppId app, Instant now) {
                                return Confirmation.CONFIRMED;
                            }
                        }),
                inWorld("knows no locks", "lock/0.ONCE", "I6", (world, stage) -> new Mutants.Around(world) {
                    @Override
                    public Facts facts(Key key) {
                        return super.facts(key) instanceof Facts.OfPerson of
                                ? new Facts.OfPerson(
                                        of.person(),
                                        of.aliases(),
                                        Surroundings.NONE,
                                        of.asked(),
                                        of.access(),
                                        of.memory(),
                                        of.basis())
                                : super.facts(key);
                    }
                }),
                inWorld(
                        "uses the ids of another tenant",
                        "join-tenant/0.ONCE",
                        "I6",
                        (world, stage) -> new Mutants.Around(world) {
                            @Override
                            public Facts facts(Key key) {
                                return super.facts(key) instanceof Facts.OfPerson of
                                        ? here(of, stage)
                                        : super.facts(key);
                            }
                        }),
                inWorld(
                        "takes whatever it finds for its own",
                        "join-beside/0.ONCE/FACTS.1.BEFORE",
                        "I6",
                        (world, stage) -> new Mutants.Around(world) {
                            @Override
                            public Map<RemoteId, Identity> owners(AppId app, Tenant tenant) {
                                var all = new HashMap<>(super.owners(app, tenant));
                                stage.app
                                        .accounts()
                                        .forEach(account -> all.putIfAbsent(
                                                account.id(),
                                                Stage.identity(
                                                        account.attributes().userName())));
                                return all;
                            }
                        }));
    }

    private static Facts here(Facts.OfPerson of, Stage stage) {
        return of.account(stage.app.id())
                .<Facts>map(known -> new Facts.OfPerson(
                        of.person(),
                        of.aliases(),
                        of.around(),
                        of.asked(),
                        of.access(),
                        of.memory()
                                .with(
                                        stage.app.id(),
                                        new KnownAccount(
                                                known.id(),
                                                Optional.of(
                                                        stage.setup().target().tenant()),
                                                known.state(),
                                                known.applied(),
                                                known.since())),
                        of.basis()))
                .orElse(of);
    }

    /** A wrong world in the place of the right one. */
    private interface Wrong<T> {
        T of(T right, Stage stage);
    }

    private static Mutant inWorld(String mistake, String story, String caught, Wrong<World> wrong) {
        return inPorts(mistake, story, caught, (ports, stage) -> Mutants.with(ports, wrong.of(ports.world(), stage)));
    }

    private static Mutant inPorts(String mistake, String story, String caught, Mutants.InPorts wrong) {
        return new Mutant(mistake, story, caught, wrong);
    }

    private static Stream<Mutant> ofTheLedger() {
        return Stream.of(
                inLedger("forgets to reserve", "leave/0.ONCE", "I9", (ledger, before, after) -> {
                    var stored = ledger.write(before, after.withRestraint(before.restraint()));
                    return stored.withRestraint(after.restraint());
                }),
                inLedger(
                        "stores what a wave takes after it is taken",
                        "restore/0.ONCE/APPLY.1.AFTER",
                        "I6",
                        (ledger, before, after) -> {
                            var late = before.restraint().takings();
                            var stored = ledger.write(before, after.withRestraint(taking(after.restraint(), late)));
                            return stored.withRestraint(after.restraint());
                        }),
                inLedger("forgets what it claimed", "join/0.ONCE/APPLY.1.AFTER", "I6", (ledger, before, after) -> {
                    var stored = ledger.write(
                            before, after.withoutClaims(after.claims().keySet()));
                    var claiming = new Page[] {stored};
                    after.claims().forEach((who, claim) -> claiming[0] = claiming[0].withClaim(who, claim));
                    return claiming[0];
                }),
                inPorts(
                        "lets whoever is superseded write",
                        "join/0.ONCE/LEDGER_WRITE.1.PAUSED.40",
                        "I9",
                        (ports, stage) -> {
                            stage.ledger.comparesNothing();
                            return ports;
                        }),
                inPorts(
                        "sends without being in charge",
                        "join-twice/0.ONCE/APPLY.1.PAUSED.0",
                        "I4",
                        (ports, stage) -> Mutants.with(ports, new Tenure() {
                            @Override
                            public boolean holds(Duration atLeast) {
                                return true;
                            }

                            @Override
                            public long epoch() {
                                return 1;
                            }
                        })));
    }

    private static Restraint taking(Restraint restraint, Takings takings) {
        return new Restraint(restraint.windows(), restraint.reserve(), restraint.waves(), restraint.rulings(), takings);
    }

    private static Mutant inLedger(String mistake, String story, String caught, Mutants.Books.Writing wrong) {
        return inPorts(
                mistake,
                story,
                caught,
                (ports, stage) -> Mutants.with(ports, new Mutants.Books(ports.ledger(), wrong)));
    }

    private static Stream<Mutant> ofWords() {
        return Stream.of(
                inPorts(
                        "loses what is said",
                        "join/0.ONCE",
                        "I6",
                        (ports, stage) -> Mutants.with(ports, (Outbox) new FakeOutbox((key, result) -> {}))),
                inPorts(
                        "records no intent",
                        "join/0.ONCE",
                        "I12",
                        (ports, stage) ->
                                Mutants.with(ports, (Journal) new Mutants.HalfJournal(ports.journal(), false, true))),
                inPorts(
                        "records no result",
                        "join/0.ONCE",
                        "I12",
                        (ports, stage) ->
                                Mutants.with(ports, (Journal) new Mutants.HalfJournal(ports.journal(), true, false))),
                inPorts("never looks at the Secret again", "secret/0.ONCE", "I6", (ports, stage) -> {
                    var first = new ConcurrentHashMap<List<SecretUse>, Credentials>();
                    return Mutants.with(ports, (Vault) (namespace, uses) -> {
                        var now = ports.vault().read(namespace, uses);
                        var before = first.putIfAbsent(uses, now);
                        return before == null ? now : before;
                    });
                }),
                inPorts(
                        "counts nobody",
                        "leave/0.ONCE",
                        "I9",
                        (ports, stage) -> Mutants.with(ports, new CountsNobody(ports.census()))));
    }

    private record CountsNobody(Census census) implements Census {
        @Override
        public Optional<Loss> loss(AppId app, Key key) {
            return census.loss(app, key).map(loss -> loss.announced(true));
        }

        @Override
        public Optional<Loss> change(AppId app, Key key) {
            return census.change(app, key);
        }

        @Override
        public Optional<Map<Member, Integer>> members(AppId app, Wave.Key wave) {
            return census.members(app, wave).map(all -> Map.of());
        }

        @Override
        public long sweeps() {
            return census.sweeps();
        }

        @Override
        public boolean areOver(long sweeps) {
            return census.areOver(sweeps);
        }

        @Override
        public int usable(AppId app) {
            return census.usable(app);
        }

        @Override
        public boolean isComplete() {
            return census.isComplete();
        }
    }

    private static Mutant inSession(
            String mistake, String story, String caught, Function<AppSession, AppSession> wrong) {
        return new Mutant(mistake, story, caught, (Mutants.InSession) (session, stage) -> wrong.apply(session));
    }

    private static Stream<Mutant> ofReads() {
        return Stream.of(
                inSession(
                        "creates again without a look",
                        "join-twice/0.ONCE/APPLY.1.AFTER",
                        "I3",
                        right -> new Mutants.Session(right) {
                            @Override
                            public Completeness observe(Scope scope, Sink sink) throws AppFailure {
                                return scope instanceof Scope.Matching
                                        ? Completeness.EXACT
                                        : super.observe(scope, sink);
                            }
                        }),
                inSession("trusts a short page", "join-truncated/0.ONCE", "I3", right -> new Mutants.Session(right) {
                    @Override
                    public Completeness observe(Scope scope, Sink sink) throws AppFailure {
                        try {
                            return super.observe(scope, sink);
                        } catch (AppFailure e) {
                            if (scope instanceof Scope.All) {
                                return Completeness.EXACT;
                            }
                            throw e;
                        }
                    }
                }),
                inSession(
                        "takes no answer for absence",
                        "leave-in-trouble/0.ONCE",
                        "I5",
                        right -> new Mutants.Session(right) {
                            @Override
                            public Completeness observe(Scope scope, Sink sink) throws AppFailure {
                                try {
                                    return super.observe(scope, sink);
                                } catch (AppFailure e) {
                                    if (scope instanceof Scope.Accounts(Set<RemoteId> ids)) {
                                        ids.forEach(sink::absent);
                                        return Completeness.EXACT;
                                    }
                                    throw e;
                                }
                            }
                        }));
    }

    private static Account shut(RemoteId id, Change change) {
        var name = Scenario.nameOf(((Change.OfAccount) change).id().identity());
        return new Account(
                id,
                Optional.of(Scenario.keyOf(name)),
                false,
                Company.person(name).profile(),
                Optional.empty());
    }

    private static Stream<Mutant> ofWrites() {
        return Stream.of(
                inSession("disables without asking the app", "leave/0.ONCE", "I6", right -> new Mutants.Session(right) {
                    @Override
                    public void apply(Batch batch, Report report) {
                        if (batch.changes().getFirst() instanceof Change.Disable disable) {
                            report.outcome(
                                    disable.id(), new Outcome.Agreed(Optional.of(shut(disable.account(), disable))));
                        } else {
                            super.apply(batch, report);
                        }
                    }
                }),
                inSession(
                        "takes no answer for a yes",
                        "leave-unanswered/0.ONCE",
                        "I5",
                        right -> new Mutants.Session(right) {
                            @Override
                            public void apply(Batch batch, Report report) {
                                super.apply(
                                        batch,
                                        (item, outcome) -> report.outcome(
                                                item,
                                                outcome instanceof Outcome.Ambiguous
                                                                && batch.changes()
                                                                                .getFirst()
                                                                        instanceof Change.Disable disable
                                                        ? new Outcome.Agreed(
                                                                Optional.of(shut(disable.account(), disable)))
                                                        : outcome));
                            }
                        }),
                inSession(
                        "believes what it reads before something may land",
                        "leave-let-in/0.ONCE",
                        "I5",
                        right -> new Mutants.Session(right) {
                            @Override
                            public void apply(Batch batch, Report report) {
                                super.apply(
                                        batch,
                                        (item, outcome) -> report.outcome(
                                                item,
                                                outcome instanceof Outcome.Ambiguous ambiguous
                                                        ? new Outcome.Ambiguous(ambiguous.why(), Instant.EPOCH)
                                                        : outcome));
                            }
                        }),
                inSession("sends everything twice", "join/0.ONCE", "I6", right -> new Mutants.Session(right) {
                    @Override
                    public void apply(Batch batch, Report report) {
                        super.apply(batch, report);
                        super.apply(batch, (item, outcome) -> {});
                    }
                }),
                inSession("pretends that somebody entered", "join/0.ONCE", "I", Pretending::new),
                new Mutant("takes others out as well", "leave/0.ONCE", "I", (Mutants.InSession) (session, stage) ->
                        new Mutants.Session(session) {
                            @Override
                            public void apply(Batch batch, Report report) {
                                super.apply(batch, report);
                                if (batch.changes().getFirst() instanceof Change.Members members
                                        && !members.remove().isEmpty()) {
                                    var more = new ArrayList<Change.Member>();
                                    stage.app
                                            .members(members.entitlement())
                                            .forEach(id -> more.add(new Change.Member(
                                                    members.remove().getFirst().id(), new RemoteId(id))));
                                    super.apply(
                                            Batch.of(new Change.Members(members.entitlement(), List.of(), more)),
                                            (item, outcome) -> {});
                                }
                            }
                        }),
                new Mutant("records before it writes", "leave/0.ONCE", "I5", new RecordsFirst()));
    }

    /** Says that somebody entered a group, and shows it. */
    private static final class Pretending extends Mutants.Session {
        private final Map<Entitlement, Set<RemoteId>> pretended = new ConcurrentHashMap<>();

        Pretending(AppSession session) {
            super(session);
        }

        @Override
        public Completeness observe(Scope scope, Sink sink) throws AppFailure {
            if (scope instanceof Scope.Members(Entitlement of)) {
                pretended.getOrDefault(of, Set.of()).forEach(id -> sink.member(of, id));
            }
            return super.observe(scope, sink);
        }

        @Override
        public void apply(Batch batch, Report report) {
            if (batch.changes().getFirst() instanceof Change.Members members) {
                members.add().forEach(member -> {
                    pretended
                            .computeIfAbsent(members.entitlement(), any -> ConcurrentHashMap.newKeySet())
                            .add(member.account());
                    report.outcome(member.id(), new Outcome.Agreed(Optional.empty()));
                });
            } else {
                super.apply(batch, report);
            }
        }
    }

    /** Says that an account is disabled, and then disables it. */
    private static final class RecordsFirst implements Mutants.InPorts, Mutants.InSession {
        private volatile Optional<Outbox> outbox = Optional.empty();

        @Override
        public Ports wrong(Ports ports, Stage stage) {
            outbox = Optional.of(ports.outbox());
            return ports;
        }

        @Override
        public AppSession wrong(AppSession session, Stage stage) {
            return new Mutants.Session(session) {
                @Override
                public void apply(Batch batch, Report report) {
                    if (batch.changes().getFirst() instanceof Change.Disable disable) {
                        says(stage, disable);
                    }
                    super.apply(batch, report);
                }
            };
        }

        private void says(Stage stage, Change.Disable disable) {
            var key = Stage.user(Scenario.nameOf(disable.id().identity()));
            var aim = stage.world.decision(key, stage.app.id()).flatMap(decision -> Aims.of(decision, Stage.DIGESTS));
            outbox.orElseThrow()
                    .put(
                            key,
                            stage.app.id(),
                            new Result(
                                    AccountState.Disabled,
                                    Optional.of(disable.account()),
                                    Optional.of(stage.setup().target().tenant()),
                                    aim,
                                    aim,
                                    Optional.empty(),
                                    false));
        }
    }

    private static Stream<Mutant> ofTerms() {
        return Stream.of(
                new Mutant("protects nobody", "join-beside/0.ONCE", "I6", new Twist() {
                    @Override
                    public Upkeep upkeep(Upkeep upkeep) {
                        return new Upkeep(
                                upkeep.inventory().every(),
                                upkeep.drift(),
                                upkeep.orphans(),
                                upkeep.correlation(),
                                Protection.NONE);
                    }
                }),
                inPorts(
                        "forgets at a start what it let go",
                        "leave-many/0.ONCE/APPLY.5.AFTER",
                        "I9",
                        (ports, stage) -> Mutants.with(ports, new Ledger() {
                            @Override
                            public Page load(AppId app) throws LedgerFailure {
                                return ports.ledger().load(app).withRestraint(Restraint.NONE);
                            }

                            @Override
                            public Page write(Page before, Page after) throws LedgerFailure {
                                return ports.ledger().write(before, after);
                            }
                        })));
    }
}
