package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Capabilities;
import dev.usher.connector.Change;
import dev.usher.connector.Completeness;
import dev.usher.connector.Once;
import dev.usher.connector.Report;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import java.time.Clock;

/** One SCIM app: keeps what it can do, and which ids its groups have. */
final class ScimSession implements AppSession {
    private final Exchange exchange;
    private final Speech speech;
    private final Clock clock;
    private final Accounts accounts;
    private final AccountWrites accountWrites;
    private final Groups groups;
    private final GroupWrites groupWrites;

    ScimSession(Exchange exchange, Routes routes, Speech speech, Declared declared, Clock clock) {
        this.exchange = exchange;
        var users = new Users(speech);
        var pages = new Pages(exchange, routes, speech);
        var lookUps = new LookUps(pages, speech, new Witnesses());
        this.speech = speech;
        this.clock = clock;
        this.accounts = new Accounts(exchange, routes, users, pages, lookUps);
        this.accountWrites = new AccountWrites(exchange, routes, users, accounts, lookUps, declared);
        this.groups = new Groups(exchange, routes, lookUps, speech, new GroupIds(clock));
        this.groupWrites = new GroupWrites(exchange, routes, groups);
    }

    @Override
    public Capabilities capabilities() {
        return speech.capabilities();
    }

    @Override
    public void ping() throws AppFailure {
        accounts.ping();
    }

    @Override
    public Completeness observe(Scope scope, Sink sink) throws AppFailure {
        return switch (scope) {
            case Scope.All all -> accounts.all(sink);
            case Scope.Accounts some -> accounts.byId(some.ids(), sink);
            case Scope.Matching matching -> accounts.matching(matching.keys(), sink);
            case Scope.Members members -> groups.members(members.of(), sink);
            case Scope.Holders holders -> groups.holders(holders.of(), holders.ids(), sink);
            case Scope.Since since -> throw AppFailure.of(Kind.UNSUPPORTED, Detail.NONE);
        };
    }

    @Override
    public void apply(Batch batch, Report report) {
        Once.each(batch, report, clock, this::apply);
    }

    private void apply(Change change, Once report) {
        switch (change) {
            case Change.OfAccount one -> report.outcome(one.id(), accountWrites.apply(one));
            case Change.Members members -> groupWrites.change(members, report);
            case Change.Define define -> report.outcome(define.id(), groupWrites.define(define));
        }
    }

    @Override
    public void close() {
        exchange.close();
    }
}
