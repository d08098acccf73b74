package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Capability;
import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Spelling;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The calls of one piece of work: reads as values, writes with their two journal records. */
final class LaneCalls {
    private final AppSession session;
    private final Supplier<Priority> urgency;
    private final Intents intents;
    private final Clock clock;
    private final Supplier<ChangeId> ids;
    private final AtomicBoolean written = new AtomicBoolean();
    private final AtomicBoolean overtaken = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile Belief belief = () -> {};
    private volatile boolean silent;

    LaneCalls(AppSession session, Supplier<Priority> urgency, Journal journal, Clock clock, Supplier<ChangeId> ids) {
        this(session, urgency, new Intents(journal), clock, ids);
    }

    private LaneCalls(
            AppSession session, Supplier<Priority> urgency, Intents intents, Clock clock, Supplier<ChangeId> ids) {
        this.session = session;
        this.urgency = urgency;
        this.intents = intents;
        this.clock = clock;
        this.ids = ids;
    }

    /** Calls for all of these: as urgent as the most urgent of them is at each moment. */
    static LaneCalls together(List<LaneCalls> all) {
        var leading = all.stream().reduce(LaneCalls::moreUrgent).orElseThrow();
        return new LaneCalls(
                leading.session,
                () -> all.stream()
                        .map(calls -> calls.urgency.get())
                        .reduce(Priority::moreUrgent)
                        .orElseThrow(),
                leading.intents,
                leading.clock,
                leading.ids);
    }

    private static LaneCalls moreUrgent(LaneCalls some, LaneCalls others) {
        return some.urgency.get().compareTo(others.urgency.get()) <= 0 ? some : others;
    }

    /** Whether they are for the work whose urgency this is. */
    boolean areFor(Urgency work) {
        return urgency.equals(work);
    }

    /** Whether they are for access that ends. */
    boolean areUrgent() {
        return urgency.get().endsAccess();
    }

    /** From now on whoever asks for a write made a mistake. */
    void sendNothing() {
        silent = true;
    }

    /** A change is, or may be, sent with others', by somebody else. */
    void willWrite() {
        if (silent) {
            throw new IllegalStateException("nothing is written where only a plan is wanted");
        }
        written.set(true);
    }

    /** Whether a change was sent. */
    boolean haveWritten() {
        return written.get();
    }

    /** Something else was decided meanwhile: what was asked for did not happen, and is not asked for again. */
    AppFailure overtaken() {
        overtaken.set(true);
        return AppFailure.of(Kind.WAITING, Detail.NONE);
    }

    /** Work for which something is asked. */
    interface Work {
        Done run() throws AppFailure, LedgerFailure;
    }

    /** Does it; where something was not sent any more, that is no failure, but has to be decided again. */
    Done unlessOvertaken(Work work) throws AppFailure, LedgerFailure {
        try {
            return work.run();
        } catch (AppFailure e) {
            if (overtaken.get()) {
                return new Done.Again();
            }
            throw e;
        }
    }

    /** Whether what gives or changes something would not be sent, because nothing can be recorded. */
    boolean areUnrecorded() {
        return intents.trouble().isPresent();
    }

    /** To be asked before anything is claimed for a change that may not be sent. */
    void expectRecords() throws AppFailure {
        if (areUnrecorded()) {
            throw new AppFailure(Intents.UNRECORDED, false);
        }
    }

    ChangeId nextId() {
        return ids.get();
    }

    /** What is asked before anybody believes that an account is not there. */
    interface Belief {
        /**
         * Passes where it proves something.
         *
         * @throws AppFailure where it proves nothing yet
         */
        void expectShown() throws AppFailure;
    }

    void believesAbsence(Belief only) {
        belief = only;
    }

    /** Whether the app was asked anything. */
    boolean haveAsked() {
        return asked.get();
    }

    private void observe(Scope scope, Sink sink) throws AppFailure {
        asked.set(true);
        LaneWire.as(urgency, () -> session.observe(scope, sink));
    }

    /** The account of an id; empty only if the app said that it is not there, and that proves something. */
    Optional<Account> read(RemoteId id) throws AppFailure {
        var shown = look(id);
        if (shown.isEmpty()) {
            belief.expectShown();
        }
        return shown;
    }

    /** The account of an id as the app shows it, whatever that proves. */
    Optional<Account> look(RemoteId id) throws AppFailure {
        var found = new ArrayList<Account>();
        var absent = new ArrayList<RemoteId>();
        observe(new Scope.Accounts(Set.of(id)), new Sink() {
            @Override
            public void account(Account account) {
                found.add(account);
            }

            @Override
            public void absent(RemoteId gone) {
                absent.add(gone);
            }
        });
        var shown = found.stream().filter(account -> account.id().equals(id)).findFirst();
        if (shown.isEmpty() && !absent.contains(id)) {
            throw AppFailure.of(Kind.TRUNCATED, Detail.NOT_UNDERSTOOD);
        }
        return shown;
    }

    /** Every account that has this external id or this user name; that there is none proves nothing. */
    List<Account> lookUp(String externalId, String userName) throws AppFailure {
        return lookUp(List.of(new Scope.Key.ExternalId(externalId), new Scope.Key.UserName(userName)));
    }

    /** Every account that has one of these keys; without a key nothing is asked. */
    List<Account> lookUp(List<Scope.Key> keys) throws AppFailure {
        var found = new ConcurrentHashMap<RemoteId, Account>();
        if (!keys.isEmpty()) {
            observe(new Scope.Matching(keys), new Sink() {
                @Override
                public void account(Account account) {
                    found.put(account.id(), account);
                }
            });
        }
        return List.copyOf(found.values());
    }

    /** Whether the app says that it takes no user name twice. */
    boolean keepsUserNamesUnique() {
        return says(Capability.UNIQUE_USER_NAMES, "true");
    }

    /** Whether the app takes a password together with a new account. */
    boolean takesPasswordsAtCreation() {
        return says(Capability.PASSWORDS, "create");
    }

    private boolean says(String capability, String value) {
        return session.capabilities().value(capability).filter(value::equals).isPresent();
    }

    /** What the app has no place for. */
    Set<String> leftOut() {
        return session.capabilities().leftOut();
    }

    /** In what the app may write values otherwise than it was told. */
    Spelling spelling() {
        return Spellings.of(session.capabilities());
    }

    /** How long reads may show what was before a write. */
    Duration lag() {
        return session.capabilities()
                .value(Capability.READS_LAG)
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(Duration.ZERO);
    }

    Dormancy dormancy() {
        return Dormancy.of(session.capabilities());
    }

    Handling handling() {
        return Handling.of(session.capabilities());
    }

    /** Which of these accounts, and perhaps others, are in an entitlement; one that is not there is held by nobody. */
    Set<RemoteId> members(Entitlement entitlement, Set<RemoteId> asked) throws AppFailure {
        var roster = new Roster();
        try {
            observe(handling().scope(entitlement, asked), roster);
        } catch (AppFailure e) {
            if (e.failure().kind() == Kind.GONE) {
                return Set.of();
            }
            throw e;
        }
        return roster.members();
    }

    /** Sends one change of one account, between its intent and its result in the journal. */
    Outcome send(Change.OfAccount change) {
        return send(change, () -> true);
    }

    /**
     * The same, provided that it still holds when the app may be asked: at the pace of a slow one a lock may come in between.
     */
    Outcome send(Change.OfAccount change, BooleanSupplier holds) {
        willWrite();
        return CorrelationId.of(() -> {
            if (!intents.mayGo(change, areUrgent())) {
                return new Outcome.Failed(Intents.UNRECORDED);
            }
            var outcomes = apply(change, holds);
            var outcome = outcomes.of(change.id());
            intents.ended(change, outcome);
            overtaken.compareAndSet(false, outcomes.stopped());
            return outcome;
        });
    }

    /** Sends one change of many accounts, each with an intent and a result of its own, provided that it still holds then. */
    Outcomes send(Change.Members change, BooleanSupplier holds) {
        return CorrelationId.of(() -> {
            var recorded = intents.mayGo(change);
            var outcomes = recorded.isEmpty()
                    ? new Outcomes(Map.of(), clock.instant(), false)
                    : apply(recorded.change(), holds);
            recorded.alone().forEach((item, member) -> intents.ended(member, outcomes.of(item)));
            return outcomes.with(recorded.left());
        });
    }

    /** Makes an entitlement, provided that somebody is still to enter it then; empty where nothing was sent because nobody is. */
    Optional<Outcome> send(Change.Define change, BooleanSupplier holds) {
        return CorrelationId.of(() -> {
            if (!intents.mayGo(change)) {
                return Optional.of(new Outcome.Failed(Intents.UNRECORDED));
            }
            var outcomes = apply(change, holds);
            var outcome = outcomes.of(change.id());
            intents.ended(change, outcome);
            return Optional.of(outcome).filter(any -> !outcomes.isOvertaken(change.id()));
        });
    }

    private Outcomes apply(Change change, BooleanSupplier holds) {
        Map<ChangeId, Outcome> said = new ConcurrentHashMap<>();
        var stopped = new AtomicBoolean();
        return LaneWire.provided(
                () -> {
                    var goesOn = holds.getAsBoolean();
                    stopped.compareAndSet(false, !goesOn);
                    return goesOn;
                },
                () -> LaneWire.as(urgency, () -> {
                    session.apply(Batch.of(change), said::putIfAbsent);
                    return new Outcomes(said, clock.instant(), stopped.get());
                }));
    }
}
