package dev.usher.bench.connector;

import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** By a session of the connector, with those calls that a lane makes, and believing no more than a lane does. */
record ByConnector(AppSession session, AtomicLong numbers) implements Side {
    ByConnector(AppSession session) {
        this(session, new AtomicLong());
    }

    @Override
    public void lookUp(Newcomer who, int keys) throws AppFailure {
        List<Scope.Key> all =
                List.of(new Scope.Key.UserName(who.userName()), new Scope.Key.ExternalId(who.externalId()));
        session.observe(new Scope.Matching(all.subList(0, keys)), new Sink() {
            @Override
            public void account(Account account) {
                throw new IllegalStateException("there is a " + who + " already");
            }
        });
    }

    @Override
    public String create(Newcomer who) {
        var identity = new Identity(Session.APP.namespace(), who.externalId());
        var attributes = Attributes.of(Map.of(
                Attributes.USER_NAME,
                who.userName(),
                Attributes.DISPLAY_NAME,
                who.displayName(),
                Attributes.EMAIL,
                who.email()));
        var change = new Change.Create(next(identity), new Desired(identity, attributes, new TreeSet<>()));
        return apply(change).get(change.id()) instanceof Outcome.Agreed agreed
                ? agreed.read().orElseThrow().id().value()
                : failed(change);
    }

    @Override
    public void enter(String group, List<String> accounts) throws AppFailure {
        var entitlement = new Entitlement(Entitlement.GROUP, group);
        var members = accounts.stream()
                .map(account ->
                        new Change.Member(next(new Identity(Session.APP.namespace(), account)), new RemoteId(account)))
                .toList();
        var change = new Change.Members(entitlement, members, List.of());
        var outcomes = apply(change);
        var unclear = members.stream()
                .filter(member -> !(outcomes.get(member.id()) instanceof Outcome.Agreed))
                .toList();
        if (!unclear.stream().allMatch(member -> outcomes.get(member.id()) instanceof Outcome.Accepted)) {
            failed(change);
        }
        if (!unclear.isEmpty()) {
            var shown = members(entitlement);
            if (!unclear.stream().map(Change.Member::account).allMatch(shown::contains)) {
                failed(change);
            }
        }
    }

    private HashSet<RemoteId> members(Entitlement entitlement) throws AppFailure {
        var shown = new HashSet<RemoteId>();
        session.observe(new Scope.Members(entitlement), new Sink() {
            @Override
            public void member(Entitlement of, RemoteId account) {
                shown.add(account);
            }
        });
        return shown;
    }

    private ChangeId next(Identity identity) {
        return new ChangeId(Session.APP, identity, numbers.incrementAndGet());
    }

    private Map<ChangeId, Outcome> apply(Change change) {
        var outcomes = new ConcurrentHashMap<ChangeId, Outcome>();
        session.apply(Batch.of(change), outcomes::putIfAbsent);
        return outcomes;
    }

    private static String failed(Change change) {
        throw new IllegalStateException("the app did not do as it was told: " + change.getClass());
    }

    @Override
    public void close() {
        session.close();
    }
}
