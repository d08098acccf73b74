package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The calls of one piece of work: reads as values, writes with their two journal records. */
final class LaneCalls {
    private final AppSession session;
    private final Priority priority;
    private final Journal journal;
    private final Clock clock;
    private final Supplier<ChangeId> ids;

    LaneCalls(AppSession session, Priority priority, Journal journal, Clock clock, Supplier<ChangeId> ids) {
        this.session = session;
        this.priority = priority;
        this.journal = journal;
        this.clock = clock;
        this.ids = ids;
    }

    /** The same, should the work turn out to be more urgent than it was said to be. */
    LaneCalls atLeast(Priority decided) {
        return new LaneCalls(session, Priority.moreUrgent(priority, decided), journal, clock, ids);
    }

    ChangeId nextId() {
        return ids.get();
    }

    private void observe(Scope scope, Sink sink) throws AppFailure {
        LaneWire.as(priority, () -> session.observe(scope, sink));
    }

    /** The account of an id; empty only if the app said that it is not there. */
    Optional<Account> read(RemoteId id) throws AppFailure {
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
            throw new AppFailure(Failure.of(Kind.TRUNCATED, Detail.NOT_UNDERSTOOD), false);
        }
        return shown;
    }

    /** Every account that has this external id or this user name; that there is none proves nothing. */
    List<Account> lookUp(String externalId, String userName) throws AppFailure {
        var found = new ConcurrentHashMap<RemoteId, Account>();
        observe(
                new Scope.Matching(List.of(new Scope.Key.ExternalId(externalId), new Scope.Key.UserName(userName))),
                new Sink() {
                    @Override
                    public void account(Account account) {
                        found.put(account.id(), account);
                    }
                });
        return List.copyOf(found.values());
    }

    /** Which of these entitlements the account holds. */
    Set<Entitlement> held(RemoteId id, Set<Entitlement> asked) throws AppFailure {
        var held = new HashSet<Entitlement>();
        for (var entitlement : asked) {
            if (holds(id, entitlement)) {
                held.add(entitlement);
            }
        }
        return held;
    }

    /** An entitlement that is not there is held by nobody. */
    boolean holds(RemoteId id, Entitlement entitlement) throws AppFailure {
        var members = new HashSet<RemoteId>();
        try {
            observe(new Scope.Members(entitlement), new Sink() {
                @Override
                public void member(Entitlement of, RemoteId account) {
                    members.add(account);
                }
            });
        } catch (AppFailure e) {
            if (e.failure().kind() == Kind.GONE) {
                return false;
            }
            throw e;
        }
        return members.contains(id);
    }

    /** Sends one change of one account. */
    Outcome send(Change.OfAccount change) {
        return send(change, change.id());
    }

    /** Sends one change that has one item, between its intent and its result in the journal. */
    Outcome send(Change change, ChangeId item) {
        journal.intent(change);
        Map<ChangeId, Outcome> outcomes = new ConcurrentHashMap<>();
        LaneWire.as(priority, () -> {
            session.apply(Batch.of(change), outcomes::putIfAbsent);
            return outcomes;
        });
        var outcome = Optional.ofNullable(outcomes.get(item))
                .orElseGet(() -> new Outcome.Ambiguous(Failure.of(Kind.INTERNAL, Detail.NONE), clock.instant()));
        journal.result(change, outcome);
        return outcome;
    }
}
